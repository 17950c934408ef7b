import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { muster } from "../../values/actor.ts";
import { slicesOf } from "../../values/slices.ts";
import { groupsConcerned, subjectKey, type Subject } from "../../values/subject.ts";
import { insertDecisions, lockSubjects, readGroupsOfCalls } from "../alert-intake/index.ts";
import { mostRepairs, type Repair } from "../paging/index.ts";
import { escalationStream } from "./escalation.decider.ts";
import { executeEscalations, readStanding } from "./escalation.commands.ts";
import { subjectOfEscalation } from "./escalation.queries.ts";
import { stepKind } from "./escalation.reactions.ts";
import { dueOf, noEscalation } from "./escalation.state.rules.ts";
import { readForgottenGroups, readStalledEscalations, readWaitingEscalations, type StalledEscalation } from "./reconciler.queries.ts";
import { beginKind } from "./waking.commands.ts";

/** Lets escalations go on for which nothing was about to happen. A step is decided by the escalation's own state, so one that was taken meanwhile is not taken twice. */
export async function repairEscalations(tx: Tx): Promise<Repair[]> {
  return [...(await repairSteps(tx)), ...(await repairBeginnings(tx))];
}

/** Lets what is waited for come when it would have come, had the database's clock not gone back; gives for how many searches. */
export async function goOnAfterClockWentBack(tx: Tx, byMilliseconds: number): Promise<number> {
  const waiting = (await readWaitingEscalations(tx)).map(subjectOfEscalation);
  await lockSubjects(tx, waiting);
  let moved = 0;
  for (const subjects of slicesOf(waiting, mostRepairs)) {
    const outcomes = await executeEscalations(tx, subjects.map((subject) => ({ subject, commandId: `clock went back ${tx.now}`, actor: muster, command: { kind: "go on after the clock went back", byMilliseconds } })));
    moved += outcomes.filter((one) => one.outcome === "done" && one.events.length > 0).length;
  }
  return moved;
}

async function repairSteps(tx: Tx): Promise<Repair[]> {
  const stalled = await readStalledEscalations(tx, mostRepairs);
  const states = await readStanding(tx, stalled.map(subjectOfEscalation));
  // An older node leaves the read table as it was; what holds is the state.
  const found = stalled.filter((row) => dueOf(states.get(subjectKey(subjectOfEscalation(row))) ?? noEscalation) === row.due_at);
  const work = found.map((row) => {
    const subject = subjectOfEscalation(row);
    return { kind: stepKind, key: escalationStream(subject), dueAt: row.due_at, payload: { subject } };
  });
  await schedule(tx, work);
  const [questions, steps] = [found.filter(isQuestion), found.filter((row) => !isQuestion(row))];
  await tellTraces(tx, steps.map(subjectOfEscalation), "reconciler.step");
  await tellTraces(tx, questions.map(subjectOfEscalation), "reconciler.question");
  return found.map((row) => ({ kind: stepKind, key: escalationStream(subjectOfEscalation(row)), sentence: wordFound(row) }));
}

/** Whoever has it is to be asked whether they still do, or to answer that. */
function isQuestion({ status }: StalledEscalation): boolean {
  return status === "acknowledged";
}

function wordFound(row: StalledEscalation): string {
  if (isQuestion(row)) return row.is_late ? "an escalation whose question whether somebody still has it stood at a later time" : "an escalation with nothing left to ask whether somebody still has it";
  return row.is_late ? "an escalation whose next step stood at a later time" : "an escalation with nothing left to take its next step";
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
