/** How many words a brief may have: it is read in a minute. */
export const mostWords = 200;

/** The words of a text, counted as people do. */
export function wordCount(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length;
}

/** `43 of 200 words`, or how many too many. */
export function briefWords(text: string): string {
  const count = wordCount(text);
  return count > mostWords ? `${count - mostWords} words too many; a brief has at most ${mostWords}` : `${count} of ${mostWords} words`;
}
