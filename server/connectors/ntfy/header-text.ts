const plain = /^[\x20-\x7e]*$/;
/** 45 bytes make an encoded word of 72 characters; RFC 2047 §2 allows 75. */
const mostBytes = 45;

/** Text as the value of one header: one line, and encoded by RFC 2047 where it is not plain ASCII or could be taken for encoded text. */
export function headerText(text: string): string {
  const line = text.toWellFormed().replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return plain.test(line) && !line.includes("=?") ? line : splitText(line).map(encodeWord).join(" ");
}

function encodeWord(part: string): string {
  return `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`;
}

/** Between whole characters, since each word is decoded by itself. */
function splitText(text: string): string[] {
  const parts = [""];
  for (const character of text) {
    const longer = (parts.at(-1) ?? "") + character;
    if (Buffer.byteLength(longer) > mostBytes) parts.push(character);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}
