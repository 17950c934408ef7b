import { cancel, schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { acknowledgeGroups, insertDecisions, unacknowledgeGroups, type Decision } from "../alert-intake/index.ts";
import { openPages, withdrawPages, type PageWish } from "../paging/index.ts";
import { subjectOfStream } from "./escalation.decider.ts";
import { decisionsOfEscalations } from "./trace.reactions.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { writeEscalations } from "./escalation.queries.ts";
import type { EscalationState } from "./escalation.state.rules.ts";

type EscalationEvent = LoggedEvent<EscalationFact>;

export const stepKind = "escalation.step";

/** Read tables, decisions, pages and due work that follow from the events of escalations, in the append transaction. */
export async function reactToEscalations(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = logged as readonly EscalationEvent[];
  const states = await readStates<EscalationState>(tx, [...new Set(events.map((event) => event.streamId))]);
  await writeEscalations(tx, [...states.values()]);
  await insertDecisions(tx, decisionsOfEscalations(events));
  await moveDueWork(tx, states);
  await followAnswers(tx, events);
  await openPages(tx, events.flatMap((event) => wishesOf(event, states.get(event.streamId))));
}

/** What a rebuild makes again, once the heads stand where the events lead; gives the lines for the traces. */
export async function projectEscalations(tx: Tx, logged: readonly LoggedEvent[]): Promise<Decision[]> {
  const events = logged as readonly EscalationEvent[];
  const states = await readStates<EscalationState>(tx, [...new Set(events.map((event) => event.streamId))]);
  await writeEscalations(tx, [...states.values()]);
  return decisionsOfEscalations(events);
}

/** One row of due work per escalation, at its next time; none where it has none. */
async function moveDueWork(tx: Tx, states: ReadonlyMap<string, EscalationState>): Promise<void> {
  const work: DueWork[] = [];
  const ended: string[] = [];
  for (const [streamId, state] of states) {
    if (state.nextAt === null) ended.push(streamId);
    else work.push({ kind: stepKind, key: streamId, dueAt: state.nextAt, payload: { subject: subjectOfStream(streamId) } });
  }
  await schedule(tx, work);
  await cancel(tx, ended);
}

async function followAnswers(tx: Tx, events: readonly EscalationEvent[]): Promise<void> {
  const taken = events.flatMap((event) => (event.fact.type === "escalation acknowledged" ? [{ ...about(event), personId: event.fact.data.personId }] : []));
  const givenBack = events.filter((event) => event.fact.type === "escalation given back").map(about);
  const ended = events.filter((event) => event.fact.type === "escalation ended").map(about);
  await acknowledgeGroups(tx, taken.flatMap(({ subject, personId }) => (subject.kind === "group" ? [{ groupId: subject.id, personId }] : [])));
  await unacknowledgeGroups(tx, givenBack.flatMap(({ subject }) => (subject.kind === "group" ? [subject.id] : [])));
  await withdrawPages(tx, [
    ...taken.map(({ subject, commandId, personId }) => ({ subject, commandId, reason: "ack.another-page" as const, answeredBy: personId })),
    ...ended.map(({ subject, commandId }) => ({ subject, commandId, reason: "group.resolved" as const, answeredBy: null })),
  ]);
}

function about(event: EscalationEvent) {
  return { subject: subjectOfStream(event.streamId), commandId: `${event.streamId} ${event.version}` };
}

function wishesOf({ fact, streamId }: EscalationEvent, state: EscalationState | undefined): PageWish[] {
  if (fact.type !== "step begun" && fact.type !== "administrators paged") return [];
  const { pass, step, people } = fact.data;
  const urgency = state?.urgency ?? "high";
  return people.map(({ personId, via }) => ({ subject: subjectOfStream(streamId), pass, step, personId, via, urgency }));
}
