import { cancel, schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { groupsConcerned } from "../../values/subject.ts";
import { insertDecisions, type Decision } from "../alert-intake/index.ts";
import { pageIdOfStream } from "./page.decider.ts";
import type { PageFact } from "./page.events.ts";
import { turnsOf, writePages } from "./page.projection.ts";
import { readPages, subjectOfPage, type PageRow } from "./page.queries.ts";

export const deliverKind = "page.deliver";

export function deliveryKey(pageId: string): string {
  return `page/${pageId}`;
}

/** Read tables, decisions and due work that follow from the events of pages, in the append transaction. */
export async function reactToPages(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = logged as readonly LoggedEvent<PageFact>[];
  await insertDecisions(tx, await projectPages(tx, events));
  await schedule(tx, events.flatMap(workOf));
  await cancel(tx, events.filter((event) => event.fact.type === "page withdrawn" || event.fact.type === "page answered").map((event) => deliveryKey(pageIdOfStream(event.streamId))));
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

function workOf({ fact, streamId }: LoggedEvent<PageFact>): DueWork[] {
  if (fact.type !== "page opened") return [];
  const pageId = pageIdOfStream(streamId);
  return [{ kind: deliverKind, key: deliveryKey(pageId), dueAt: fact.data.dueAt, payload: { pageId } }];
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
      return null;
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
