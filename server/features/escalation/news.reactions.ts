import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { groupBy } from "../../values/group-by.ts";
import { subjectKey } from "../../values/subject.ts";
import { insertDecisions, lockSubjects, readAcknowledgedGroups, readGroupsOfCalls, readGroupWaits, readPlacesOfGroups, type GroupFact, type GroupPlace } from "../alert-intake/index.ts";
import { readPages, pageIdOfStream, subjectOfPage, type PageFact } from "../paging/index.ts";
import { acknowledge, decline, endEscalations, raiseEscalations } from "./escalation.commands.ts";
import { canRise } from "./escalation.state.rules.ts";
import { joinCalls, sortByStanding, wakeAfterWait, type Waking } from "./waking.commands.ts";

interface GroupNews extends GroupPlace {
  groupId: string;
  commandId: string;
  actor: Actor;
  fact: GroupFact;
}

/** Hears what became of groups: wakes somebody for new ones, raises those that grew worse, ends those that ended. */
export async function hearGroups(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const news = await readNews(tx, logged as readonly LoggedEvent<GroupFact>[]);
  const ended = news.filter(({ fact }) => fact.type === "group resolved");
  const over = new Set(ended.map(({ groupId }) => groupId));
  await endOver(tx, ended, over);
  const woken = news.filter(needsWaking);
  await wake(tx, woken.filter(({ groupId }) => !over.has(groupId)));
  await tellOverBefore(tx, woken.filter(({ groupId }) => over.has(groupId)));
  await raise(tx, news.filter(({ fact }) => fact.type === "group grew" && fact.data.urgency === "high" && !fact.data.isReopened));
  for (const one of news) await followAcknowledgement(tx, one);
}

/** The news with what each group escalates as; whoever hears it holds the groups, so only their incidents are still to be locked. */
async function readNews(tx: Tx, logged: readonly LoggedEvent<GroupFact>[]): Promise<GroupNews[]> {
  const told = logged.map(({ streamId, version, actor, fact }) => ({ groupId: streamId.slice("group/".length), commandId: `${streamId} ${version}`, actor, fact }));
  const places = await readPlacesOfGroups(tx, told.map(({ groupId }) => groupId));
  await lockSubjects(tx, [...places.values()].map(({ subject }) => subject).filter(({ kind }) => kind === "incident"));
  return told.map((one) => ({ ...one, ...(places.get(one.groupId) ?? { subject: { kind: "group", id: one.groupId }, policyId: null }) }));
}

/** A call ends with the last group it stands for, unless somebody has it. */
async function endOver(tx: Tx, ended: readonly GroupNews[], over: ReadonlySet<string>): Promise<void> {
  const open = await readGroupsOfCalls(tx, ended.map(({ subject }) => subject));
  const isLast = ({ subject }: GroupNews) => (open.get(subjectKey(subject)) ?? []).every((groupId) => over.has(groupId));
  const { others } = await sortByStanding(tx, ended.filter(isLast));
  const ending = others.filter(({ subject, state }) => subject.kind === "group" || state.status !== "acknowledged");
  const orders = [...groupBy(ending, ({ subject }) => subjectKey(subject)).values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const { subject, commandId } = first;
    return [{ subject, commandId, ...(subject.kind === "incident" && { groupIds: [first, ...rest].map(({ groupId }) => groupId).sort() }) }];
  });
  await endEscalations(tx, orders, "group.resolved");
}

/** What began and ended in one flush was over before anybody could be woken. */
async function tellOverBefore(tx: Tx, news: readonly GroupNews[]): Promise<void> {
  await insertDecisions(tx, news.map(({ groupId }) => ({ groupId, alertId: null, at: tx.now, code: "group.over-before-page", outcome: "held", details: {} })));
}

function needsWaking({ fact }: GroupNews): boolean {
  if (fact.type === "group opened") return fact.data.urgency !== "none";
  return fact.type === "group grew" && fact.data.urgency !== "none" && !fact.data.isAcknowledged;
}

/** In a storm groups grow over and over while somebody is being woken already: nothing is asked about those any more. */
async function wake(tx: Tx, news: readonly GroupNews[]): Promise<void> {
  if (news.length === 0) return;
  const [{ fresh, others }, waits] = await Promise.all([sortByStanding(tx, news), readGroupWaits(tx)]);
  await wakeAfterWait(tx, fresh.flatMap((one) => wakingOf(one)), waits);
  const isNew = ({ fact }: GroupNews) => fact.type === "group opened" || (fact.type === "group grew" && fact.data.isReopened);
  await joinCalls(tx, others.filter((one) => isNew(one) || one.state.status === "acknowledged").flatMap((one) => wakingOf(one)));
}

function wakingOf({ groupId, subject, policyId, commandId, fact }: GroupNews): (Waking & { isReopened: boolean })[] {
  if (fact.type !== "group opened" && fact.type !== "group grew") return [];
  const { urgency } = fact.data;
  return urgency === "none" ? [] : [{ groupId, subject, policyId, commandId, urgency, isReopened: fact.type === "group grew" && fact.data.isReopened }];
}

async function raise(tx: Tx, news: readonly GroupNews[]): Promise<void> {
  const { others } = await sortByStanding(tx, news);
  await raiseEscalations(tx, others.filter(({ state }) => canRise(state)));
}

/** Everything of a group was acknowledged one by one or by its own tool; of a call, everything of all its groups. */
async function followAcknowledgement(tx: Tx, { subject, commandId, actor, fact }: GroupNews): Promise<void> {
  if (fact.type !== "group acknowledged") return;
  const open = (await readGroupsOfCalls(tx, [subject])).get(subjectKey(subject)) ?? [];
  if (subject.kind === "incident" && (await readAcknowledgedGroups(tx, open)).length < open.length) return;
  await acknowledge(tx, { subject, personId: fact.data.personId, commandId, actor });
}

/** Hears answers to pages: one answer serves every page of the subject. */
export async function hearPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const answered = (logged as readonly LoggedEvent<PageFact>[]).filter((event) => event.fact.type === "page answered");
  if (answered.length === 0) return;
  const pages = await readPages(tx, answered.map((event) => pageIdOfStream(event.streamId)));
  for (const { fact, streamId, version, actor } of answered) {
    const page = pages.get(pageIdOfStream(streamId));
    if (!page || fact.type !== "page answered") continue;
    // Who says "I have it" has it, whosever page it was; "I can't" is about the one who was paged.
    const answering = { subject: subjectOfPage(page), personId: page.person_id, actor, commandId: `${streamId} ${version}` };
    await (fact.data.answer === "have" ? acknowledge(tx, { ...answering, personId: personOf(actor) ?? page.person_id }) : decline(tx, answering));
  }
}
