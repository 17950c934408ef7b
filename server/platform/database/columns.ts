const divider = "\u001F";
const dividerInText = "\u241F";

/**
 * Texts as one parameter that `columnsOf` reads as a column of rows: PostgreSQL reads it in less than half the time of an array of as many texts. An empty text
 * is an absent one. A divider in a text is replaced by the sign for it.
 */
export function column(texts: readonly (string | null)[]): string {
  return texts.map((text) => (text?.includes(divider) ? text.replaceAll(divider, dividerInText) : text)).join(divider);
}

/** Reads so many parameters from the first on as the columns of a table, each as text. */
export function columnsOf(first: number, count: number): string {
  return `unnest(${Array.from({ length: count }, (_, index) => `string_to_array($${first + index}, U&'\\001F', '')`).join(", ")})`;
}
