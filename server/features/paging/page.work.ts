import type { ClaimedWork, SendHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { execute } from "../../platform/event-log/event-log.ts";
import { refuseNewerStream } from "../../platform/event-log/newer-stream.ts";
import type { Instant } from "../../values/instant.ts";
import { muster } from "../../values/actor.ts";
import { readContacts, readPeople } from "../directory/index.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { writeMail } from "./page-message.rules.ts";
import { holdPage, readConcern } from "./page.commands.ts";
import { readPageStory } from "./page-story.queries.ts";
import { pageDecider, pageStream } from "./page.decider.ts";
import { readPages, type PageRow } from "./page.queries.ts";
import { deliverKind } from "./page.reactions.ts";

interface Prepared {
  page: PageRow;
  claimedAt: Instant;
  messenger: Messenger | null;
  message: Message | null;
}

/** Sends one page by its channel. Whether it still applies is asked again just before. */
export const deliverHandler: SendHandler<Prepared, Sending> = {
  kind: deliverKind,
  mode: "send",
  prepare,
  async send({ messenger, message }, signal) {
    if (!messenger || !message) return { isAccepted: false, error: "There is no way to reach this contact." };
    return messenger.send(message, signal).catch((error: unknown) => ({ isAccepted: false, error: String(error) }));
  },
  finish,
};

async function prepare(tx: Tx, work: ClaimedWork): Promise<Prepared | null> {
  const { pageId } = work.payload as { pageId: string };
  await refuseNewerStream(tx, pageDecider, pageStream(pageId));
  const page = (await readPages(tx, [pageId])).get(pageId);
  if (!page || page.channel === null || page.status !== "due") return null;
  const story = await readPageStory(tx, page);
  const address = await readAddress(tx, page);
  const messenger = messengersOf(tx)[page.channel] ?? null;
  const written = story && writeMail(story);
  const message: Message | null =
    written && address
      ? { ...written, messageKey: `page.${pageId}`, threadKey: `subject.${page.subject_id}`, address, recipientName: story.recipientName, link: story.phoneLink, isUrgent: page.urgency === "high" }
      : null;
  return { page, claimedAt: tx.now, messenger, message };
}

async function readAddress(tx: Tx, page: PageRow): Promise<string | null> {
  const contact = (await readContacts(tx, [page.person_id])).find((row) => row.id === page.contact_id);
  if (contact) return contact.address;
  return (await readPeople(tx, [page.person_id])).get(page.person_id)?.email ?? null;
}

async function finish(tx: Tx, work: ClaimedWork, { page, claimedAt }: Prepared, sent: Sending): Promise<Instant | null> {
  const concern = await readConcern(tx, await holdPage(tx, page));
  const command = sent.isAccepted
    ? ({ kind: "note handed over", claimedAt, providerId: sent.providerId, ...concern } as const)
    : ({ kind: "note failed", claimedAt, error: sent.error, ...concern } as const);
  const outcome = await execute(tx, pageDecider, { streamId: pageStream(page.id), commandId: `attempt ${work.epoch} ${claimedAt}`, actor: muster, command });
  const fact = outcome.outcome === "done" ? outcome.events[0]?.fact : undefined;
  return fact?.type === "page attempt failed" ? fact.data.againAt : null;
}
