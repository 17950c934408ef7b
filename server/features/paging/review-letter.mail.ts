import type { Tx } from "../../platform/database/database.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import type { Letter } from "../../values/letter.ts";
import { readReviewReminder, type ReviewMail, type ReviewReminder } from "../alert-intake/index.ts";
import { oneLine } from "./page-message.rules.ts";

/** Asks somebody to look again at whether a rule earns its pages; nothing where it was looked at meanwhile. */
export async function writeReviewLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const asked = payload as ReviewMail;
  const reminder = await readReviewReminder(tx, asked);
  if (!reminder) return null;
  const name = `“${oneLine(asked.rule)}” of ${oneLine(reminder.sourceName)}`;
  const key = `review.${idFrom(JSON.stringify([asked.sourceId, asked.rule, asked.personId]))}`;
  return {
    personId: asked.personId,
    subject: `Look again at ${name}`,
    paragraphs: [`The day has come to look again at ${name}: does it earn its pages?`, latelyWords(reminder)],
    link: { path: "/alerts/noise", words: "See what earns its pages" },
    because: "You get this as an administrator of Muster, or because you lead the team of a service that it speaks of.",
    messageKey: `${key}.${asked.reviewAt}`,
    threadKey: key,
  };
}

function latelyWords({ days, figures: { occurrences, paged, noise, untold } }: ReviewReminder): string {
  if (occurrences === 0) return `In the last ${days} days it did not fire.`;
  return `In the last ${days} days it fired ${timesWords(occurrences)}, paged somebody ${timesWords(paged)}, and was noise ${timesWords(noise)}; ${untold} ${untold === 1 ? "was" : "were"} never judged.`;
}

function timesWords(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
