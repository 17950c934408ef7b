import type { Tx } from "../../platform/database/database.ts";
import type { SendHandler } from "../../platform/due-work/due-work.ts";
import type { Letter } from "../../values/letter.ts";
import { readPeople } from "../directory/index.ts";
import { channelsOfCopies } from "./copy.rules.ts";
import { noteGoneMeans } from "./gone-means.commands.ts";
import { writeLetter } from "./letter.rules.ts";
import { channelsOf, messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { readMeans } from "./page.commands.ts";
import { readAddress } from "./page.queries.ts";
import { retryPause } from "./pause.rules.ts";

interface Prepared {
  messenger: Messenger;
  message: Message;
  /** How many means the person has to try in turn. */
  means: number;
}

/**
 * Reminds one person of something by the means they chose for low urgency, each try by the next of them; texts and calls are kept for pages.
 * It asks for no answer. What is true is read just before, and null says that nothing is to be said any more.
 */
export function nudgeHandlerOf(kind: string, write: (tx: Tx, payload: object) => Promise<Letter | null>): SendHandler {
  const handler: SendHandler<Prepared, Sending> = {
    kind,
    mode: "send",
    async prepare(tx, work) {
      const letter = await write(tx, work.payload);
      return letter && prepareMessage(tx, letter, work.attempts);
    },
    send: ({ messenger, message }, signal) => messenger.send(message, signal),
    async finish(tx, work, { means }, sending) {
      if (sending.isAccepted) return null;
      await noteGoneMeans(tx, sending);
      const pause = sending.isFinal === true && work.attempts + 1 >= means ? null : retryPause(work.attempts + 1);
      return pause === null ? null : tx.now + (sending.againAfterMilliseconds ?? pause);
    },
  };
  return handler as SendHandler;
}

async function prepareMessage(tx: Tx, letter: Letter, attempts: number): Promise<Prepared | null> {
  const { personId, messageKey, threadKey } = letter;
  const person = (await readPeople(tx, [personId])).get(personId);
  const means = await readMeans(tx, personId, "low", channelsOfCopies(channelsOf(tx)));
  const chosen = means[attempts % means.length];
  const messenger = chosen && messengersOf(tx)[chosen.channel];
  const address = chosen ? await readAddress(tx, { person_id: personId, contact_id: chosen.contactId }) : null;
  if (!person || !messenger || address === null) return null;
  const { publicUrl } = linkMakerOf(tx);
  return { messenger, means: means.length, message: { ...writeLetter(letter, publicUrl), messageKey, threadKey, address, recipientName: person.name, link: `${publicUrl}${letter.link.path}`, isUrgent: false } };
}
