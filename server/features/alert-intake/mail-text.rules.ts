/** Where the text of others begins that mail programs add to an answer. */
const quoteBegins = /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|messaggio originale)\b.*|_{10,}|(?:on|am|le|el|il|op)\b.{5,200}\b(?:wrote|schrieb|écrit|escribió|scritto|schreef)\b.{0,100}:)$/i;
/** RFC 3676, 4.3. */
const signatureBegins = "--";

/** What the writer of a mail wrote: without what it answers, and without the signature. The whole where nothing else is in it. */
export function ownWords(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const end = lines.findIndex((line, index) => line.trimEnd() === signatureBegins || quoteBegins.test(line.trim()) || quoteBegins.test(`${line.trim()} ${lines[index + 1]?.trim() ?? ""}`));
  const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith(">"));
  return own.join("\n").trim() || text.trim();
}

/** The web addresses in a text, in their order. */
export function addressesIn(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>"'“”|]+/gi) ?? []).map(withoutPunctuation);
}

function withoutPunctuation(address: string): string {
  let end = address.length;
  while (").,;:!?]}*".includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
