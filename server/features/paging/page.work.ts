import { Postponed, type ClaimedWork, type SendHandler } from "../../platform/due-work/due-work.ts";
import { bringForward } from "../../platform/due-work/due-work.queries.ts";
import type { Tx } from "../../platform/database/database.ts";
import { refuseNewerStream } from "../../platform/event-log/newer-stream.ts";
import type { Instant } from "../../values/instant.ts";
import { writeBundle } from "./bundle-message.rules.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { carry, forgetPace, lockPace, postponeCompanions, readCarriedUntil, readCompanions, setDown, writePace } from "./pace.queries.ts";
import { paceAfter, waitOf } from "./pace.rules.ts";
import { bundleLink, linkMakerOf } from "./page-link.mail.ts";
import { writeMail, type PageStory } from "./page-message.rules.ts";
import { noteSending, sparePage, type Attempt } from "./page-sending.commands.ts";
import { readPageStory } from "./page-story.queries.ts";
import { pageDecider, pageStream } from "./page.decider.ts";
import type { Channel } from "./page.events.ts";
import { readAddress, readPages, type PageRow } from "./page.queries.ts";
import { deliverKindOf } from "./page.reactions.ts";
import { replyCodeFor } from "./reply.queries.ts";
import { isSpent, noteSpent } from "./spend.queries.ts";

type Carrying = Omit<Attempt, "commandId">;

interface Prepared {
  carrying: Carrying;
  messenger: Messenger | null;
  message: Message | null;
}

const channels: readonly Channel[] = ["mail", "sms", "voice", "ntfy", "push", "webhook"];

/** Sends pages, each channel on its own. Whether a page still applies is asked again just before. */
export const deliverHandlers: readonly SendHandler<Prepared, Sending, Carrying>[] = channels.map((channel) => ({
  kind: deliverKindOf(channel),
  mode: "send",
  isNewestFirst: true,
  prepare,
  async send({ messenger, message }, signal) {
    if (!messenger || !message) return { isAccepted: false, error: "There is no way to reach this contact." };
    return messenger.send(message, signal).catch((error: unknown) => ({ isAccepted: false, error: String(error) }));
  },
  keep: ({ carrying }) => carrying,
  finish,
}));

async function prepare(tx: Tx, work: ClaimedWork): Promise<Prepared | Postponed | null> {
  const { pageId } = work.payload as { pageId: string };
  const [, pages] = await Promise.all([refuseNewerStream(tx, pageDecider, pageStream(pageId)), readPages(tx, [pageId])]);
  const page = pages.get(pageId);
  if (!page || page.channel === null || page.status !== "due") return null;
  const messenger = messengersOf(tx)[page.channel] ?? null;
  if (messenger?.mostPerDay !== undefined && (await isSpent(tx, page, messenger.mostPerDay))) return sparePage(tx, page).then(() => null);
  // Asked under the lock: another's message may have taken it along just now.
  const [pace, carriedUntil] = await Promise.all([lockPace(tx, page), readCarriedUntil(tx, page.id)]);
  if (carriedUntil !== null) return new Postponed(carriedUntil);
  const until = waitOf(pace, page.id, tx.now);
  if (until !== null) {
    await postponeCompanions(tx, page, until);
    return new Postponed(until);
  }
  const [carried, address, story] = await Promise.all([readCompanions(tx, page), readAddress(tx, page), readPageStory(tx, page)]);
  await writePace(tx, page, paceAfter(pace, { pageId, pages: carried.length + 1, now: tx.now }));
  // With itself: what is on its way is taken along by no other message.
  await carry(tx, page.id, [page, ...carried].map(({ id }) => id));
  const carrying = { page, carriedIds: carried.map(({ id }) => id), claimedAt: tx.now };
  return { carrying, messenger, message: story === null || address === null ? null : await readMessage(tx, page, { carried, address, story }) };
}

interface Told {
  carried: readonly PageRow[];
  address: string;
  story: PageStory;
}

async function readMessage(tx: Tx, page: PageRow, { carried, address, story }: Told): Promise<Message> {
  const keys = { messageKey: `page.${page.id}`, threadKey: `subject.${page.subject_id}`, address, recipientName: story.recipientName, isUrgent: page.urgency === "high" };
  const code = page.channel === "sms" ? { replyCode: await replyCodeFor(tx, address, page.id) } : {};
  if (carried.length === 0) return { ...writeMail(story), ...keys, ...code, link: story.phoneLink };
  const link = bundleLink(linkMakerOf(tx), page.id);
  return { ...writeBundle([story, ...(await readStories(tx, carried))], { pages: carried.length + 1, link }), ...keys, ...code, link, tellsOf: carried.map(({ id }) => `page.${id}`) };
}

/** More than a screen of them nobody reads; the others are counted. */
const mostTold = 19;

async function readStories(tx: Tx, pages: readonly PageRow[]) {
  const stories = await Promise.all(pages.slice(0, mostTold).map((page) => readPageStory(tx, page)));
  return stories.filter((story) => story !== null);
}

/** What waited for a provider that is back goes within this, so that it does not come back to everything at once. */
const comeBackMilliseconds = 20_000;

async function finish(tx: Tx, work: ClaimedWork, carrying: Carrying, sent: Sending): Promise<Instant | null> {
  const { page, claimedAt } = carrying;
  const again = await noteSending(tx, { ...carrying, commandId: `attempt ${work.epoch} ${claimedAt}` }, sent);
  await setDown(tx, page.id);
  if (!sent.isAccepted) await forgetPace(tx, page);
  else if (page.channel !== null) await noteSpent(tx, page.channel);
  if (sent.isAccepted && sent.isBack) await bringForward(tx, work.kind, comeBackMilliseconds);
  return again;
}
