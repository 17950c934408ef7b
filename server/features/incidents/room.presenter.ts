import type { Content } from "../../platform/event-log/content.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { commandRoleOf, coveringRole, presentGrid, type WrittenProcess, type WrittenRole } from "../process/index.ts";
import type { SymptomRow } from "../alert-intake/index.ts";
import type { IncidentDetail } from "./contract.ts";
import { presentDecision } from "./decision.presenter.ts";
import { decisionsOf } from "./decision.rules.ts";
import { presentGround, type LinkedEntry } from "./ground.presenter.ts";
import { personNamed, presentIncident, roleNamed, presentPriority, presentSeverity, type Beside } from "./incident.presenter.ts";
import type { IncidentRow } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { presentMilestones } from "./milestones.presenter.ts";
import { presentPresence } from "./presence.presenter.ts";
import { isObserving } from "./presence.rules.ts";
import { presentRelations } from "./relation.presenter.ts";
import { nameOfWorkstream, presentDeputy, presentStaffing, presentTasks } from "./staffing.presenter.ts";
import { workstreamsOfPerson } from "./workstream.rules.ts";
import { reliefOf } from "./relief.rules.ts";
import type { Interval } from "./milestones.rules.ts";
import type { ProposalReason } from "./incident.events.ts";
import { expectedSeverity, openProposal, type Proposal } from "./proposal.rules.ts";
import type { JoinedGroupRow, PagedPerson } from "./room.queries.ts";
import type { OrganizationWords } from "./words.queries.ts";
import type { RunbookRow } from "./template.queries.ts";
import { rolesNeeded } from "./template.rules.ts";

/** What a room shows beside the incident's own row. */
export interface RoomFacts extends Beside {
  words: OrganizationWords;
  contents: ReadonlyMap<string, Content>;
  writers: readonly { person_id: string; since: number }[];
  paged: readonly PagedPerson[];
  groups: readonly JoinedGroupRow[];
  symptoms: readonly SymptomRow[];
  mtbf: Interval;
  /** Entries that bear on the common ground or on decisions, by their number. */
  linked: ReadonlyMap<number, LinkedEntry>;
  assessed: Proposal;
  /** The incidents that belong together with it, by id. */
  related: ReadonlyMap<string, IncidentRow>;
  /** Those of the template that was used, as they are now. */
  runbooks: readonly RunbookRow[];
  /** Who is on call for the roles that are required and that nobody holds for good. */
  onCall: Readonly<Record<string, readonly string[]>>;
}

export function presentRoom(row: IncidentRow, facts: RoomFacts): IncidentDetail {
  const { state } = row;
  const { words } = facts;
  const process = words.processOf(row.process_version);
  const textOf = (contentId: string | undefined) => (contentId === undefined ? null : (facts.contents.get(contentId)?.text ?? null));
  return {
    ...presentIncident(row, words, facts),
    ...presentProposal(state, process, facts),
    impact: state.impact,
    impactDescription: textOf(state.impactDescription?.contentId),
    roles: process.roles.map((role) => presentRole(role, state, process, facts)),
    ...presentPresence(state, process, facts),
    related: presentRelations(state, facts),
    participants: presentParticipants(state, process, facts),
    template: state.template ? { id: state.template.templateId, name: textOf(state.template.name.contentId), runbooks: [...facts.runbooks] } : null,
    tasks: presentTasks(row.id, state, process, { words, textOf }),
    ...presentStaffing(state, process, { words, textOf }),
    ground: state.ground.map((item) => presentGround(item, facts)),
    decisions: decisionsOf(state).map((decision) => presentDecision(decision, facts)),
    groups: facts.groups.map(({ id, alert_id, title, service_name, status, alerts, signals }) => ({ groupId: id, alertId: alert_id, title, serviceName: service_name, status, alerts, signals })),
    symptoms: facts.symptoms.map(({ id, title, service_name: serviceName }) => ({ alertId: id, title, serviceName })),
    told: Object.entries(state.told).map(([audienceId, { lastAt, nextAt }]) => ({ audienceId, name: words.audiences.get(audienceId) ?? audienceId, lastAt: toIso(lastAt), nextAt: toIsoOrNull(nextAt) })),
    reports: state.reports,
    entries: state.entries,
    ...presentMilestones(state, facts.mtbf),
    warRoom: presentWarRoom(process, state.number),
    words: presentWords(process, words),
  };
}

/** What waits for a person to decide, and what speaks for it. */
function presentProposal(state: IncidentState, process: WrittenProcess, { words, assessed }: RoomFacts): Pick<IncidentDetail, "proposed" | "assessment"> {
  const open = openProposal(process, state);
  const spoken = ({ when, serviceId }: ProposalReason) => ({ when, service: serviceId === null ? null : { id: serviceId, name: words.services.get(serviceId) ?? serviceId } });
  return {
    proposed: open && { severity: presentSeverity(process, open.severity), priority: presentPriority(process, open.priority) },
    assessment: {
      severity: presentSeverity(process, expectedSeverity(process, state)),
      because: assessed.because.map(spoken),
      absent: assessed.absent.map(({ severity, missing, ...one }) => ({ ...spoken(one), severity: presentSeverity(process, severity), missing })),
    },
  };
}

function presentRole(role: WrittenRole, state: IncidentState, process: WrittenProcess, { words, onCall, paged }: RoomFacts): IncidentDetail["roles"][number] {
  const isHeld = (id: string) => state.holders.some((holder) => holder.role === id);
  const { id, name, duties, area = null, mayChangeProduction, many } = role;
  return {
    ...{ role: id, name, area, mayChangeProduction, duties: [...duties], isShared: many },
    isCommand: id === commandRoleOf(process).id,
    isRequired: rolesNeeded(process, state).includes(id),
    coveredBy: isHeld(id) || role.default === "muster" ? null : roleNamed(process, coveringRole(process, id, isHeld)),
    holders: state.holders.filter((holder) => holder.role === id).map((holder) => ({ ...personNamed(words, holder.personId), since: toIso(holder.since), isProvisional: holder.isProvisional, reliefAt: toIsoOrNull(reliefOf(process, holder)?.dueAt ?? null) })),
    deputy: presentDeputy(state, process, id, words),
    onCall: (onCall[id] ?? []).map((personId) => ({ ...personNamed(words, personId), isAsked: paged.some(({ person_id, is_open }) => person_id === personId && is_open) })),
  };
}

/** Everybody who holds a role, wrote, answered or was paged: those in it first. */
function presentParticipants(state: IncidentState, process: WrittenProcess, { words, writers, paged, contents }: RoomFacts): IncidentDetail["participants"] {
  const textOf = (contentId: string | undefined) => (contentId === undefined ? null : (contents.get(contentId)?.text ?? null));
  const inIt = new Map<string, number>();
  const enter = (id: string, since: number) => inIt.set(id, Math.min(since, inIt.get(id) ?? since));
  for (const { personId, since } of state.holders) enter(personId, since);
  for (const { person_id, since } of writers) enter(person_id, since);
  for (const { personId, joinedAt } of state.present ?? []) enter(personId, joinedAt);
  for (const page of paged.filter(({ has_it }) => has_it)) enter(page.person_id, page.since);
  const asked = paged.filter(({ person_id }) => !inIt.has(person_id));
  return [
    ...[...inIt].map(([id, since]) => ({ id, since, standing: isObserving(state, id) ? ("observes" as const) : ("in" as const) })),
    ...asked.map(({ person_id, since, cannot, is_open }) => ({ id: person_id, since, standing: cannot ? ("cannot" as const) : is_open ? ("paged" as const) : ("silent" as const) })),
  ].map(({ id, since, standing }) => ({
    ...personNamed(words, id),
    timezone: words.people.get(id)?.timezone ?? "UTC",
    roles: state.holders.filter(({ personId }) => personId === id).map(({ role }) => roleNamed(process, role)),
    workstreams: workstreamsOfPerson(state, id).map((one) => nameOfWorkstream(one, textOf)),
    standing,
    since: toIso(since),
    briefedAt: toIsoOrNull(state.briefed?.[id] ?? null),
  }));
}

function presentWarRoom({ warRoom }: WrittenProcess, number: number): IncidentDetail["warRoom"] {
  const fill = (template: string | undefined) => template?.replaceAll("{{ref}}", String(number)) ?? null;
  return { video: fill(warRoom?.video), chat: fill(warRoom?.chat?.channel) };
}

function presentWords(process: WrittenProcess, words: OrganizationWords): IncidentDetail["words"] {
  const { severities, priorities, kinds } = process;
  return {
    severities: severities.map(({ id, name, when = null, respond = null }, rank) => ({ id, name, rank, of: severities.length, when, respond })),
    priorities: priorities.map(({ id, name, criteria }) => ({ id, name, criteria: [...criteria] })),
    kinds: [...kinds],
    ...presentGrid(process, (id) => words.audiences.get(id) ?? id),
  };
}
