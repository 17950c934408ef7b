import type { Content } from "../../platform/event-log/content.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { commandRoleOf, coveringRole, requiredRoles, type WrittenProcess, type WrittenRole } from "../process/index.ts";
import type { SymptomRow } from "../alert-intake/index.ts";
import type { IncidentDetail } from "./contract.ts";
import { personNamed, presentIncident, roleNamed, presentPriority, presentSeverity, type Beside } from "./incident.presenter.ts";
import type { IncidentRow } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { presentMilestones } from "./milestones.presenter.ts";
import type { Interval } from "./milestones.rules.ts";
import type { JoinedGroupRow, PagedPerson } from "./room.queries.ts";
import type { OrganizationWords } from "./words.queries.ts";

/** What a room shows beside the incident's own row. */
export interface RoomFacts extends Beside {
  words: OrganizationWords;
  contents: ReadonlyMap<string, Content>;
  writers: readonly { person_id: string; since: number }[];
  paged: readonly PagedPerson[];
  groups: readonly JoinedGroupRow[];
  symptoms: readonly SymptomRow[];
  mtbf: Interval;
}

export function presentRoom(row: IncidentRow, facts: RoomFacts): IncidentDetail {
  const { state } = row;
  const { words } = facts;
  const process = words.processOf(row.process_version);
  const textOf = (contentId: string | undefined) => (contentId === undefined ? null : (facts.contents.get(contentId)?.text ?? null));
  const personOrNull = (id: string | null) => (id === null ? null : personNamed(words, id));
  return {
    ...presentIncident(row, words, facts),
    proposed: state.proposed && { severity: presentSeverity(process, state.proposed.severity), priority: presentPriority(process, state.proposed.priority) },
    impact: state.impact,
    impactDescription: textOf(state.impactDescription?.contentId),
    roles: process.roles.map((role) => presentRole(role, state, process, words)),
    handovers: state.handovers.map(({ handoverId, role, fromPersonId, toPersonId, brief, offeredAt }) => ({
      id: handoverId,
      role,
      roleName: roleNamed(process, role),
      from: personNamed(words, fromPersonId),
      to: personNamed(words, toPersonId),
      brief: textOf(brief.contentId),
      offeredAt: toIso(offeredAt),
    })),
    participants: presentParticipants(state, process, facts),
    tasks: state.tasks.map(({ taskId, text, ownerId, dueAt, status, addedAt }) => ({
      ...{ id: taskId, text: textOf(text.contentId), owner: personOrNull(ownerId), dueAt: toIsoOrNull(dueAt), status, addedAt: toIso(addedAt) },
    })),
    ground: state.ground.map(({ itemId, kind, text, ownerId, mark, since }) => ({ id: itemId, kind, text: textOf(text.contentId), owner: personOrNull(ownerId), mark, since: toIso(since) })),
    groups: facts.groups.map(({ id, alert_id, title, service_name, status, alerts, signals }) => ({ groupId: id, alertId: alert_id, title, serviceName: service_name, status, alerts, signals })),
    symptoms: facts.symptoms.map(({ id, title, service_name: serviceName }) => ({ alertId: id, title, serviceName })),
    told: Object.entries(state.told).map(([audienceId, { lastAt, nextAt }]) => ({ audienceId, name: words.audiences.get(audienceId) ?? audienceId, lastAt: toIso(lastAt), nextAt: toIsoOrNull(nextAt) })),
    reports: state.reports,
    entries: state.entries,
    ...presentMilestones(state, facts.mtbf),
    warRoom: presentWarRoom(process, state.number),
    words: presentWords(process),
  };
}

function presentRole(role: WrittenRole, state: IncidentState, process: WrittenProcess, words: OrganizationWords): IncidentDetail["roles"][number] {
  const isHeld = (id: string) => state.holders.some((holder) => holder.role === id);
  const { id, name, duties, area = null, mayChangeProduction, many } = role;
  return {
    ...{ role: id, name, area, mayChangeProduction, duties: [...duties], isShared: many },
    isCommand: id === commandRoleOf(process).id,
    isRequired: requiredRoles(process, state.severity, state.priority).includes(id),
    coveredBy: isHeld(id) || role.default === "muster" ? null : roleNamed(process, coveringRole(process, id, isHeld)),
    holders: state.holders.filter((holder) => holder.role === id).map(({ personId, since, isProvisional }) => ({ ...personNamed(words, personId), since: toIso(since), isProvisional })),
  };
}

/** Everybody who holds a role, wrote, answered or was paged: those in it first. */
function presentParticipants(state: IncidentState, process: WrittenProcess, { words, writers, paged }: RoomFacts): IncidentDetail["participants"] {
  const inIt = new Map<string, number>();
  const enter = (id: string, since: number) => inIt.set(id, Math.min(since, inIt.get(id) ?? since));
  for (const { personId, since } of state.holders) enter(personId, since);
  for (const { person_id, since } of writers) enter(person_id, since);
  for (const page of paged.filter(({ has_it }) => has_it)) enter(page.person_id, page.since);
  const asked = paged.filter(({ person_id }) => !inIt.has(person_id));
  return [
    ...[...inIt].map(([id, since]) => ({ id, since, standing: "in" as const })),
    ...asked.map(({ person_id, since, cannot, is_open }) => ({ id: person_id, since, standing: cannot ? ("cannot" as const) : is_open ? ("paged" as const) : ("silent" as const) })),
  ].map(({ id, since, standing }) => ({
    ...personNamed(words, id),
    timezone: words.people.get(id)?.timezone ?? "UTC",
    roles: state.holders.filter(({ personId }) => personId === id).map(({ role }) => roleNamed(process, role)),
    standing,
    since: toIso(since),
  }));
}

function presentWarRoom({ warRoom }: WrittenProcess, number: number): IncidentDetail["warRoom"] {
  const fill = (template: string | undefined) => template?.replaceAll("{{ref}}", String(number)) ?? null;
  return { video: fill(warRoom?.video), chat: fill(warRoom?.chat?.channel) };
}

function presentWords({ severities, priorities, kinds, grid }: WrittenProcess): IncidentDetail["words"] {
  const pairs = (verdict: "forbidden" | "confirm") =>
    grid
      .filter((entry) => entry.verdict === verdict)
      .flatMap((entry) => entry.severity.flatMap((severity) => entry.priority.map((priority) => ({ severity, priority, because: entry.because ?? null }))));
  return {
    severities: severities.map(({ id, name, when = null, respond = null }, rank) => ({ id, name, rank, of: severities.length, when, respond })),
    priorities: priorities.map(({ id, name, criteria }) => ({ id, name, criteria: [...criteria] })),
    kinds: [...kinds],
    forbidden: pairs("forbidden"),
    confirm: pairs("confirm"),
  };
}
