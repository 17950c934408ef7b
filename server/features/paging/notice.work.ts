import type { SendHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { administrators, readNotices } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { writeNotice } from "./page-message.rules.ts";
import { retryPause } from "./pause.rules.ts";

interface Prepared {
  mail: Messenger;
  messages: Message[];
}

/** Mails a new notice to every administrator; on the screen it stands anyhow. */
export const noticeHandler: SendHandler<Prepared, Sending[]> = {
  kind: "notice.mail",
  mode: "send",
  async prepare(tx, work) {
    const { noticeId } = work.payload as { noticeId: string };
    const mail = messengersOf(tx).mail;
    const [notice] = await readNotices(tx, [noticeId]);
    return mail && notice ? { mail, messages: await addressNotice(tx, noticeId, notice.sentence) } : null;
  },
  send: ({ mail, messages }, signal) => Promise.all(messages.map((message) => mail.send(message, signal))),
  async finish(tx, work, _prepared, sendings) {
    const pause = retryPause(work.attempts + 1);
    return sendings.every((sending) => sending.isAccepted) || pause === null ? null : tx.now + pause;
  },
};

async function addressNotice(tx: Tx, noticeId: string, sentence: string): Promise<Message[]> {
  const people = await readPeople(tx, await administrators(tx));
  const { publicUrl } = linkMakerOf(tx);
  const written = writeNotice(sentence, publicUrl);
  return [...people.values()].map((person) => ({
    ...written,
    messageKey: `notice.${noticeId}.${person.id}`,
    threadKey: `notice.${noticeId}`,
    address: person.email,
    recipientName: person.name,
    link: publicUrl,
    isUrgent: false,
  }));
}
