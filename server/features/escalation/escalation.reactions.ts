import { cancel, schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { groupsConcerned, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { acknowledgeGroups, insertDecisions, unacknowledgeGroups, type Decision } from "../alert-intake/index.ts";
import { openCopies, openPages, stillOnIt, withdrawPages, type PageWish, type Withdrawal } from "../paging/index.ts";
import { escalationDecider, subjectOfStream } from "./escalation.decider.ts";
import { decisionsOfEscalations } from "./trace.reactions.ts";
import type { EscalationFact, Reached } from "./escalation.events.ts";
import { writeEscalations } from "./escalation.queries.ts";
import { dueOf, type EscalationState } from "./escalation.state.rules.ts";
import { withdrawOwnPages } from "./own-pages.commands.ts";
import { writeTurns } from "./turn.queries.ts";

type EscalationEvent = LoggedEvent<EscalationFact>;

export const stepKind = "escalation.step";

/** Read tables, decisions, pages and due work that follow from the events of escalations, in the append transaction. */
export async function reactToEscalations(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = logged as readonly EscalationEvent[];
  const states = await readStates(tx, escalationDecider, [...new Set(events.map((event) => event.streamId))]);
  await writeEscalations(tx, [...states.values()]);
  await writeTurns(tx, events.map(({ fact }) => fact));
  await insertDecisions(tx, decisionsOfEscalations(events));
  await moveDueWork(tx, states);
  await followAnswers(tx, events);
  const wishes = events.flatMap((event) => wishesOf(event, states.get(event.streamId)));
  await openPages(tx, wishes);
  await openCopies(tx, wishes);
}

/** What a rebuild makes again, once the heads stand where the events lead; gives the lines for the traces. */
export async function projectEscalations(tx: Tx, logged: readonly LoggedEvent[]): Promise<Decision[]> {
  const events = logged as readonly EscalationEvent[];
  const states = await readStates(tx, escalationDecider, [...new Set(events.map((event) => event.streamId))]);
  await writeEscalations(tx, [...states.values()]);
  await writeTurns(tx, events.map(({ fact }) => fact));
  return decisionsOfEscalations(events);
}

/** One row of due work per escalation, at its next time; none where it has none. */
async function moveDueWork(tx: Tx, states: ReadonlyMap<string, EscalationState>): Promise<void> {
  const work: DueWork[] = [];
  const ended: string[] = [];
  for (const [streamId, state] of states) {
    const dueAt = dueOf(state);
    if (dueAt === null) ended.push(streamId);
    else work.push({ kind: stepKind, key: streamId, dueAt, payload: { subject: subjectOfStream(streamId) } });
  }
  await schedule(tx, work);
  await cancel(tx, ended);
}

async function followAnswers(tx: Tx, events: readonly EscalationEvent[]): Promise<void> {
  const taken = events.flatMap((event) => takenBy(event));
  const givenBack = events.filter(({ fact }) => fact.type === "escalation given back" && fact.data.stillHas === undefined).map(about);
  await acknowledgeGroups(tx, taken);
  await unacknowledgeGroups(tx, givenBack.flatMap(({ subject, ...concern }) => groupsConcerned(subject, concern)));
  await withdrawPages(tx, events.flatMap((event) => withdrawalOf(event)));
  await withdrawOwnPages(tx, events.flatMap((event) => (event.fact.type === "acknowledgement counted" ? [{ ...about(event), personId: event.fact.data.personId }] : [])));
}

/** The groups that somebody has by an event: who answered, or who had what was adopted. */
function takenBy({ streamId, fact }: EscalationEvent): { groupId: string; personId: string | null }[] {
  const groupIds = groupsConcerned(subjectOfStream(streamId), fact.data);
  if (fact.type === "escalation acknowledged" || fact.type === "acknowledgement counted") return groupIds.map((groupId) => ({ groupId, personId: fact.data.personId }));
  const isInHand = fact.type === "escalation adopted" && fact.data.status === "acknowledged";
  return isInHand ? groupIds.map((groupId) => ({ groupId, personId: fact.data.acknowledgedBy })) : [];
}

/** Where it goes on as another subject, its pages go along. */
function withdrawalOf(event: EscalationEvent): Withdrawal[] {
  const { fact } = event;
  if (fact.type === "escalation acknowledged") return [{ ...about(event), reason: "ack.another-page", answeredBy: fact.data.personId }];
  if (fact.type !== "escalation ended") return [];
  const { reason } = fact.data;
  return reason === "group.joined-incident" || reason === "incident.merged" || reason === "incident.split" ? [] : [{ ...about(event), reason, answeredBy: null }];
}

function about({ streamId, version, fact: { data } }: EscalationEvent): ConcernedGroups & { subject: Subject; commandId: string } {
  return { subject: subjectOfStream(streamId), commandId: `${streamId} ${version}`, ...(data.groupIds && { groupIds: data.groupIds }) };
}

function wishesOf({ fact, streamId }: EscalationEvent, state: EscalationState | undefined): PageWish[] {
  const paged = pagedBy(fact);
  if (!paged) return [];
  const { pass, step, people } = paged;
  const urgency = fact.type === "escalated by hand" ? "high" : (state?.urgency ?? "high");
  const concern = fact.data.groupIds ? { groupIds: fact.data.groupIds } : {};
  return people.map(({ personId, via }) => ({ subject: subjectOfStream(streamId), pass, step, personId, via, urgency, ...concern }));
}

/** Who is paged by a fact, and under which place. */
function pagedBy(fact: EscalationFact): { pass: number; step: number; people: Reached[] } | null {
  if (fact.type === "step begun" || fact.type === "administrators paged" || fact.type === "escalated by hand") return fact.data;
  if (fact.type !== "holders asked") return null;
  return { ...fact.data, people: fact.data.people.map((personId) => ({ personId, via: stillOnIt })) };
}
