import type { Instant } from "../../server/values/instant.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How a lateness is said: `3 min late` in a row, `overdue by 3 min` under a heading. */
export type LateForm = "short" | "long";

function twoPlaces(amount: number): string {
  return String(amount).padStart(2, "0");
}

/** Hours and minutes read like a clock; other pairs name both units. */
function pairOf(large: number, largeUnit: string, small: number, smallUnit = ""): string {
  if (small === 0) return `${large} ${largeUnit}`;
  return smallUnit === "" ? `${large} ${largeUnit} ${twoPlaces(small)}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A length of time as people say it: `40 s`, `49 min`, `4 h 29`, `3 d 18 h`, `11 d`. */
export function spanWords(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < day) return pairOf(Math.floor(span / hour), "h", Math.floor((span % hour) / minute));
  if (span < 7 * day) return pairOf(Math.floor(span / day), "d", Math.floor((span % day) / hour), "h");
  return `${Math.floor(span / day)} d`;
}

/** The same to the second below an hour: `91 s`, `3 min 3 s`. */
export function exactSpanWords(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < 2 * minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return pairOf(Math.floor(span / minute), "min", Math.floor((span % minute) / second), "s");
  return spanWords(span);
}

/** What is left rounds up to the step shown, so that now + the words never lies before the due time. */
function roundedUp(remaining: number): number {
  const step = remaining <= minute ? second : remaining <= day ? minute : hour;
  return Math.ceil(remaining / step) * step;
}

/** The clock of something owed: `in 12 min`, `due now`, `3 min late`. */
export function dueWords(due: Instant, now: Instant, form: LateForm = "short"): string {
  const remaining = due - now;
  if (remaining > 0) return `in ${spanWords(roundedUp(remaining))}`;
  if (remaining > -second) return "due now";
  const lateness = spanWords(-remaining);
  return form === "short" ? `${lateness} late` : `overdue by ${lateness}`;
}

/** Whether the moment is behind us. */
export function isOverdue(due: Instant, now: Instant): boolean {
  return due - now <= -second;
}

/** How much of the fuse is left, 1 to 0. */
export function fuseLeft(from: Instant, due: Instant, now: Instant): number {
  if (due <= from) return 0;
  return Math.min(1, Math.max(0, (due - now) / (due - from)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone ?? ""} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", zone === undefined ? options : { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** `14:47`, or `13:58:03` where seconds matter; in the reader's zone unless one is named. */
export function timeOfDay(at: Instant, zone?: string, withSeconds = false): string {
  const seconds = withSeconds ? ({ second: "2-digit" } as const) : {};
  return formatOf(zone, { hour: "2-digit", minute: "2-digit", ...seconds, hourCycle: "h23" }).format(at);
}

/** `4 Dec`. */
export function dateWords(at: Instant, zone?: string): string {
  const parts = formatOf(zone, { day: "numeric", month: "short" }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("day")} ${part("month").slice(0, 3)}`;
}

/** `Fri`. */
export function weekday(at: Instant, zone?: string): string {
  return formatOf(zone, { weekday: "short" }).format(at);
}

/** The shortest that cannot be mistaken: `14:47` today, `Mon 09:00` within six days, else `4 Dec 18:00`. */
export function momentWords(at: Instant, now: Instant, zone?: string, withSeconds = false): string {
  const time = timeOfDay(at, zone, withSeconds);
  if (dateWords(at, zone) === dateWords(now, zone) && Math.abs(at - now) < 2 * day) return time;
  if (Math.abs(at - now) < 6 * day) return `${weekday(at, zone)} ${time}`;
  return `${dateWords(at, zone)} ${time}`;
}

/** Weekday, date and time: `Thu 19 Nov 14:47`. */
export function fullMomentWords(at: Instant, zone?: string, withSeconds = false): string {
  return `${weekday(at, zone)} ${dateWords(at, zone)} ${timeOfDay(at, zone, withSeconds)}`;
}

/** At most two letters for a round face: `Amara Okafor` gives `AO`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = last === undefined ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join("").toUpperCase();
}
