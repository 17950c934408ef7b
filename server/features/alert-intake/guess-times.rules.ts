import { daysFromCivil, millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";

const earliest = daysFromCivil({ year: 1990, month: 1, day: 1 }) * millisecondsOfDay;
const latest = daysFromCivil({ year: 2100, month: 1, day: 1 }) * millisecondsOfDay;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A moment however tools write it: since 1970 in seconds or smaller units, or as text of RFC 3339 or RFC 5322 and near them, in UTC where no offset is told; null where it is none, or means “not set”. */
export function momentOf(value: unknown): Instant | null {
  const text = typeof value === "string" ? value.trim().slice(0, 60) : "";
  const number = typeof value === "number" ? value : /^\d{9,19}(?:\.\d+)?$/.test(text) ? Number(text) : null;
  const at = number === null ? (fromDigits(text) ?? fromMail(text)) : fromEpoch(number);
  return at !== null && at >= earliest && at <= latest ? Math.floor(at) : null;
}

/** Whether a moment is told with the offset it is meant in. */
export function isZoned(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /(?:^[\d.]+|z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(value.trim()));
}

function fromEpoch(number: number): number {
  if (number < 1e11) return number * 1e3;
  return number < 1e14 ? number : number / (number < 1e17 ? 1e3 : 1e6);
}

const clock = String.raw`(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(z|utc|gmt|[+-]\d\d:?\d\d)?`;
const digits = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)[t ]${clock}`, "i");
const mail = new RegExp(String.raw`^(?:[a-z]{3}, )?(\d\d?) ([a-z]{3})[a-z]* (\d{4}) ${clock}`, "i");

/** RFC 3339, the offset with or without colon. */
function fromDigits(text: string): number | null {
  const [, year, month, day, ...time] = digits.exec(text) ?? [];
  return year === undefined ? null : fromParts({ year: Number(year), month: Number(month), day: Number(day) }, time);
}

/** RFC 5322, 3.3: `Sat, 21 Nov 2026 08:02:11 +0000`. */
function fromMail(text: string): number | null {
  const [, day, month = "", year, ...time] = mail.exec(text) ?? [];
  const place = months.indexOf(month.toLowerCase());
  return year === undefined || place < 0 ? null : fromParts({ year: Number(year), month: place + 1, day: Number(day) }, time);
}

function fromParts(date: Parameters<typeof daysFromCivil>[0], [hour, minute, second, fraction, zone]: readonly (string | undefined)[]): number | null {
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 || Number(hour) > 24) return null;
  const seconds = Number(hour) * 3_600 + Number(minute) * 60 + Number(second ?? 0) + Number(`0.${fraction ?? 0}`);
  return daysFromCivil(date) * millisecondsOfDay + Math.round(seconds * 1e6) / 1e3 - offsetOf(zone);
}

function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? "") ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
