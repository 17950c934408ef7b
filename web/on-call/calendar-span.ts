import { civilFromDays, dayOf, millisecondsOfDay, parseWallTime, weekdayOf, type CivilDate } from "../../server/values/civil.ts";
import { toIso, type Instant } from "../../server/values/instant.ts";
import { instantOf, type Zone } from "../../server/values/zone.ts";
import type { ScheduleShiftsView } from "../../server/features/on-call/contract.ts";
import type { ScheduleDay } from "../design/schedule-layout.ts";

/** How much of the calendar is looked at. */
export type CalendarView = "month" | "quarter" | "year";

const weeksOfView: Record<CalendarView, number> = { month: 5, quarter: 14, year: 53 };

/** Whole weeks, five unless said; `first` is a Monday, counted in days from 1970-01-01. */
export interface CalendarSpan {
  first: number;
  weeks?: number;
}

function daysShown({ weeks = weeksOfView.month }: CalendarSpan): number {
  return weeks * 7;
}

function dateText({ year, month, day }: CivilDate): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function mondayOf(day: number): number {
  return day - weekdayOf(day);
}

function dayIn(timezone: string, at: Instant): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
  return dayOf(parseWallTime(`${parts}T00:00`) ?? at);
}

/** The weeks about today: the last one, this one and those after; or those from the named day on. */
export function calendarSpan(from: string | undefined, timezone: string, now: Instant, view: CalendarView = "month"): CalendarSpan {
  const wall = from === undefined ? null : parseWallTime(`${from}T00:00`);
  return { first: wall === null ? mondayOf(dayIn(timezone, now)) - 7 : mondayOf(dayOf(wall)), weeks: weeksOfView[view] };
}

/** The span on or back, as the address names it: one week stays in sight. */
export function spanAway(span: CalendarSpan, direction: 1 | -1): string {
  return dateText(civilFromDays(span.first + direction * (daysShown(span) - 7)));
}

/** What to ask the server for: a day more at both ends, since the zone's days begin before or after those of UTC. */
export function askedFor(span: CalendarSpan): { from: string; to: string } {
  return { from: toIso((span.first - 1) * millisecondsOfDay), to: toIso((span.first + daysShown(span) + 1) * millisecondsOfDay) };
}

/** The schedule's zone as the server reckons with it. */
export function zoneOf({ timezone, transitions }: Pick<ScheduleShiftsView, "timezone" | "transitions">): Zone {
  return { name: timezone, transitions: transitions.map(({ at, offsetSeconds }) => ({ at: Date.parse(at), offset: offsetSeconds })) };
}

/** The days of the span, each with its true beginning and end in the zone. */
export function daysOf(span: CalendarSpan, zone: Zone): ScheduleDay[] {
  const { first } = span;
  const startOf = (day: number) => instantOf(zone, day * millisecondsOfDay);
  return Array.from({ length: daysShown(span) }, (_, index) => {
    const day = first + index;
    return { date: dateText(civilFromDays(day)), start: startOf(day), end: startOf(day + 1) };
  });
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `2 November to 6 December`, with the years where they differ. */
export function spanTitle(span: CalendarSpan): string {
  const { first } = span;
  const last = first + daysShown(span) - 1;
  const isOneYear = civilFromDays(first).year === civilFromDays(last).year;
  const say = (day: number) => {
    const date = civilFromDays(day);
    return `${date.day} ${months[date.month - 1] ?? ""}${isOneYear ? "" : ` ${date.year}`}`;
  };
  return `${say(first)} to ${say(last)}`;
}

/** What a wall clock of the zone shows, as a date and time field writes it: `2026-11-19T14:00`. */
export function wallText(wall: number): string {
  const minutes = Math.floor((wall - dayOf(wall) * millisecondsOfDay) / 60_000);
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${dateText(civilFromDays(dayOf(wall)))}T${time}`;
}
