import type { Tx } from "../../platform/database/database.ts";
import { Postponed, type SendHandler } from "../../platform/due-work/due-work.ts";
import { readPeople } from "../directory/index.ts";
import { copyKind, tellOfCopies } from "./copy.commands.ts";
import { findDueCopy, noteCopiesSent, noteCopyFailed, readOtherCopies, withdrawCopies, type CopyRow } from "./copy.queries.ts";
import { channelsOfCopies, writeCopies, type CopyStory } from "./copy.rules.ts";
import { noteGoneMeans } from "./gone-means.commands.ts";
import { writeLetter } from "./letter.rules.ts";
import { channelsOf, messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { carry, forgetPace, lockPace, readCarriedUntil, setDown, writePace } from "./pace.queries.ts";
import { paceAfter, waitOf } from "./pace.rules.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { readMeans } from "./page.commands.ts";
import { readAddress, subjectOfPage } from "./page.queries.ts";
import { readToldSubject, readViaName } from "./page-story.queries.ts";
import { retryPause } from "./pause.rules.ts";

interface Prepared {
  copy: CopyRow;
  /** What else the message tells of. */
  carried: readonly CopyRow[];
  lane: Lane;
  /** How many means the person has to try in turn. */
  means: number;
  messenger: Messenger;
  message: Message;
}

/** Copies keep their own pace by a contact, so that none holds up a page. */
interface Lane {
  person_id: string;
  contact_id: string;
  urgency: "copy";
}

const mostTold = 20;

/** Sends copies, many for one person as one message, each try by the next of their means. Whether there is still something to tell is asked just before. */
export const copyHandler: SendHandler<Prepared, Sending> = {
  kind: copyKind,
  mode: "send",
  isNewestFirst: true,
  async prepare(tx, work) {
    const { copyId } = work.payload as { copyId: string };
    const copy = await findDueCopy(tx, copyId);
    if (!copy) return null;
    const means = await readMeans(tx, copy.person_id, copy.urgency, channelsOfCopies(channelsOf(tx)));
    const chosen = means[copy.attempts % means.length];
    const messenger = chosen && messengersOf(tx)[chosen.channel];
    if (!messenger) return giveUp(tx, copy, "none of their means can be used for a copy");
    const lane: Lane = { person_id: copy.person_id, contact_id: chosen.contactId, urgency: "copy" };
    const pace = await lockPace(tx, lane);
    // Asked under the lock: another's message may have taken it along just now.
    const until = (await readCarriedUntil(tx, copy.id)) ?? waitOf(pace, copy.id, tx.now);
    if (until !== null) return new Postponed(until);
    const carried = await readOtherCopies(tx, copy);
    const message = await readMessage(tx, [copy, ...carried], lane);
    if (message === null) return withdrawCopies(tx, [subjectOfPage(copy)]).then(() => null);
    await writePace(tx, lane, paceAfter(pace, { pageId: copy.id, pages: carried.length + 1, now: tx.now }));
    await carry(tx, copy.id, [copy, ...carried].map(({ id }) => id));
    return { copy, carried, lane, means: means.length, messenger, message };
  },
  send: ({ messenger, message }, signal) => messenger.send(message, signal).catch((error: unknown) => ({ isAccepted: false, error: String(error) })),
  async finish(tx, work, { copy, carried, lane, means, messenger: { channel } }, sending) {
    await setDown(tx, copy.id);
    if (sending.isAccepted) {
      const all = [copy, ...carried];
      await noteCopiesSent(tx, all.map(({ id }) => id), { channel, providerId: sending.providerId });
      await tellOfCopies(tx, all, "copy.sent", { channel });
      return null;
    }
    await forgetPace(tx, { ...lane, id: copy.id });
    await noteGoneMeans(tx, sending);
    const pause = sending.isFinal && copy.attempts + 1 >= means ? null : retryPause(work.attempts + 1);
    if (pause === null) return giveUp(tx, copy, sending.error);
    await noteCopyFailed(tx, copy.id, false);
    return tx.now + pause;
  },
};

async function giveUp(tx: Tx, copy: CopyRow, error: string): Promise<null> {
  await noteCopyFailed(tx, copy.id, true);
  await tellOfCopies(tx, [copy], "copy.given-up", { error });
  return null;
}

/** Null where there is nothing of it to tell any more. */
async function readMessage(tx: Tx, copies: readonly [CopyRow, ...CopyRow[]], { person_id, contact_id }: Lane): Promise<Message | null> {
  const [copy] = copies;
  const person = (await readPeople(tx, [person_id])).get(person_id);
  const address = await readAddress(tx, { person_id, contact_id });
  const stories = [];
  for (const one of copies.slice(0, mostTold)) stories.push(await readStory(tx, one, person?.timezone ?? "UTC"));
  const [first, ...others] = stories.filter((story) => story !== null);
  if (!person || address === null || stories[0] === null || !first) return null;
  const { publicUrl } = linkMakerOf(tx);
  const letter = writeCopies([first, ...others], copies.length);
  const keys = { messageKey: `copy.${copy.id}`, threadKey: `subject.${copy.subject_id}`, address, recipientName: person.name };
  return { ...writeLetter(letter, publicUrl), ...keys, link: `${publicUrl}${letter.link.path}`, isUrgent: copy.urgency === "high" };
}

async function readStory(tx: Tx, copy: CopyRow, timezone: string): Promise<CopyStory | null> {
  const told = await readToldSubject(tx, subjectOfPage(copy), timezone);
  if (!told || told.isOver) return null;
  const beside = (await readPeople(tx, [copy.beside_id])).get(copy.beside_id);
  const { heading, title, serviceName, facts, place } = told;
  return {
    ...{ heading, title, serviceName, facts },
    place: place && { path: place.path, words: place.label },
    besideName: beside?.name ?? copy.beside_id,
    scheduleName: await readViaName(tx, `schedule/${copy.schedule_id}`),
  };
}
