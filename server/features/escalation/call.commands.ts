import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { callOf, policyOfCall, subjectKey, type CallSubject, type Subject } from "../../values/subject.ts";
import { insertDecisions, lockSubjects, moveGroupsOfIncident, placeGroup, readCallInIncident, readGroupIdsOfIncident, readPlacesOfGroups } from "../alert-intake/index.ts";
import { movePages, withdrawPages } from "../paging/index.ts";
import { isTakenOver } from "./adoption.rules.ts";
import { readCallsOfIncident } from "./call.queries.ts";
import { acknowledge, beginEscalations, endEscalations, executeEscalations, readStanding } from "./escalation.commands.ts";
import type { EndReason } from "./escalation.events.ts";
import { readEscalationsOfIncident, subjectOfEscalation } from "./escalation.queries.ts";
import { canBegin, isLive, noEscalation } from "./escalation.state.rules.ts";
import { joinCalls, readFiringWakings, wakeNow } from "./waking.commands.ts";

const noSuchGroup = refuse("group.not-found", "There is no such group of alerts.");

/** By a policy to its end, the administrators; or for these people, who are turned to twice, and nobody else. */
export type CallWish = { incidentId: string; call: string; urgency: "high" | "low"; commandId: string } & ({ policyId: string | null } | { targets: readonly string[] });

/** Looks for people for an incident, unless that call runs or somebody has it. */
export async function beginCall(tx: Tx, { incidentId, call, ...wish }: CallWish): Promise<void> {
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  await beginEscalations(tx, [{ subject: { kind: "incident", id: incidentId, call }, ...wish }]);
}

/** Somebody has the incident: the calls stop for which they were paged; of those who were paged for none, all that go by a policy. */
export async function acknowledgeCalls(tx: Tx, { incidentId, personId, actor }: { incidentId: string; personId: string; actor: Actor }): Promise<void> {
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  const live = (await readCallsOfIncident(tx, incidentId)).filter(isLive);
  const own = live.filter(({ pages }) => pages.some((page) => page.person_id === personId));
  const taken = own.length > 0 ? own : live.filter(({ call }) => policyOfCall(call) !== null);
  for (const { call } of taken) await acknowledge(tx, { subject: { kind: "incident", id: incidentId, call }, personId, actor, commandId: newId() });
}

export interface CallEnd {
  incidentId: string;
  /** All calls where absent. */
  calls?: readonly string[];
  reason: Extract<EndReason, "incident.ended" | "group.resolved" | "call.not-needed">;
  commandId: string;
}

/** Nobody is looked for any more: the pages of the calls are withdrawn with the reason. */
export async function endCalls(tx: Tx, { incidentId, calls, reason, commandId }: CallEnd): Promise<void> {
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  const known = await readCallSubjects(tx, incidentId);
  const ending = known.filter(({ call }) => calls === undefined || calls.includes(call));
  await endEscalations(tx, ending.map((subject) => ({ subject, commandId })), reason);
}

export async function readCallSubjects(tx: Tx, incidentId: string): Promise<CallSubject[]> {
  const rows = await readEscalationsOfIncident(tx, incidentId);
  return rows.map(subjectOfEscalation).filter((subject) => subject.kind === "incident");
}

export interface GroupJoining {
  groupId: string;
  incidentId: string;
  commandId: string;
}

/**
 * Puts a group into an incident, as the call of its policy. Its own search goes on there exactly where it stands, or joins the one that runs;
 * nobody is paged anew. Gives the call.
 */
export async function adoptGroup(tx: Tx, { groupId, incidentId, commandId }: GroupJoining): Promise<string | Refusal> {
  await lockSubjects(tx, [{ kind: "group", id: groupId }, { kind: "incident", id: incidentId }]);
  const before = (await readPlacesOfGroups(tx, [groupId])).get(groupId)?.subject;
  const into = await readCallInIncident(tx, groupId, incidentId);
  if (!into) return noSuchGroup;
  await placeGroup(tx, groupId, into);
  const outcome = await carryOver(tx, { from: { kind: "group", id: groupId }, into, reason: "group.joined-incident", commandId });
  const firing = await readFiringWakings(tx, [{ groupId, commandId }]);
  if (outcome === "merged") await joinCalls(tx, firing);
  // Whoever was looked for by another incident is not looked for by this one yet.
  else if (outcome === "nothing" && before?.kind === "incident" && before.id !== incidentId) await wakeNow(tx, firing);
  return into.call;
}

/** Takes a group out of its incident: it stands for itself again, and somebody is woken if it still fires and nobody has it. */
export async function releaseGroup(tx: Tx, { groupId, incidentId, commandId }: GroupJoining): Promise<void> {
  await lockSubjects(tx, [{ kind: "group", id: groupId }, { kind: "incident", id: incidentId }]);
  await placeGroup(tx, groupId, null);
  await insertDecisions(tx, [{ groupId, alertId: null, at: tx.now, code: "group.left-incident", outcome: "passed", details: { incidentId } }]);
  await wakeNow(tx, await readFiringWakings(tx, [{ groupId, commandId }]));
}

export interface Merger {
  fromIncidentId: string;
  intoIncidentId: string;
  commandId: string;
}

/** One incident is the same as another: its groups and all its calls go on there. */
export async function moveCalls(tx: Tx, { fromIncidentId, intoIncidentId, commandId }: Merger): Promise<void> {
  const groups = (await readGroupIdsOfIncident(tx, fromIncidentId)).map((id) => ({ kind: "group", id }) as const);
  await lockSubjects(tx, [...groups, { kind: "incident", id: fromIncidentId }, { kind: "incident", id: intoIncidentId }]);
  const outcomes = new Map<string, CarriedOver>();
  for (const from of await readCallSubjects(tx, fromIncidentId)) outcomes.set(from.call, await carryOver(tx, { from, into: { ...from, id: intoIncidentId }, reason: "incident.merged", commandId }));
  await moveGroupsOfIncident(tx, fromIncidentId, intoIncidentId);
  const firing = await readFiringWakings(tx, groups.map(({ id }) => ({ groupId: id, commandId })));
  const thatCame = (outcome: CarriedOver) => firing.filter(({ subject }) => (outcomes.get(callOf(subject)) ?? "nothing") === outcome);
  await joinCalls(tx, thatCame("merged"));
  // Whoever was looked for by the other incident no more is looked for by this one.
  await wakeNow(tx, thatCame("nothing"));
}

interface CarryingOver {
  from: Subject;
  into: CallSubject;
  reason: EndReason;
  commandId: string;
}

type CarriedOver = "nothing" | "adopted" | "merged";

/** Lets a search go on as a call: where nobody is looked for there it is taken over whole, else the two become one. */
export async function carryOver(tx: Tx, { from, into, reason, commandId }: CarryingOver): Promise<CarriedOver> {
  const states = await readStanding(tx, [from, into]);
  const { subject: _subject, endedAt: _endedAt, ...standing } = states.get(subjectKey(from)) ?? noEscalation;
  const present = states.get(subjectKey(into)) ?? noEscalation;
  if (canBegin(standing)) return "nothing";
  await executeEscalations(tx, [
    { subject: into, commandId, actor: muster, command: { kind: "adopt", subject: into, from, standing } },
    { subject: from, commandId, actor: muster, command: { kind: "end", reason } },
  ]);
  const isAdopted = isTakenOver(present, standing);
  const isInHand = !isAdopted && present.status === "acknowledged";
  if (isInHand) await withdrawPages(tx, [{ subject: from, commandId, reason: "ack.another-page", answeredBy: present.acknowledgedBy }]);
  else await movePages(tx, { from, into, passes: isAdopted ? present.pass : 0, commandId });
  return isAdopted ? "adopted" : "merged";
}
