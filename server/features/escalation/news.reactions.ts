import { scheduleUnlessWaiting } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { personOf } from "../../values/actor.ts";
import type { Subject } from "../../values/subject.ts";
import { insertDecisions, readGroups, readGroupWaits, type GroupFact } from "../alert-intake/index.ts";
import { readPages, pageIdOfStream, type PageFact } from "../paging/index.ts";
import { acknowledge, beginEscalations, decline, endEscalations, raiseEscalations, type Beginning } from "./escalation.commands.ts";
import { escalationStream } from "./escalation.decider.ts";
import { canBegin, canRise } from "./escalation.rules.ts";
import { noEscalation, type EscalationState } from "./escalation.state.rules.ts";

export const beginKind = "escalation.begin";

interface GroupNews {
  subject: Subject;
  commandId: string;
  fact: GroupFact;
}

/** Hears what became of groups: wakes somebody for new ones, raises those that grew worse, ends those that ended. */
export async function hearGroups(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const news = (logged as readonly LoggedEvent<GroupFact>[]).map(({ streamId, version, fact }): GroupNews => ({
    subject: { kind: "group", id: streamId.slice("group/".length) },
    commandId: `${streamId} ${version}`,
    fact,
  }));
  const ended = news.filter(({ fact }) => fact.type === "group resolved");
  const over = new Set(ended.map(({ subject }) => subject.id));
  await endEscalations(tx, ended, "group.resolved");
  const woken = news.filter(needsWaking);
  await wakeFor(tx, await those(tx, canBegin, woken.filter(({ subject }) => !over.has(subject.id))));
  await tellOverBefore(tx, woken.filter(({ subject }) => over.has(subject.id)));
  await raiseEscalations(tx, await those(tx, canRise, news.filter(({ fact }) => fact.type === "group grew" && fact.data.urgency === "high" && !fact.data.isReopened)));
  for (const { subject, commandId, fact } of news) {
    if (fact.type !== "group acknowledged") continue;
    const { personId } = fact.data;
    await acknowledge(tx, { subject, personId, commandId, actor: personId === null ? { kind: "muster" } : { kind: "person", id: personId } });
  }
}

/** What began and ended in one flush was over before anybody could be woken. */
async function tellOverBefore(tx: Tx, news: readonly GroupNews[]): Promise<void> {
  await insertDecisions(tx, news.map(({ subject }) => ({ groupId: subject.id, alertId: null, at: tx.now, code: "group.over-before-page", outcome: "held", details: {} })));
}

/** In a storm groups grow over and over while somebody is being woken already: nothing is asked about those any more. */
async function those(tx: Tx, applies: (state: EscalationState) => boolean, news: readonly GroupNews[]): Promise<GroupNews[]> {
  if (news.length === 0) return [];
  const states = await readStates<EscalationState>(tx, news.map(({ subject }) => escalationStream(subject)));
  return news.filter(({ subject }) => applies(states.get(escalationStream(subject)) ?? noEscalation));
}

function needsWaking({ fact }: GroupNews): boolean {
  if (fact.type === "group opened") return fact.data.urgency !== "none";
  return fact.type === "group grew" && fact.data.urgency !== "none" && !fact.data.isAcknowledged;
}

/** Begins at once, or after the group's wait, in which other alerts may still join. */
async function wakeFor(tx: Tx, news: readonly GroupNews[]): Promise<void> {
  if (news.length === 0) return;
  const waits = await readGroupWaits(tx);
  const planned = news.flatMap(({ subject, commandId, fact }) => {
    const urgency = fact.type === "group opened" || fact.type === "group grew" ? fact.data.urgency : "none";
    const isReopened = fact.type === "group grew" && fact.data.isReopened;
    return urgency === "none" ? [] : [{ subject, commandId, urgency, wait: isReopened ? 0 : waits[urgency] }];
  });
  const groups = await readGroups(tx, planned.map(({ subject }) => subject.id));
  const beginnings = planned.map((one) => ({ ...one, serviceId: groups.get(one.subject.id)?.serviceId ?? null }));
  await beginEscalations(tx, beginnings.filter(({ wait }) => wait === 0));
  await beginLater(tx, beginnings.filter(({ wait }) => wait > 0));
}

/** A group that waits already goes on waiting for its first time, whoever joins. */
async function beginLater(tx: Tx, waiting: readonly (Beginning & { wait: number })[]): Promise<void> {
  const work = waiting.map(({ subject, wait }) => ({ kind: beginKind, key: `begin/${subject.kind}/${subject.id}`, dueAt: tx.now + wait, payload: { subject } }));
  const begun = new Set((await scheduleUnlessWaiting(tx, work)).map((item) => item.key));
  const told = waiting.filter((_one, index) => begun.has(work[index]?.key ?? ""));
  await insertDecisions(
    tx,
    told.map(({ subject, urgency, wait }) => ({ groupId: subject.id, alertId: null, at: tx.now, code: "group.waits", outcome: "held", details: { urgency, waitMilliseconds: wait } })),
  );
}

/** Hears answers to pages: one answer serves every page of the subject. */
export async function hearPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const answered = (logged as readonly LoggedEvent<PageFact>[]).filter((event) => event.fact.type === "page answered");
  if (answered.length === 0) return;
  const pages = await readPages(tx, answered.map((event) => pageIdOfStream(event.streamId)));
  for (const { fact, streamId, version, actor } of answered) {
    const page = pages.get(pageIdOfStream(streamId));
    if (!page || fact.type !== "page answered") continue;
    const subject: Subject = { kind: page.subject_kind, id: page.subject_id };
    // Who says "I have it" has it, whosever page it was; "I can't" is about the one who was paged.
    const answering = { subject, personId: page.person_id, actor, commandId: `${streamId} ${version}` };
    await (fact.data.answer === "have" ? acknowledge(tx, { ...answering, personId: personOf(actor) ?? page.person_id }) : decline(tx, answering));
  }
}
