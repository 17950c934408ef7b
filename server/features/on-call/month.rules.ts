import { addMonths, civilFromDays, dayOf, millisecondsOfDay, parseWallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { instantOf, wallTimeAt, type Zone } from "../../values/zone.ts";
import type { Span } from "./span.rules.ts";

/** One day on a clock, with its true beginning and end. */
export interface MonthDay extends Span {
  date: string;
}

/** Somebody's time within one day. */
export interface DayPart<Held extends Span> {
  held: Held;
  /** The whole day, or only a part of it. */
  isWhole: boolean;
  from: Instant;
  to: Instant;
}

/** The days of a month such as `2026-12`, in the zone; null where the text is no month. */
export function daysOfMonth(month: string, zone: Zone): MonthDay[] | null {
  const first = parseWallTime(`${month}-01T00:00`);
  if (first === null || !/^\d{4}-\d\d$/.test(month)) return null;
  const count = Math.round((addMonths(first, 1) - first) / millisecondsOfDay);
  return Array.from({ length: count }, (_, ahead) => {
    const wall = first + ahead * millisecondsOfDay;
    return { date: dateText(wall), from: instantOf(zone, wall), to: instantOf(zone, wall + millisecondsOfDay) };
  });
}

/** The month that clocks of the zone show. */
export function monthAt(zone: Zone, at: Instant): string {
  return dateText(wallTimeAt(zone, at)).slice(0, 7);
}

/** What of the spans falls into each day. */
export function partsByDay<Held extends Span>(days: readonly MonthDay[], spans: readonly Held[]): DayPart<Held>[][] {
  return days.map((day) =>
    spans
      .filter(({ from, to }) => from < day.to && to > day.from)
      .map((held) => ({ held, isWhole: held.from <= day.from && held.to >= day.to, from: Math.max(held.from, day.from), to: Math.min(held.to, day.to) })),
  );
}

function dateText(wall: number): string {
  const { year, month, day } = civilFromDays(dayOf(wall));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}
