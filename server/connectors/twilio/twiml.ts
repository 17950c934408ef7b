/** Twilio's instructions (https://www.twilio.com/docs/voice/twiml). Whatever is said is text: none of it can become an instruction. */
const heading = '<?xml version="1.0" encoding="UTF-8"?>';
const longest = 1_600;

/** Says who is called and why, twice, and waits for one key. Without an address for keys it only says it. */
export function callTwiml(words: string, keysUrl: string | null): string {
  const twice = (said: string) => `${say(said)}<Pause length="1"/>${say(said)}`;
  if (keysUrl === null) return response(twice(words));
  return response(gather(twice(`${words}${/[.!?]$/.test(words) ? "" : "."} Press 1: I have it. Press 2: I can't.`), keysUrl));
}

/** Says one sentence and waits for a key again. */
export function askTwiml(sentence: string, keysUrl: string): string {
  return response(gather(say(sentence), keysUrl));
}

/** Says one sentence and ends the call. */
export function sayTwiml(sentence: string): string {
  return response(say(sentence));
}

/** Writes one SMS back. */
export function messageTwiml(sentence: string): string {
  return response(`<Message>${escapeXml(sentence.slice(0, longest))}</Message>`);
}

function response(content: string): string {
  return `${heading}<Response>${content}</Response>`;
}

function gather(said: string, keysUrl: string): string {
  return `<Gather numDigits="1" timeout="10" method="POST" action="${escapeXml(keysUrl)}">${said}</Gather>${say("No key was pressed. The link in your other messages still answers.")}`;
}

function say(words: string): string {
  return `<Say>${escapeXml(words)}</Say>`;
}

/** XML 1.0 has no place for control characters, however escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
