import type { Tx } from "../../platform/database/database.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { policyOfCall, subjectKey, type CallSubject } from "../../values/subject.ts";
import { insertDecisions, lockSubjects, placeGroup, readGroupsOfCalls, readPlacesOfGroups } from "../alert-intake/index.ts";
import { readPagesOfIncident } from "../paging/index.ts";
import { carryOver, readCallSubjects } from "./call.commands.ts";
import { acknowledge, decline, executeEscalations, readStanding } from "./escalation.commands.ts";
import { readPolicyOfServices } from "./escalation.queries.ts";
import { canBegin, isLive, noEscalation } from "./escalation.state.rules.ts";
import { readFiringWakings, wakeNow } from "./waking.commands.ts";

export interface CallSplit {
  fromIncidentId: string;
  intoIncidentId: string;
  groupIds: readonly string[];
  /** The services that go, and those that stay: a call that stands for no alerts stands for its services. */
  serviceIds: readonly string[];
  stayingServiceIds: readonly string[];
  commandId: string;
}

/**
 * Some of an incident goes to another. A call that stands for nothing that stays goes along, with its pages; one that stands for both goes on in both where it
 * stands: nobody is paged anew, and nobody is forgotten.
 */
export async function splitCalls(tx: Tx, split: CallSplit): Promise<void> {
  const { fromIncidentId, intoIncidentId, groupIds, commandId } = split;
  await lockSubjects(tx, [...groupIds.map((id) => ({ kind: "group", id }) as const), { kind: "incident", id: fromIncidentId }, { kind: "incident", id: intoIncidentId }]);
  const places = await readPlacesOfGroups(tx, groupIds);
  for (const [groupId, { subject }] of places) if (subject.kind === "incident") await placeGroup(tx, groupId, { ...subject, id: intoIncidentId });
  await insertDecisions(tx, groupIds.map((groupId) => ({ groupId, alertId: null, at: tx.now, code: "incident.split", outcome: "passed", details: { incidentId: intoIncidentId } })));
  for (const { from, into, isShared } of await readGoing(tx, split)) {
    if (isShared) await goOnInBoth(tx, from, into, commandId);
    else await carryOver(tx, { from, into, reason: "incident.split", commandId });
  }
  const firing = await readFiringWakings(tx, groupIds.map((groupId) => ({ groupId, commandId })));
  const states = await readStanding(tx, firing.map(({ subject }) => subject));
  // What fires and was looked for by nobody any more must not fall silent on the way.
  await wakeNow(tx, firing.filter(({ subject }) => canBegin(states.get(subjectKey(subject)) ?? noEscalation)));
}

interface Going {
  from: CallSubject;
  into: CallSubject;
  /** It stands for something that stays, too. */
  isShared: boolean;
}

/** The calls by a policy that stand for something that went: for alerts, else for the services of the policy. The groups are in their places already. */
async function readGoing(tx: Tx, { fromIncidentId, intoIncidentId, serviceIds, stayingServiceIds }: CallSplit): Promise<Going[]> {
  const calls = (await readCallSubjects(tx, fromIncidentId)).filter(({ call }) => policyOfCall(call) !== null);
  const pairs = calls.map((from) => ({ from, into: { ...from, id: intoIncidentId } }));
  const groups = await readGroupsOfCalls(tx, pairs.flatMap(({ from, into }) => [from, into]));
  const policies = await readPolicyOfServices(tx);
  const isIn = (ids: readonly string[], call: string) => ids.some((id) => policies.get(id) === policyOfCall(call));
  return pairs.flatMap(({ from, into }) => {
    const [staying, gone] = [groups.has(subjectKey(from)), groups.has(subjectKey(into))];
    const [stays, goes] = staying || gone ? [staying, gone] : [isIn(stayingServiceIds, from.call), isIn(serviceIds, from.call)];
    return goes ? [{ from, into, isShared: stays }] : [];
  });
}

async function goOnInBoth(tx: Tx, from: CallSubject, into: CallSubject, commandId: string): Promise<void> {
  const { subject: _subject, endedAt: _endedAt, ...standing } = (await readStanding(tx, [from])).get(subjectKey(from)) ?? noEscalation;
  await executeEscalations(tx, [{ subject: into, commandId, actor: muster, command: { kind: "adopt", subject: into, from, standing } }]);
}

export interface SplitAnswer {
  /** The search that was answered, and the incidents that were split off from its own. */
  from: CallSubject;
  intoIncidentIds: readonly string[];
  answer: "have" | "cannot";
  personId: string;
  actor: Actor;
  commandId: string;
}

/** Whoever was asked while it was one search answers for both; gives the incidents in which the answer counts too. */
export async function answerBothOfSplit(tx: Tx, { from, intoIncidentIds, answer, personId, actor, commandId }: SplitAnswer): Promise<string[]> {
  const answered: string[] = [];
  for (const id of intoIncidentIds) {
    const subject = { ...from, id };
    const state = (await readStanding(tx, [subject])).get(subjectKey(subject)) ?? noEscalation;
    const hasOwnPage = (await readPagesOfIncident(tx, id)).some((page) => page.call === from.call && page.person_id === personId);
    if (!isLive(state) || !state.pagedInPass.includes(personId) || hasOwnPage) continue;
    await (answer === "have" ? acknowledge(tx, { subject, personId, actor, commandId }) : decline(tx, { subject, personId, actor, commandId }));
    answered.push(id);
  }
  return answered;
}
