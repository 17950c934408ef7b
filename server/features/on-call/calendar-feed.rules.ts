import { toIso, type Instant } from "../../values/instant.ts";

/** One entry of a calendar. */
export interface CalendarEvent {
  /** The same for the same shift, whenever it is asked for. */
  uid: string;
  from: Instant;
  to: Instant;
  summary: string;
  description: string;
  url: string;
}

export interface FeedText {
  name: string;
  events: readonly CalendarEvent[];
  now: Instant;
}

const longestLine = 75;

/** A calendar as RFC 5545 writes it, to be asked for again every hour (RFC 7986, and as older programs know it). */
export function writeCalendar({ name, events, now }: FeedText): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Muster//On call//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...events.filter(({ from, to }) => stamp(from) < stamp(to)).flatMap((event) => writeEvent(event, now)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** Being on call leaves one's day free for other things, so it blocks nothing. */
function writeEvent({ uid, from, to, summary, description, url }: CalendarEvent, now: Instant): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === "" ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(url === "" ? [] : [`URL:${url}`]),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** `20261119T134700Z`: calendars know whole seconds. */
function stamp(at: Instant): string {
  return `${toIso(at).slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** A text value (RFC 5545 §3.3.11). What cannot stand in one is left out. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n");
}

/** Lines of at most 75 octets, each after the first beginning with a space (RFC 5545 §3.1); no letter is cut apart. */
function fold(line: string): string {
  const folded: string[] = [];
  let current = "";
  let length = 0;
  for (const sign of line) {
    const octets = octetsOf(sign);
    if (length + octets > longestLine) {
      folded.push(current);
      current = " ";
      length = 1;
    }
    current += sign;
    length += octets;
  }
  return [...folded, current].join("\r\n");
}

/** How many octets a letter takes in UTF-8. */
function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
