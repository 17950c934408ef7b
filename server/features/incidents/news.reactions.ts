import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import type { CallSubject } from "../../values/subject.ts";
import { tellAdministrators } from "../access/index.ts";
import type { GroupFact } from "../alert-intake/index.ts";
import { subjectOfStream, type EscalationFact } from "../escalation/index.ts";
import { pageIdOfStream, readPages, type PageFact, type PageRow } from "../paging/index.ts";
import { isWorse, readProcess } from "../process/index.ts";
import { readViewers } from "./commander.queries.ts";
import { declareIncident } from "./declare.commands.ts";
import { joinGroup } from "./group-joining.commands.ts";
import { hasOpenGroups, readStandingGroups, type StandingGroup } from "./group-joining.queries.ts";
import { changeIncident } from "./incident.commands.ts";
import { incidentStream } from "./incident.decider.ts";
import type { CallNews } from "./incident.events.ts";
import { findRunningOfService, readIncidentState, readPrivate, readStrangers } from "./incident.queries.ts";
import { named } from "./privacy.rules.ts";
import { proposeAndPlan } from "./proposal.work.ts";
import { answerForSplit } from "./split.commands.ts";
import { watchUnmanaged } from "./unmanaged.work.ts";

type Asked = Extract<GroupFact, { type: "group opened" }>["data"]["declare"];

/** Hears what became of groups of alerts, before anybody is woken: a route may declare, and the last alert of an incident may have ended. */
export async function hearGroups(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = (logged as readonly LoggedEvent<GroupFact>[]).filter(({ fact }) => askedIn(fact) !== undefined || fact.type === "group resolved");
  if (events.length === 0) return;
  const groups = await readStandingGroups(tx, events.map(groupOf));
  await lockStreams(tx, [...groups.values()].flatMap(({ incident_id }) => (incident_id === null ? [] : [incidentStream(incident_id)])));
  for (const event of events) {
    const group = groups.get(groupOf(event));
    if (!group) continue;
    const { fact } = event;
    const asked = askedIn(fact);
    if (asked && group.incident_id === null) await declareFor(tx, group, asked);
    if (fact.type === "group resolved" && group.incident_id !== null) await tellEnd(tx, group.incident_id);
  }
}

function askedIn(fact: GroupFact): Asked {
  return fact.type === "group opened" || fact.type === "group grew" ? fact.data.declare : undefined;
}

function groupOf({ streamId }: LoggedEvent): string {
  return streamId.slice("group/".length);
}

/** Joins the open incident of the same service, proposing a worse class; else declares one. */
async function declareFor(tx: Tx, group: StandingGroup, { severity, priority }: NonNullable<Asked>): Promise<void> {
  const running = group.service_id === null ? null : await findRunningOfService(tx, group.service_id);
  if (running !== null) {
    await joinGroup(tx, { incidentId: running, groupId: group.id, because: "route", actor: muster });
    if (severity !== null) await proposeIfWorse(tx, running, severity, priority);
    return;
  }
  const serviceIds = group.service_id === null ? [] : [group.service_id];
  const wish = { title: group.title, severity, priority, serviceIds, groupIds: [group.id], commanderId: null, pagedServiceIds: [], origin: "route", actor: muster, reportedAt: null, isDrill: false } as const;
  const declared = await declareIncident(tx, wish);
  if (isRefusal(declared)) await tellAdministrators(tx, [{ key: "incident.not-declared", code: declared.code, sentence: `A route declares an incident for “${group.title}”, and it could not be: ${declared.reason}` }]);
}

async function proposeIfWorse(tx: Tx, incidentId: string, severity: string | null, priority: string | null): Promise<void> {
  const state = await readIncidentState(tx, incidentId);
  if (!state) return;
  const { process } = await readProcess(tx, state.processVersion);
  if (severity !== null && isWorse(process, severity, state.severity)) await changeIncident(tx, { incidentId, actor: muster, command: { kind: "propose", severity, priority: priority ?? state.priority } });
}

async function tellEnd(tx: Tx, incidentId: string): Promise<void> {
  if (!(await hasOpenGroups(tx, incidentId))) await changeIncident(tx, { incidentId, actor: muster, command: { kind: "alerts ended" } });
}

/** Hears who has it: the first answer acknowledges the incident; who answers a call to take a role over holds it. */
export async function hearEscalations(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  await watchUnmanaged(tx, (logged as readonly LoggedEvent<EscalationFact>[]).flatMap(groupTaken));
  for (const { streamId, fact, actor, version } of logged as readonly LoggedEvent<EscalationFact>[]) {
    const subject = subjectOfStream(streamId);
    if (subject.kind !== "incident") continue;
    await tellOfCall(tx, subject, fact, { actor, commandId: `${streamId} ${version} told` });
    const answer = answerIn(fact);
    if (answer) await answerForSplit(tx, { ...answer, from: subject, actor, commandId: `${streamId} ${version} split` });
    const personId = ownerIn(fact);
    if (personId === null) continue;
    await takeUp(tx, { incidentId: subject.id, call: subject.call, personId, actor, commandId: `${streamId} ${version}` });
  }
}

/** A group that somebody took, or for which more people than those of its first step are asked: it may be an incident. */
function groupTaken({ streamId, fact }: LoggedEvent<EscalationFact>): string[] {
  const subject = subjectOfStream(streamId);
  const isTelling = fact.type === "escalation acknowledged" || fact.type === "escalated by hand" || (fact.type === "step begun" && fact.data.people.length > 0 && (fact.data.step > 0 || fact.data.people.length > 1));
  return subject.kind === "group" && isTelling ? [subject.id] : [];
}

/** What people in the incident want to read of its searches beside the pages. */
function newsIn(fact: EscalationFact): { news: CallNews; people: string[]; has?: number; needed?: number } | null {
  switch (fact.type) {
    case "acknowledgement counted":
      return { news: "counted", people: [fact.data.personId], has: fact.data.has, needed: fact.data.needed };
    case "holders asked":
      return { news: "asked", people: fact.data.people };
    case "holder confirmed":
      return { news: "confirmed", people: [fact.data.personId] };
    case "escalation given back":
      return fact.data.isSilent ? { news: "silent", people: [fact.data.personId] } : null;
    default:
      return null;
  }
}

async function tellOfCall(tx: Tx, { id, call }: CallSubject, fact: EscalationFact, by: { actor: Actor; commandId: string }): Promise<void> {
  const told = newsIn(fact);
  if (told) await changeIncident(tx, { incidentId: id, ...by, command: { kind: "tell of call", call, ...told } });
}

function answerIn(fact: EscalationFact): { answer: "have" | "cannot"; personId: string } | null {
  if (fact.type === "step declined") return { answer: "cannot", personId: fact.data.personId };
  const isTaken = fact.type === "escalation acknowledged" || fact.type === "acknowledgement counted";
  return isTaken && fact.data.personId !== null ? { answer: "have", personId: fact.data.personId } : null;
}

function ownerIn(fact: EscalationFact): string | null {
  if (fact.type === "escalation acknowledged" || fact.type === "acknowledgement counted") return fact.data.personId;
  return fact.type === "escalation adopted" ? fact.data.acknowledgedBy : null;
}

interface Answer {
  incidentId: string;
  call: string;
  personId: string;
  actor: Actor;
  commandId: string;
}

/** Whoever took the alerts of an incident that they may not know of does not thereby come into it. */
async function takeUp(tx: Tx, { incidentId, call, personId, actor, commandId }: Answer): Promise<void> {
  if ((await readStrangers(tx, incidentId, [personId])).length > 0) return;
  const mayHold = !(await readViewers(tx, [personId])).has(personId);
  // Who was asked for something else, be it another role, did not offer to command.
  const mayCommand = mayHold && call.startsWith("policy:");
  await changeIncident(tx, { incidentId, actor, commandId, command: { kind: "acknowledge", personId, mayCommand } });
  const role = /^role:(.+)$/.exec(call)?.[1];
  if (role === undefined || !mayHold) return;
  const state = await readIncidentState(tx, incidentId);
  const rule = state && (await readProcess(tx, state.processVersion)).process.roles.find(({ id }) => id === role);
  if (rule) await changeIncident(tx, { incidentId, actor, commandId: `${commandId} ${role}`, command: { kind: "accept call", role, isShared: rule.many, personId } });
}

/** Hears of pages, also of those that a group brings along: the first person paged by a policy commands for now; the first page out is a milestone. */
export async function hearPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = (logged as readonly LoggedEvent<PageFact>[]).filter(({ fact }) => isOpenedOfIncident(fact) || fact.type === "page handed over" || fact.type === "page moved");
  if (events.length === 0) return;
  const pages = await readPages(tx, events.map(({ streamId }) => pageIdOfStream(streamId)));
  await openToPaged(tx, events.flatMap(({ streamId }) => pages.get(pageIdOfStream(streamId)) ?? []));
  for (const { streamId, fact, occurredAt, version } of events) {
    const page = pages.get(pageIdOfStream(streamId));
    if (page?.subject_kind !== "incident" || !page.call.startsWith("policy:")) continue;
    const about = { incidentId: page.subject_id, actor: muster, commandId: `${streamId} ${version}` };
    if (fact.type !== "page handed over" && !(await readViewers(tx, [page.person_id])).has(page.person_id)) {
      await changeIncident(tx, { ...about, command: { kind: "first page", personId: page.person_id } });
    }
    const outAt = fact.type === "page handed over" ? occurredAt : page.handed_over_at;
    if (outAt !== null) await changeIncident(tx, { ...about, commandId: `${about.commandId} out`, command: { kind: "reach milestone", milestone: "paged", at: outAt } });
  }
  await proposeAndPlan(tx, events.flatMap(({ streamId, fact }) => (fact.type === "page handed over" ? [] : subjectOfPage(pages.get(pageIdOfStream(streamId))))));
}

function isOpenedOfIncident(fact: PageFact): boolean {
  return fact.type === "page opened" && fact.data.subject.kind === "incident";
}

/** Whoever is paged about an incident may read it, also one that is private. */
async function openToPaged(tx: Tx, pages: readonly PageRow[]): Promise<void> {
  const woken = pages.filter(({ subject_kind, status }) => subject_kind === "incident" && status !== "held-back");
  const isPrivate = await readPrivate(tx, woken.map(({ subject_id }) => subject_id));
  for (const { id, subject_id, person_id } of woken.filter((page) => isPrivate.has(page.subject_id))) {
    await changeIncident(tx, { incidentId: subject_id, actor: muster, commandId: `page/${id} sees`, command: { kind: "open to", named: [named(person_id, "paged")] } });
  }
}

/** How many teams were paged is a fact that may speak for another severity. */
function subjectOfPage(page: { subject_kind: string; subject_id: string; call: string } | undefined): string[] {
  return page?.subject_kind === "incident" && !/^(?:role|join):/.test(page.call) ? [page.subject_id] : [];
}
