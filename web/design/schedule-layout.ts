import type { Instant } from "../../server/values/instant.ts";
import { timeOfDay, weekday } from "./wording.ts";

export interface Span {
  from: Instant;
  to: Instant;
}

/** One day in the schedule's own zone: its date and where it truly begins and ends, 23 or 25 hours included. */
export interface ScheduleDay {
  date: string;
  start: Instant;
  end: Instant;
}

/** `yours` is filled, `nobody` red and hatched, `asked` dashed until agreed, `same` somebody already on duty elsewhere. */
export type BarLook = "plain" | "yours" | "nobody" | "asked" | "same";

export interface ScheduleBar extends Span {
  id: string;
  words: string;
  /** Pale words after the name. */
  detail?: string | undefined;
  /** Draws the face in the final row. */
  person?: string | undefined;
  look?: BarLook;
}

/** `beside` is another schedule to compare with; `turn` a rotation; `final` who is woken. */
export type LayerKind = "beside" | "turn" | "override" | "final";

export interface ScheduleLayer {
  id: string;
  name: string;
  kind: LayerKind;
  bars: readonly ScheduleBar[];
}

export type Week = readonly ScheduleDay[];

/** Where a piece of a bar stands in a week, as shares of its width. */
export interface Segment {
  left: number;
  width: number;
}

const hour = 3_600_000;

/** Cuts the days into rows of seven. */
export function weeksOf(days: readonly ScheduleDay[]): Week[] {
  const weeks: Week[] = [];
  for (let index = 0; index < days.length; index += 7) weeks.push(days.slice(index, index + 7));
  return weeks;
}

function boundsOf(week: Week): Span {
  return { from: week[0]?.start ?? 0, to: week[week.length - 1]?.end ?? 0 };
}

/** Where a moment lies across the week, 0 to 1; every day is drawn equally wide. */
export function placeOf(at: Instant, week: Week): number {
  const { from, to } = boundsOf(week);
  if (at <= from) return 0;
  if (at >= to) return 1;
  const index = week.findIndex((day) => at < day.end);
  const day = week[index];
  if (day === undefined) return 1;
  return (index + (at - day.start) / (day.end - day.start)) / week.length;
}

/** The piece of a span that falls into the week; null where none does. */
export function segmentOf(span: Span, week: Week): Segment | null {
  const { from, to } = boundsOf(week);
  if (span.to <= from || span.from >= to) return null;
  const left = placeOf(span.from, week);
  return { left, width: placeOf(span.to, week) - left };
}

/** The moment at a place across the week. */
export function momentAt(place: number, week: Week): Instant {
  const inDays = Math.min(0.999999, Math.max(0, place)) * week.length;
  const day = week[Math.floor(inDays)];
  if (day === undefined) return 0;
  return day.start + (inDays % 1) * (day.end - day.start);
}

function hourOf(at: Instant, days: readonly ScheduleDay[], round: (hours: number) => number): Instant {
  const day = days.find((each) => at >= each.start && at < each.end) ?? days[days.length - 1];
  if (day === undefined) return at;
  return Math.min(day.end, day.start + round((at - day.start) / hour) * hour);
}

/** The span between two moments in either order, widened to whole hours of their days. */
export function spanBetween(one: Instant, other: Instant, days: readonly ScheduleDay[]): Span {
  const from = hourOf(Math.min(one, other), days, Math.floor);
  const to = hourOf(Math.max(one, other), days, Math.ceil);
  return { from, to: Math.max(to, from + hour) };
}

/** What a press without a drag means: the whole gap it falls on, else its day. */
export function spanAt(at: Instant, days: readonly ScheduleDay[], layers: readonly ScheduleLayer[]): Span | null {
  const final = layers.find((layer) => layer.kind === "final");
  const gap = final?.bars.find((bar) => bar.look === "nobody" && at >= bar.from && at < bar.to);
  if (gap !== undefined) return { from: gap.from, to: gap.to };
  const day = days.find((each) => at >= each.start && at < each.end);
  return day === undefined ? null : { from: day.start, to: day.end };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The number in a day's corner: `19`, and `1 Dec` where a month begins. */
export function dayNumber(day: ScheduleDay): string {
  const [, month = "1", number = "1"] = day.date.split("-");
  return number === "01" ? `1 ${months[Number(month) - 1] ?? ""}` : String(Number(number));
}

/** `19 Nov`. */
export function dayDate(day: ScheduleDay): string {
  const [, month = "1", number = "1"] = day.date.split("-");
  return `${Number(number)} ${months[Number(month) - 1] ?? ""}`;
}

/** `Fri 4 Dec 18:00 to Sun 6 Dec 18:00`, in the schedule's zone. */
export function spanWordsIn(span: Span, days: readonly ScheduleDay[], zone: string): string {
  const say = (at: Instant) => {
    const day = days.find((each) => at >= each.start && at < each.end);
    const date = day === undefined ? "" : ` ${dayDate(day)}`;
    return `${weekday(at, zone)}${date} ${timeOfDay(at, zone)}`;
  };
  return `${say(span.from)} to ${say(span.to)}`;
}

function partWords(bar: ScheduleBar, day: ScheduleDay, zone: string): string {
  const begins = bar.from > day.start ? ` from ${timeOfDay(bar.from, zone)}` : "";
  const ends = bar.to < day.end ? ` until ${timeOfDay(bar.to, zone)}` : "";
  return `${[bar.words, bar.detail].filter(Boolean).join(" ")}${begins}${ends}`;
}

/** A day as a sentence for those who hear the calendar: who is woken, and which overrides made it so. */
export function daySentence(day: ScheduleDay, layers: readonly ScheduleLayer[], zone: string): string {
  const said = (kind: LayerKind) =>
    layers
      .filter((layer) => layer.kind === kind)
      .flatMap((layer) => layer.bars)
      .filter((bar) => bar.from < day.end && bar.to > day.start)
      .map((bar) => partWords(bar, day, zone));
  const overrides = said("override");
  const tail = overrides.length === 0 ? "" : `. Override: ${overrides.join(", ")}`;
  return `${weekday(day.start, zone)} ${dayDate(day)}: ${said("final").join(", ") || "not planned"}${tail}`;
}
