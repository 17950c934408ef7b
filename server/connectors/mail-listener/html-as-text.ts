import PostalMime from "postal-mime";

/** Far more than anybody reads of a mail. */
const longestHtml = 500_000;
const blindElements = ["style", "script", "head", "title"];

/** What a person would read of a mail that has HTML only. */
export async function htmlAsText(html: string): Promise<string> {
  if (html === "") return "";
  const seen = blindElements.reduce(withoutElement, html.slice(0, longestHtml));
  // The parser writes HTML as text, with every named entity, for a mail in which both stand beside each other. So such a mail is made of it.
  const parts = [
    'Content-Type: multipart/mixed; boundary="part"\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\n\r\n--part',
    `\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(Buffer.from(seen).toString("base64"))}\r\n--part--\r\n`,
  ];
  const { text = "" } = await PostalMime.parse(parts.join(""));
  return text.replace(/\n\s*\n\s*/g, "\n\n").trim();
}

/** Cuts out an element with what is in it, to the end where it is not closed. */
function withoutElement(html: string, name: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (let start = findTag(lower, `<${name}`, 0); start >= 0; start = findTag(lower, `<${name}`, from)) {
    kept.push(html.slice(from, start));
    const end = lower.indexOf(`</${name}`, start);
    from = end < 0 ? html.length : lower.indexOf(">", end) + 1 || html.length;
  }
  return kept.join(" ") + html.slice(from);
}

function findTag(lower: string, tag: string, from: number): number {
  let at = lower.indexOf(tag, from);
  // `<header>` is no `<head>`.
  while (at >= 0 && /[a-z0-9-]/.test(lower.charAt(at + tag.length))) at = lower.indexOf(tag, at + 1);
  return at;
}

function inLines(text: string): string {
  return text.replace(/.{76}/g, "$&\r\n");
}
