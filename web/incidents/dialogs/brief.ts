import { countWords, mostBriefWords } from "../../../server/features/incidents/brief.rules.ts";

/** How many words a brief may have: it is read in a minute. */
export const mostWords = mostBriefWords;

/** The words of a text, counted as people do. */
export const wordCount = countWords;

/** `43 of 200 words`, or how many too many. */
export function briefWords(text: string): string {
  const count = wordCount(text);
  return count > mostWords ? `${count - mostWords} words too many; a brief has at most ${mostWords}` : `${count} of ${mostWords} words`;
}
