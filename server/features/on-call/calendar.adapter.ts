import ICAL from "ical.js";
import { isKnownZone, zoneNamed } from "../../platform/zones/zones.ts";
import { civilFromDays, dayOf, daysFromCivil, millisecondsOfDay, type WallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { instantOf, wallTimeAt, type Zone } from "../../values/zone.ts";
import { isReadableRule, type EventFacts } from "./calendar.rules.ts";

/** One occurrence of an event, whole. */
export interface CalendarEvent {
  summary: string;
  from: Instant;
  to: Instant;
}

export interface CalendarWish {
  /** Whole days and times without a zone are on its clock; what the calendar says of its own zone is only a hint. */
  zone: Zone;
  from: Instant;
  to: Instant;
  /** Other events are passed over, however they repeat. */
  isWanted: (facts: EventFacts) => boolean;
}

/** Reads wall clocks of one time zone. */
interface Clock {
  instantOf(wall: WallTime): Instant;
  wallAt(at: Instant): WallTime;
}

interface Occurrence {
  component: ICAL.Component;
  start: ICAL.Property;
  clock: Clock;
}

/** Of a daily event twenty-seven years; to count out more would hold up everybody else. */
const mostSteps = 10_000;
const unreadable = refuse("calendar.unreadable", "This is no iCalendar file. It runs from BEGIN:VCALENDAR to END:VCALENDAR.");
const tooMany = refuse("calendar.too-many", "Its events repeat too often to be read.");
const oddRule = refuse("calendar.rule", "It has an event that repeats in a way that is not read here. Write its days one by one.");

/**
 * The occurrences of a calendar's events (RFC 5545) that touch the span, earliest first: repeated, moved (RECURRENCE-ID), left out
 * (EXDATE) and cancelled ones as the file says, a day's end exclusive. What is no calendar, or only a part of one, is a refusal.
 */
export function readEvents(text: string, wish: CalendarWish): CalendarEvent[] | Refusal {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text) || !/END:VCALENDAR\s*$/i.test(text) || countOf(text, "BEGIN") !== countOf(text, "END")) return unreadable;
  try {
    const roots = [ICAL.parse(text) as unknown[]].flatMap((read) => (typeof read[0] === "string" ? [read] : (read as unknown[][])));
    return eventsIn(roots.map((root) => new ICAL.Component(root as ConstructorParameters<typeof ICAL.Component>[0])), wish);
  } catch {
    return unreadable;
  }
}

function eventsIn(roots: readonly ICAL.Component[], wish: CalendarWish): CalendarEvent[] | Refusal {
  const found: CalendarEvent[] = [];
  let steps = 0;
  for (const root of roots) {
    const all = root.getAllSubcomponents("vevent").flatMap((component) => occurrenceOf(component, root, wish.zone));
    for (const one of all) {
      if (!wish.isWanted(factsOf(one))) continue;
      if (!rulesOf(one).every(isReadable)) return oddRule;
      steps += addEvent(one, movedFrom(one, all), wish, found);
      if (steps > mostSteps) return tooMany;
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function occurrenceOf(component: ICAL.Component, root: ICAL.Component, zone: Zone): Occurrence[] {
  const start = component.getFirstProperty("dtstart");
  return start ? [{ component, start, clock: clockOf(start, root, zone) }] : [];
}

function factsOf({ component, start }: Occurrence): EventFacts {
  return {
    isWholeDays: (start.getFirstValue() as ICAL.Time).isDate,
    status: wordOf(component, "status"),
    transparency: wordOf(component, "transp"),
    busyStatus: wordOf(component, "x-microsoft-cdo-busystatus"),
    title: wordOf(component, "summary"),
  };
}

/** An occurrence that was changed repeats no more. */
function rulesOf({ component }: Occurrence): ICAL.Recur[] {
  if (component.hasProperty("recurrence-id")) return [];
  return component.getAllProperties("rrule").map((property) => property.getFirstValue() as ICAL.Recur);
}

function isReadable({ freq, interval, parts }: ICAL.Recur): boolean {
  return isReadableRule({ frequency: freq, interval, parts: Object.keys(parts) });
}

/** When occurrences that the file tells anew would have been. */
function movedFrom({ component, clock }: Occurrence, all: readonly Occurrence[]): Set<Instant> {
  if (component.hasProperty("recurrence-id")) return new Set();
  const uid = wordOf(component, "uid");
  const changed = all.filter((other) => other.component.hasProperty("recurrence-id") && wordOf(other.component, "uid") === uid);
  return new Set(changed.flatMap((other) => timesOf(other.component, "recurrence-id").map((time) => instantIn(time, clock))));
}

/** Adds the event's occurrences in the span; gives how many were looked at. */
function addEvent(one: Occurrence, moved: ReadonlySet<Instant>, wish: CalendarWish, found: CalendarEvent[]): number {
  const { component, clock } = one;
  if (wordOf(component, "status").toUpperCase() === "CANCELLED") return 1;
  const left = new Set([...moved, ...timesOf(component, "exdate").map((time) => instantIn(time, clock))]);
  const summary = wordOf(component, "summary");
  let steps = 0;
  const last = endOf(one);
  for (const wall of startsOf(one, wish)) {
    steps += 1;
    const from = clock.instantOf(wall);
    const to = last(wall);
    if (to > from && to > wish.from && from < wish.to && !left.has(from)) found.push({ summary, from, to });
    if (steps > mostSteps) break;
  }
  return steps;
}

/** Wall times before the end of the span at which the event begins. */
function* startsOf(one: Occurrence, { to }: CalendarWish): Generator<WallTime> {
  const { component, start, clock } = one;
  const first = start.getFirstValue() as ICAL.Time;
  const rules = rulesOf(one);
  for (const time of timesOf(component, "rdate")) if (instantIn(time, clock) < to) yield clock.wallAt(instantIn(time, clock));
  if (rules.length === 0) yield wallIn(first);
  for (const rule of rules) {
    const recur = rule.clone();
    // An end in UTC is one on the event's own clock too; rules are followed on the wall, where days have their dates.
    if (recur.until && isUtc(recur.until)) recur.until = floating(clock.wallAt(wallIn(recur.until)), false);
    const steps = recur.iterator(floating(wallIn(first), first.isDate));
    for (let time = steps.next(); time && clock.instantOf(wallIn(time)) < to; time = steps.next()) yield wallIn(time);
  }
}

/** The end of an occurrence by its beginning: the same time on the clock later, or the same time later where two zones are named. */
function endOf({ component, start, clock }: Occurrence): (wall: WallTime) => Instant {
  const begins = start.getFirstValue() as ICAL.Time;
  const end = component.getFirstProperty("dtend");
  const time = end?.getFirstValue() as ICAL.Time | undefined;
  const duration = component.getFirstPropertyValue("duration") as ICAL.Duration | null;
  if (time && end?.getParameter("tzid") === start.getParameter("tzid") && isUtc(time) === isUtc(begins)) {
    const length = wallIn(time) - wallIn(begins);
    return (wall) => clock.instantOf(wall + length);
  }
  if (time) {
    const length = instantIn(time, clock) - instantIn(begins, clock);
    return (wall) => clock.instantOf(wall) + length;
  }
  const days = begins.isDate && duration === null ? 1 : (duration?.weeks ?? 0) * 7 + (duration?.days ?? 0);
  const rest = duration ? ((duration.hours * 60 + duration.minutes) * 60 + duration.seconds) * 1_000 : 0;
  return (wall) => clock.instantOf(wall + days * millisecondsOfDay) + rest;
}

/** The clock that a time is on: a zone that is known by its name, else as the file tells of it, else the schedule's. */
function clockOf(property: ICAL.Property, root: ICAL.Component, own: Zone): Clock {
  const value = property.getFirstValue() as ICAL.Time;
  if (isUtc(value)) return { instantOf: (wall) => wall, wallAt: (at) => at };
  const name = String(property.getParameter("tzid") ?? "");
  if (name === "" || value.isDate) return zoneClock(own);
  if (isKnownZone(name)) return zoneClock(zoneNamed(name));
  const told = root.getAllSubcomponents("vtimezone").find((zone) => wordOf(zone, "tzid") === name);
  const location = told ? wordOf(told, "x-lic-location") : "";
  if (isKnownZone(location)) return zoneClock(zoneNamed(location));
  return told ? toldClock(new ICAL.Timezone(told)) : zoneClock(own);
}

function zoneClock(zone: Zone): Clock {
  return { instantOf: (wall) => instantOf(zone, wall), wallAt: (at) => wallTimeAt(zone, at) };
}

function toldClock(zone: ICAL.Timezone): Clock {
  const offsetAt = (wall: WallTime) => zone.utcOffset(floating(wall, false)) * 1_000;
  return { instantOf: (wall) => wall - offsetAt(wall), wallAt: (at) => at + offsetAt(at + offsetAt(at)) };
}

function timesOf(component: ICAL.Component, name: string): ICAL.Time[] {
  return component.getAllProperties(name).flatMap((property) => (property.getValues() as unknown[]).flatMap((value) => (value instanceof ICAL.Time ? [value] : value instanceof ICAL.Period ? [value.start] : [])));
}

/** Other times of an event are on its clock, unless they are in UTC. */
function instantIn(time: ICAL.Time, clock: Clock): Instant {
  return isUtc(time) ? wallIn(time) : clock.instantOf(wallIn(time));
}

function isUtc(time: ICAL.Time): boolean {
  return time.zone === ICAL.Timezone.utcTimezone;
}

function wallIn(time: ICAL.Time): WallTime {
  const day = daysFromCivil({ year: time.year, month: time.month, day: time.day }) * millisecondsOfDay;
  return time.isDate ? day : day + ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000;
}

function floating(wall: WallTime, isDate: boolean): ICAL.Time {
  const seconds = Math.floor((wall - dayOf(wall) * millisecondsOfDay) / 1_000);
  const clock = isDate ? {} : { hour: Math.floor(seconds / 3_600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
  return new ICAL.Time({ ...civilFromDays(dayOf(wall)), ...clock, isDate }, ICAL.Timezone.localTimezone);
}

function countOf(text: string, word: string): number {
  return text.match(new RegExp(`^${word}:V`, "gim"))?.length ?? 0;
}

function wordOf(component: ICAL.Component, name: string): string {
  return String(component.getFirstPropertyValue(name) ?? "");
}
