import { cancel, schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import type { Instant } from "../../values/instant.ts";
import { groupsConcerned } from "../../values/subject.ts";
import { insertDecisions, type Decision } from "../alert-intake/index.ts";
import { readPaces } from "./pace.queries.ts";
import { unpaced, waitOf, type Pace } from "./pace.rules.ts";
import { pageIdOfStream } from "./page.decider.ts";
import type { Channel, PageFact } from "./page.events.ts";
import { turnsOf, writePages } from "./page.projection.ts";
import { readPages, subjectOfPage, type PageRow } from "./page.queries.ts";

/** Each channel is a kind of its own, so that a provider that hangs holds up nobody else's. */
export function deliverKindOf(channel: Channel): string {
  return channel === "mail" ? "page.deliver" : `page.deliver.${channel}`;
}

export const receiptKind = "page.receipt";
/** After this a page that its provider was to confirm counts as not confirmed. */
const longestWithoutReceipt = 60_000;

function receiptKey(pageId: string): string {
  return `receipt/${pageId}`;
}

export function deliveryKey(pageId: string): string {
  return `page/${pageId}`;
}

/** Read tables, decisions and due work that follow from the events of pages, in the append transaction. */
export async function reactToPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = logged as readonly LoggedEvent<PageFact>[];
  const [decisions, paceOf] = await Promise.all([projectPages(tx, events), readPacesOf(tx, events)]);
  await insertDecisions(tx, decisions);
  await schedule(tx, events.flatMap((event) => workOf(event, paceOf)));
  await schedule(tx, await workBroughtForward(tx, events));
  await cancel(tx, events.flatMap(keysDoneWith));
}

/** What a rebuild makes again, everything but due work; gives the lines for the traces, each from its page as it stood with that event. */
export async function projectPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<Decision[]> {
  const events = logged as readonly LoggedEvent<PageFact>[];
  const decisions = new Map<LoggedEvent, Decision[]>();
  for (const turn of turnsOf(events)) {
    await writePages(tx, turn);
    const pages = await readPages(tx, turn.map((event) => pageIdOfStream(event.streamId)));
    for (const event of turn) decisions.set(event, decisionsOf(event, pages.get(pageIdOfStream(event.streamId))));
  }
  return events.flatMap((event) => decisions.get(event) ?? []);
}

type PaceOf = (page: { personId: string; contactId: string; urgency: string }) => Pace;

async function readPacesOf(tx: Tx, events: readonly LoggedEvent<PageFact>[]): Promise<PaceOf> {
  const people = events.flatMap(({ fact }) => (fact.type === "page opened" ? [fact.data.personId] : []));
  const paces = people.length === 0 ? new Map<string, Pace>() : await readPaces(tx, people);
  return ({ personId, contactId, urgency }) => paces.get(`${personId} ${contactId} ${urgency}`) ?? unpaced;
}

function workOf({ fact, streamId, occurredAt }: LoggedEvent<PageFact>, paceOf: PaceOf): DueWork[] {
  const pageId = pageIdOfStream(streamId);
  // In a minute that has had its message it waits from the beginning, and is not taken up only to be put back.
  if (fact.type === "page opened") return [deliveryOf(pageId, { ...fact.data, dueAt: waitOf(paceOf(fact.data), pageId, fact.data.dueAt) ?? fact.data.dueAt })];
  const isAwaited = fact.type === "page handed over" && fact.data.isToBeConfirmed;
  return isAwaited ? [{ kind: receiptKind, key: receiptKey(pageId), dueAt: occurredAt + longestWithoutReceipt, payload: { pageId } }] : [];
}

function deliveryOf(pageId: string, { channel, urgency, dueAt }: { channel: Channel; urgency: "high" | "low"; dueAt: Instant }): DueWork {
  return { kind: deliverKindOf(channel), key: deliveryKey(pageId), dueAt, payload: { pageId }, rank: urgency === "high" ? 1 : 0 };
}

async function workBroughtForward(tx: Tx, events: readonly LoggedEvent<PageFact>[]): Promise<DueWork[]> {
  const forward = events.flatMap(({ fact, streamId }) => (fact.type === "page brought forward" ? [{ pageId: pageIdOfStream(streamId), dueAt: fact.data.dueAt }] : []));
  if (forward.length === 0) return [];
  const pages = await readPages(tx, forward.map(({ pageId }) => pageId));
  return forward.flatMap(({ pageId, dueAt }) => {
    const { channel = null, urgency } = pages.get(pageId) ?? {};
    return channel === null ? [] : [deliveryOf(pageId, { channel, urgency: urgency ?? "high", dueAt })];
  });
}

function keysDoneWith({ fact, streamId }: LoggedEvent<PageFact>): string[] {
  const pageId = pageIdOfStream(streamId);
  switch (fact.type) {
    case "page withdrawn":
    case "page answered":
      return [deliveryKey(pageId), receiptKey(pageId)];
    case "page spared":
      return [deliveryKey(pageId)];
    case "page arrived":
    case "page not confirmed":
      return [receiptKey(pageId)];
    default:
      return fact.type === "page handed over" && fact.data.carrierId !== undefined ? [deliveryKey(pageId)] : [];
  }
}

/** The line that an event adds to the trace of each group it concerns; none where the event adds nothing a person asks about. */
function decisionsOf(event: LoggedEvent<PageFact>, page: PageRow | undefined): Decision[] {
  const told = page && wordsOf(event.fact, page);
  if (!told) return [];
  const details = { personId: page.person_id, channel: page.channel, contactId: page.contact_id, via: page.via, pass: page.pass, step: page.step, ...told.details };
  const { streamId, version, occurredAt } = event;
  const groupIds = groupsConcerned(subjectOfPage(page), event.fact.data);
  return groupIds.map((groupId, part) => ({ groupId, alertId: null, at: occurredAt, code: told.code, outcome: told.outcome, details, event: { streamId, version, part } }));
}

interface Told {
  code: string;
  outcome: Decision["outcome"];
  details?: object;
}

function wordsOf(fact: PageFact, page: PageRow): Told | null {
  switch (fact.type) {
    case "page opened":
    case "page moved":
    case "page arrived":
      return null;
    case "page not confirmed":
      return { code: "page.not-confirmed", outcome: "held", details: { reason: fact.data.reason, words: fact.data.words } };
    case "page brought forward":
      return { code: "page.brought-forward", outcome: "sent", details: { because: fact.data.because } };
    case "page spared":
      return { code: "page.spared", outcome: "held" };
    case "page held back":
      return { code: fact.data.reason, outcome: "held", details: { movesUp: fact.data.movesUp ?? false } };
    case "page handed over":
      return { code: "page.sent", outcome: "sent", details: { providerId: fact.data.providerId, attempt: fact.data.attempt } };
    case "page attempt failed":
      return { code: fact.data.againAt === null ? "page.given-up" : "page.attempt-failed", outcome: "held", details: { error: fact.data.error, attempt: fact.data.attempt, againAt: fact.data.againAt } };
    case "page answered":
      return { code: fact.data.answer === "have" ? "answer.have" : "answer.cannot", outcome: "sent" };
    case "page withdrawn": {
      const { reason, answeredBy } = fact.data;
      if (page.answer !== null) return null;
      return { code: page.handed_over_at === null ? "page.not-needed" : "page.withdrawn", outcome: "held", details: { reason, answeredBy } };
    }
  }
}
