import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { groupsConcerned, subjectKey, type Subject } from "../../values/subject.ts";
import { insertDecisions, readGroupsOfCalls } from "../alert-intake/index.ts";
import { mostRepairs, type Repair } from "../paging/index.ts";
import { escalationStream } from "./escalation.decider.ts";
import { subjectOfEscalation } from "./escalation.queries.ts";
import { stepKind } from "./escalation.reactions.ts";
import { readForgottenGroups, readStalledEscalations } from "./reconciler.queries.ts";
import { beginKind } from "./waking.commands.ts";

/** Lets escalations go on for which nothing was about to happen. A step is decided by the escalation's own state, so one that was taken meanwhile is not taken twice. */
export async function repairEscalations(tx: Tx): Promise<Repair[]> {
  return [...(await repairSteps(tx)), ...(await repairBeginnings(tx))];
}

async function repairSteps(tx: Tx): Promise<Repair[]> {
  const stalled = await readStalledEscalations(tx, mostRepairs);
  const work = stalled.map((row) => {
    const subject = subjectOfEscalation(row);
    return { kind: stepKind, key: escalationStream(subject), dueAt: row.next_at, payload: { subject } };
  });
  await schedule(tx, work);
  await tellTraces(tx, work.map(({ payload }) => payload.subject), "reconciler.step");
  return work.map(({ kind, key }, index) => ({ kind, key, sentence: stalled[index]?.is_late ? "an escalation whose next step stood at a later time" : "an escalation with nothing left to take its next step" }));
}

async function repairBeginnings(tx: Tx): Promise<Repair[]> {
  const groupIds = await readForgottenGroups(tx, mostRepairs);
  const work = groupIds.map((id) => {
    const subject: Subject = { kind: "group", id };
    return { kind: beginKind, key: `begin/${subjectKey(subject)}`, dueAt: tx.now, payload: { subject } };
  });
  await schedule(tx, work);
  await tellTraces(tx, work.map(({ payload }) => payload.subject), "reconciler.begin");
  return work.map(({ kind, key }) => ({ kind, key, sentence: "a group of alerts whose wait was over, and nobody looked for" }));
}

async function tellTraces(tx: Tx, subjects: readonly Subject[], code: string): Promise<void> {
  const groups = await readGroupsOfCalls(tx, subjects);
  const concernOf = (subject: Subject) => (subject.kind === "incident" ? { groupIds: groups.get(subjectKey(subject)) ?? [] } : {});
  const lines = subjects.flatMap((subject) => groupsConcerned(subject, concernOf(subject)).map((groupId) => ({ groupId, alertId: null, at: tx.now, code, outcome: "passed" as const, details: {} })));
  await insertDecisions(tx, lines);
}
