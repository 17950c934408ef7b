import type { PageAnswer } from "./page.events.ts";

/** What somebody wrote back to a text: an answer, and the digits of the text they mean where they gave them. */
export interface Reply {
  answer: PageAnswer;
  code: string | null;
}

/** Reads an answer to a text: `1 4821` or `4821 1`, with or without the space; also 1 or 2 alone. Null: it is none. */
export function readReply(text: string): Reply | null {
  const words = text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const match = /^([12]) ?(\d{4})$/.exec(words) ?? /^(\d{4}) ([12])$/.exec(words) ?? /^([12])$/.exec(words);
  if (!match) return null;
  const [digit, code = null] = (match[1]?.length === 4 ? [match[2], match[1]] : [match[1], match[2]]) as [string, string | undefined];
  return { answer: digit === "1" ? "have" : "cannot", code };
}

/** The answer that a pressed key stands for; null where it stands for none. */
export function answerOfKey(digit: string): PageAnswer | null {
  return digit === "1" ? "have" : digit === "2" ? "cannot" : null;
}
