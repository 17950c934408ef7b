import type { Tx } from "../../platform/database/database.ts";
import { schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Instant } from "../../values/instant.ts";
import { groupsConcerned, subjectKey } from "../../values/subject.ts";
import { insertDecisions, readGroupsOfCalls } from "../alert-intake/index.ts";
import { copyWork } from "./copy.commands.ts";
import { readOverlookedCopies } from "./copy.queries.ts";
import { subjectOfPage } from "./page.queries.ts";
import { deliverKindOf, deliveryKey } from "./page.reactions.ts";
import { markDue, readOverlookedPages, type OverlookedPage } from "./reconciler.queries.ts";

/** Due work that nobody was about to do, and that stands where it belongs again. */
export interface Repair {
  kind: string;
  /** The stable key of its due work. */
  key: string;
  /** What was found, in words. */
  sentence: string;
}

/** So many at once: what is more is found by the next look. */
export const mostRepairs = 1_000;

/** Schedules pages, and copies of pages, again that nobody is about to send. A page goes out under its own key, so one that did go out meanwhile is not sent twice. */
export async function repairPages(tx: Tx): Promise<Repair[]> {
  return [...(await repairOverlooked(tx)), ...(await repairCopies(tx))];
}

async function repairCopies(tx: Tx): Promise<Repair[]> {
  const work = (await readOverlookedCopies(tx, mostRepairs)).map((copy) => copyWork(copy, tx.now));
  await schedule(tx, work);
  return work.map(({ kind, key }) => ({ kind, key, sentence: "a copy of a page that was due, with nothing left to send it" }));
}

async function repairOverlooked(tx: Tx): Promise<Repair[]> {
  const pages = await readOverlookedPages(tx, mostRepairs);
  if (pages.length === 0) return [];
  await markDue(tx, pages.filter((page) => page.is_said_sent).map((page) => page.id));
  const work = pages.map((page) => deliveryOf(page, tx.now));
  await schedule(tx, work);
  await tellTraces(tx, pages);
  return work.map(({ kind, key }, index) => ({ kind, key, sentence: wordFound(pages[index]) }));
}

function deliveryOf({ id, channel, urgency, due_at: dueAt }: OverlookedPage, now: Instant): DueWork {
  return { kind: deliverKindOf(channel ?? "mail"), key: deliveryKey(id), dueAt: Math.max(dueAt ?? now, now), payload: { pageId: id }, rank: urgency === "high" ? 1 : 0 };
}

function wordFound(page: OverlookedPage | undefined): string {
  return page?.is_said_sent ? "a page that counted as sent, though nobody had taken it" : "a page that was due, with nothing left to send it";
}

async function tellTraces(tx: Tx, pages: readonly OverlookedPage[]): Promise<void> {
  const groups = await readGroupsOfCalls(tx, pages.map(subjectOfPage));
  const lines = pages.flatMap((page) => {
    const subject = subjectOfPage(page);
    const concern = subject.kind === "incident" ? { groupIds: groups.get(subjectKey(subject)) ?? [] } : {};
    const details = { personId: page.person_id, channel: page.channel, contactId: page.contact_id, isSaidSent: page.is_said_sent };
    return groupsConcerned(subject, concern).map((groupId) => ({ groupId, alertId: null, at: tx.now, code: "reconciler.page", outcome: "passed" as const, details }));
  });
  await insertDecisions(tx, lines);
}
