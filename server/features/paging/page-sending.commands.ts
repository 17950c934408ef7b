import type { Tx } from "../../platform/database/database.ts";
import { execute, executeMany } from "../../platform/event-log/event-log.ts";
import { muster } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { takeEarlyReceipt } from "./early-receipt.queries.ts";
import { noteGoneMeans } from "./gone-means.commands.ts";
import type { Sending } from "./messenger.connector.ts";
import { holdPage, holdPages, openOwnMail, readConcern } from "./page.commands.ts";
import { pageDecider, pageStream } from "./page.decider.ts";
import type { ForwardReason } from "./page.events.ts";
import { readPages, readPagesOfPerson, subjectOfPage, type PageRow } from "./page.queries.ts";
import { pauseAfter } from "./pause.rules.ts";

/** A try to hand the message of a page over. */
export interface Attempt {
  page: PageRow;
  /** The pages that the message told of too. */
  carriedIds: readonly string[];
  claimedAt: Instant;
  commandId: string;
}

/** Notes how a try went; where it failed, the person's next means is used sooner. Gives when to try again, null: not. */
export async function noteSending(tx: Tx, attempt: Attempt, sent: Sending): Promise<Instant | null> {
  return sent.isAccepted ? noteAccepted(tx, attempt, sent) : noteFailed(tx, attempt, sent);
}

async function noteAccepted(tx: Tx, { page, carriedIds, claimedAt, commandId }: Attempt, { providerId, provider, isToBeConfirmed }: Extract<Sending, { isAccepted: true }>): Promise<null> {
  const taken = { kind: "note handed over", claimedAt, providerId, provider } as const;
  const orders = [];
  for (const one of await holdPages(tx, [page.id, ...carriedIds])) {
    const told = one.id === page.id ? { isToBeConfirmed } : { carrierId: page.id };
    orders.push({ streamId: pageStream(one.id), commandId, actor: muster, command: { ...taken, ...told, ...(await readConcern(tx, one)) } });
  }
  await executeMany(tx, pageDecider, orders);
  const early = isToBeConfirmed ? await takeEarlyReceipt(tx, providerId) : null;
  if (early) await noteReceipt(tx, { pageId: page.id, isArrived: early.isArrived, reason: "undelivered", words: early.words, commandId: `receipt early ${providerId}` });
  return null;
}

async function noteFailed(tx: Tx, { page, claimedAt, commandId }: Attempt, sent: Extract<Sending, { isAccepted: false }>): Promise<Instant | null> {
  const { error, againAfterMilliseconds, isFinal } = sent;
  const held = await holdPage(tx, page);
  const failed = { attempt: held.attempts + 1, channel: held.channel, urgency: held.urgency ?? "high", asked: againAfterMilliseconds, isFinal, spread: spreadOf(held) };
  const pause = pauseAfter(failed);
  const command = { kind: "note failed", claimedAt, error, pause, ...(await readConcern(tx, held)) } as const;
  const outcome = await execute(tx, pageDecider, { streamId: pageStream(page.id), commandId, actor: muster, command });
  const fact = outcome.outcome === "done" ? outcome.events[0]?.fact : undefined;
  if (held.urgency === "high" || pause === null) await turnToNextMeans(tx, held, "attempt.failed");
  await noteGoneMeans(tx, sent);
  return fact?.type === "page attempt failed" ? fact.data.againAt : null;
}

/** From 0 to 1, of the page's id: the same again after a fault, another for every page. */
function spreadOf({ id, attempts }: PageRow): number {
  return (Number.parseInt(id.slice(-6), 16) / 0x1000000 + attempts * 0.38) % 1;
}

/** Means by which somebody is turned to sooner, where they have one of another channel left that was not tried: the next of their own rules, at the last their e-mail address. */
export async function turnToNextMeans(tx: Tx, page: PageRow, because: ForwardReason): Promise<void> {
  const all = await readPagesOfPerson(tx, page);
  const next = all.find((one) => one.status === "due" && one.attempts === 0 && one.channel !== page.channel);
  if (next) {
    const isLater = next.due_at !== null && next.due_at > tx.now;
    const command = { kind: "bring forward", because, ...(await readConcern(tx, next)) } as const;
    if (isLater) await execute(tx, pageDecider, { streamId: pageStream(next.id), commandId: `forward ${page.id} ${because}`, actor: muster, command });
    return;
  }
  const isMailed = all.some(({ channel }) => channel === "mail");
  const { pass, step, person_id: personId, via, urgency } = page;
  if (!isMailed) await openOwnMail(tx, { subject: subjectOfPage(page), pass, step, personId, via, urgency: urgency ?? "high", ...(await readConcern(tx, page)) });
}

/** Lets a page go unsent, since its channel's messages of the day are spent; the person's next means is used. */
export async function sparePage(tx: Tx, page: PageRow): Promise<void> {
  const held = await holdPage(tx, page);
  await execute(tx, pageDecider, { streamId: pageStream(page.id), commandId: "spare", actor: muster, command: { kind: "spare", ...(await readConcern(tx, held)) } });
  await turnToNextMeans(tx, held, "spend.cap");
}

/** What a provider told of a page, or did not tell in time. */
export interface Receipt {
  pageId: string;
  isArrived: boolean;
  reason: "late" | "undelivered";
  words: string;
  commandId: string;
}

/** Notes whether a page arrived; where it did not, or nobody knows, the person's next means is used. A page that is over stays so. */
export async function noteReceipt(tx: Tx, { pageId, isArrived, reason, words, commandId }: Receipt): Promise<void> {
  const known = (await readPages(tx, [pageId])).get(pageId);
  if (!known) return;
  const page = await holdPage(tx, known);
  const command = isArrived ? ({ kind: "note arrived" } as const) : ({ kind: "note not confirmed", reason, words } as const);
  const outcome = await execute(tx, pageDecider, { streamId: pageStream(pageId), commandId, actor: muster, command: { ...command, ...(await readConcern(tx, page)) } });
  const isNews = outcome.outcome === "done" && outcome.events.length > 0;
  if (!isArrived && isNews && page.status === "sent") await turnToNextMeans(tx, page, "receipt.missing");
}
