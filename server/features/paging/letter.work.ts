import type { Tx } from "../../platform/database/database.ts";
import type { SendHandler } from "../../platform/due-work/due-work.ts";
import { letterKind, type Letter } from "../../values/letter.ts";
import { declareLetter } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { noteLetter, reminderLetter, writeCalendarLetter, writeClashLetter, writeNoteLetter, writeReminderLetter, writeSwapAskLetter, writeSwapNewsLetter } from "../on-call/index.ts";
import { writeDeclareLetter } from "./declare-letter.mail.ts";
import { writeGoneLetter } from "./gone-letter.mail.ts";
import { goneLetter } from "./gone-means.commands.ts";
import { writeLetter } from "./letter.rules.ts";
import { messengersOf, type Message, type Messenger, type Sending } from "./messenger.connector.ts";
import { linkMakerOf } from "./page-link.mail.ts";
import { retryPause } from "./pause.rules.ts";
import { writeReviewLetter } from "./review-letter.mail.ts";
import { writeSilenceLetter } from "./silence-letter.mail.ts";

/** Reads what is true now and writes it; null where nothing is to be said any more. */
export type LetterWriter = (tx: Tx, payload: object) => Promise<Letter | null>;

/** Who writes which letter. A feature below writes `letterWork(<name>, …)` as due work, and its writer stands here. */
const writers: Readonly<Record<string, LetterWriter>> = {
  [declareLetter]: writeDeclareLetter,
  "silence-ends": writeSilenceLetter,
  "rule-review": writeReviewLetter,
  [goneLetter]: writeGoneLetter,
  [reminderLetter]: writeReminderLetter,
  [noteLetter]: writeNoteLetter,
  "swap-asked": writeSwapAskLetter,
  "swap-news": writeSwapNewsLetter,
  "absence-clash": writeClashLetter,
  "calendar-broken": writeCalendarLetter,
};

interface Prepared {
  mail: Messenger;
  message: Message;
}

/** Mails a person what is no page. What is true is read just before it is sent. */
function letterHandler(kind: string, writerOf: (payload: object) => LetterWriter): SendHandler<Prepared, Sending> {
  return {
    kind,
    mode: "send",
    async prepare(tx, work) {
      const mail = messengersOf(tx).mail;
      const letter = mail && (await writerOf(work.payload)(tx, work.payload));
      return mail && letter ? addressLetter(tx, mail, letter) : null;
    },
    send: ({ mail, message }, signal) => mail.send(message, signal),
    async finish(tx, work, _prepared, sending) {
      if (sending.isAccepted || sending.isFinal === true) return null;
      const pause = retryPause(work.attempts + 1);
      return pause === null ? null : tx.now + (sending.againAfterMilliseconds ?? pause);
    },
  };
}

async function addressLetter(tx: Tx, mail: Messenger, letter: Letter): Promise<Prepared | null> {
  const person = (await readPeople(tx, [letter.personId])).get(letter.personId);
  if (!person) return null;
  const { publicUrl } = linkMakerOf(tx);
  const { messageKey, threadKey } = letter;
  return { mail, message: { ...writeLetter(letter, publicUrl), messageKey, threadKey, address: person.email, recipientName: person.name, link: `${publicUrl}${letter.link.path}`, isUrgent: false } };
}

function writerNamed(payload: object): LetterWriter {
  const { letter } = payload as { letter: string };
  const writer = writers[letter];
  if (!writer) throw new Error(`Nobody here writes the letter ${letter}.`);
  return writer;
}

/** All letters, and the two kinds by which an earlier Muster called what is still waiting in a database. */
export const letterHandlers: readonly SendHandler[] = [
  letterHandler(letterKind, writerNamed),
  letterHandler("silence.remind", () => writeSilenceLetter),
  letterHandler("alert.review.mail", () => writeReviewLetter),
];
