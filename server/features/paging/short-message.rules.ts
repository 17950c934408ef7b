/** What of a message is told where there is room for a few words only. */
export interface ShortMessage {
  messageKey: string;
  subject: string;
  text: string;
  link: string | null;
  replyCode?: string;
}

/** The characters of GSM 7-bit (3GPP TS 23.038 §6.2.1); those of its extension count as two. */
const basic = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
const extension = new Set("^{}\\[~]|€");
/** Two segments hold 2 × 153 characters of GSM 7-bit, or 2 × 67 of UCS-2. */
const twoSegments = { gsm: 306, ucs: 134 };
/** However long the link is, so much of the subject is told. */
const leastSubject = 40;
const longestSpoken = 300;

/** A message as an SMS: its subject, cut so that all fits two segments or little more, its link, and how to answer. */
export function smsText(message: ShortMessage): string {
  const words = plainSigns(oneLine(wordsOf(message)));
  const { link, replyCode } = message;
  const rest = [...(link === null ? [] : [link]), ...(replyCode === undefined ? [] : [`Reply 1 ${replyCode}: I have it. 2 ${replyCode}: I can't.`])].map((line) => `\n${line}`).join("");
  const whole = `${words}${rest}`;
  const room = isGsm(whole) ? twoSegments.gsm : twoSegments.ucs;
  const size = isGsm(whole) ? gsmSize : ucsSize;
  return `${cutTo(words, Math.max(room - size(rest), leastSubject), size)}${rest}`;
}

/** What a voice says of a message: whom it calls and what it is about. */
export function spokenText(message: ShortMessage & { recipientName: string }): string {
  return `Muster calls ${oneLine(message.recipientName)}. ${cutTo(oneLine(wordsOf(message)), longestSpoken, ucsSize)}`;
}

/** True for a page, which wants "I have it" or "I can't"; codes and tests do not. */
export function isToBeAnswered({ messageKey }: { messageKey: string }): boolean {
  return messageKey.startsWith("page.");
}

/** A page's subject says it all, and so does that of what is opened; anything else, such as a code, is its text. */
function wordsOf(message: ShortMessage): string {
  return isToBeAnswered(message) || message.link !== null || message.text.trim() === "" ? message.subject : message.text;
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

const plain: Readonly<Record<string, string>> = { "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "•": "-", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "\u00a0": " ", "`": "'" };

/** One sign outside GSM 7-bit more than halves the room: where another says the same, it is taken. */
function plainSigns(text: string): string {
  return text.replace(/[“”„‘’–—−…•→≥≤×\u00a0`]/g, (sign) => plain[sign] ?? sign);
}

function isGsm(text: string): boolean {
  return [...text].every((sign) => basic.has(sign) || extension.has(sign));
}

function gsmSize(text: string): number {
  return [...text].reduce((size, sign) => size + (extension.has(sign) ? 2 : 1), 0);
}

function ucsSize(text: string): number {
  return text.length;
}

/** Cuts between whole characters, three dots marking it. */
function cutTo(text: string, room: number, size: (text: string) => number): string {
  if (size(text) <= room) return text;
  let kept = "";
  let used = 3;
  for (const sign of text) {
    used += size(sign);
    if (used > room) break;
    kept += sign;
  }
  return `${kept.trimEnd()}...`;
}
