import type { SendHandler } from "../../platform/due-work/due-work.ts";
import { readReviewReminder, reviewMailKind, type ReviewMail } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { writeReviewReminder } from "./page-message.rules.ts";
import { retryPause } from "./page.rules.ts";

interface Prepared {
  mail: Messenger;
  message: Message;
}

/** Mails somebody that the day has come to look again at whether a rule earns its pages. */
export const reviewMailHandler: SendHandler<Prepared, Sending> = {
  kind: reviewMailKind,
  mode: "send",
  async prepare(tx, work) {
    const asked = work.payload as ReviewMail;
    const mail = messengersOf(tx).mail;
    const reminder = mail && (await readReviewReminder(tx, asked));
    const person = (await readPeople(tx, [asked.personId])).get(asked.personId);
    if (!mail || !reminder || !person) return null;
    const link = `${linkMakerOf(tx).publicUrl}/alerts/noise`;
    const key = work.key.replaceAll("/", ".");
    return { mail, message: { ...writeReviewReminder({ ...reminder, rule: asked.rule, link }), messageKey: `${key}.${asked.reviewAt}`, threadKey: key, address: person.email, recipientName: person.name, link, isUrgent: false } };
  },
  send: ({ mail, message }, signal) => mail.send(message, signal),
  async finish(tx, work, _prepared, sending) {
    const pause = retryPause(work.attempts + 1);
    return sending.isAccepted || pause === null ? null : tx.now + pause;
  },
};
