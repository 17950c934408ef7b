import type { Tx } from "../../platform/database/database.ts";
import { scheduleUnlessWaiting } from "../../platform/due-work/due-work.ts";
import { subjectKey, type Subject } from "../../values/subject.ts";
import { acknowledgeGroups, insertDecisions, readFiringGroups, readGroups, readPlacesOfGroups, type Decision, type GroupPlace, type GroupWaits } from "../alert-intake/index.ts";
import { beginEscalations, raiseEscalations, readStanding } from "./escalation.commands.ts";
import { canBegin, canRise, isLive, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

export const beginKind = "escalation.begin";

/** A group about which somebody is to be woken, and as what it escalates. */
export interface Waking extends GroupPlace {
  groupId: string;
  urgency: "high" | "low";
  commandId: string;
}

/** Wakes somebody at once. Where the group's incident looks for somebody by its policy already, nobody else is woken, and the trace says so. */
export async function wakeNow(tx: Tx, wakings: readonly Waking[]): Promise<void> {
  const { fresh, others } = await sortByStanding(tx, wakings);
  await beginEscalations(tx, fresh);
  await joinCalls(tx, others);
}

/** The same after the group's wait, in which other alerts may still join. One that waits already goes on waiting for its first time, whoever joins. */
export async function wakeAfterWait(tx: Tx, wakings: readonly (Waking & { isReopened: boolean })[], waits: GroupWaits): Promise<void> {
  if (wakings.length === 0) return;
  const planned = wakings.map((waking) => ({ ...waking, wait: waking.isReopened ? 0 : waits[waking.urgency] }));
  await beginEscalations(tx, planned.filter(({ wait }) => wait === 0));
  const waiting = planned.filter(({ wait }) => wait > 0);
  const work = waiting.map(({ groupId, wait }) => {
    const subject: Subject = { kind: "group", id: groupId };
    return { kind: beginKind, key: `begin/${subjectKey(subject)}`, dueAt: tx.now + wait, payload: { subject } };
  });
  const begun = new Set((await scheduleUnlessWaiting(tx, work)).map((item) => item.key));
  const told = waiting.filter((_one, index) => begun.has(work[index]?.key ?? ""));
  await tell(tx, told.map(({ groupId, urgency, wait }) => [groupId, "group.waits", { urgency, waitMilliseconds: wait }]));
}

/** Those for whom nobody is woken or has it, and the others. */
export async function sortByStanding<Member extends { subject: Subject }>(tx: Tx, members: readonly Member[]): Promise<{ fresh: Member[]; others: (Member & { state: EscalationState })[] }> {
  if (members.length === 0) return { fresh: [], others: [] };
  const states = await readStanding(tx, members.map(({ subject }) => subject));
  const all = members.map((member) => ({ ...member, state: states.get(subjectKey(member.subject)) ?? noEscalation }));
  return { fresh: all.filter(({ state }) => canBegin(state)), others: all.filter(({ state }) => !canBegin(state)) };
}

/** Groups come to calls that look for somebody or are in hand: those rise with them, and the traces say why nobody else is woken. */
export async function joinCalls(tx: Tx, wakings: readonly Waking[]): Promise<void> {
  const joining = wakings.filter(({ subject }) => subject.kind === "incident");
  if (joining.length === 0) return;
  const before = await readStanding(tx, joining.map(({ subject }) => subject));
  await raiseEscalations(tx, joining.filter(({ subject, urgency }) => urgency === "high" && canRise(before.get(subjectKey(subject)) ?? noEscalation)));
  const { others } = await sortByStanding(tx, joining);
  const inHand = others.filter(({ state }) => state.status === "acknowledged");
  await acknowledgeGroups(tx, inHand.map(({ groupId, state }) => ({ groupId, personId: state.acknowledgedBy })));
  await tell(tx, [
    ...inHand.map(({ groupId, subject, state }) => [groupId, "incident.in-hand", { incidentId: subject.id, personId: state.acknowledgedBy }] as const),
    ...others.filter(({ state }) => isLive(state)).map(({ groupId, subject }) => [groupId, "incident.already-paging", { incidentId: subject.id }] as const),
  ]);
}

async function tell(tx: Tx, lines: readonly (readonly [groupId: string, code: string, details: object])[]): Promise<void> {
  await insertDecisions(tx, lines.map(([groupId, code, details]): Decision => ({ groupId, alertId: null, at: tx.now, code, outcome: "held", details })));
}

/** Of the groups those in which something fires that nobody has. */
export async function readFiringWakings(tx: Tx, groups: readonly { groupId: string; commandId: string }[]): Promise<Waking[]> {
  const firing = await readFiringGroups(tx, groups.map(({ groupId }) => groupId));
  return readWakings(tx, groups.filter(({ groupId }) => firing.has(groupId)));
}

/** Of the groups those that are open and wake people, as they stand now. */
export async function readWakings(tx: Tx, groups: readonly { groupId: string; commandId: string }[]): Promise<Waking[]> {
  const ids = groups.map(({ groupId }) => groupId);
  const [known, places] = await Promise.all([readGroups(tx, ids), readPlacesOfGroups(tx, ids)]);
  return groups.flatMap(({ groupId, commandId }) => {
    const group = known.get(groupId);
    const place = places.get(groupId);
    if (!group || !place || group.status !== "open" || group.urgency === "none") return [];
    return [{ groupId, ...place, urgency: group.urgency, commandId }];
  });
}
