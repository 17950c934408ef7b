import ICAL from "ical.js";
import { isKnownZone, zoneNamed } from "../../platform/zones/zones.ts";
import { daysFromCivil, millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { instantOf, type Zone } from "../../values/zone.ts";
import { countsAsAway, isReadableRule } from "./absence-calendar.rules.ts";
import { joined } from "./swap-rest.rules.ts";
import type { Span } from "./span.rules.ts";

export interface CalendarReading extends Span {
  /** Whose clock days and times without a zone are on. */
  zone: Zone;
}

/** Of a daily event thirteen years; who has more absences in one calendar has a fault in it. */
const mostOccurrences = 5_000;
const tooMany = refuse("calendar.too-many", "It has absences that repeat too often to be read.");
const oddRule = refuse("calendar.rule", "It has an absence that repeats in a way that is not read here. Write its days one by one.");
const noCalendar = refuse("calendar.unreadable", "What lies there is no iCalendar file (it must run from BEGIN:VCALENDAR to END:VCALENDAR).");

/**
 * When a calendar (RFC 5545) says that its owner is away, in the span; a day's end is exclusive, moved and cancelled occurrences are heeded, a time without a zone is on
 * the person's clock. What is no calendar, or only a part of one, is a refusal.
 */
export function readCalendar(text: string, reading: CalendarReading): Span[] | Refusal {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text) || !/END:VCALENDAR\s*$/i.test(text)) return noCalendar;
  try {
    const root = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
    return readEvents(root.getAllSubcomponents("vevent"), reading);
  } catch {
    return noCalendar;
  }
}

function readEvents(components: readonly ICAL.Component[], reading: CalendarReading): Span[] | Refusal {
  const spans: Span[] = [];
  let left = mostOccurrences;
  for (const { master, exceptions } of eventsOf(components)) {
    // Meetings are most of a calendar, and nobody needs to know when they repeat.
    if (![master, ...exceptions].some(isAway)) continue;
    const event = new ICAL.Event(master, { exceptions, strictExceptions: false });
    if (!hasReadableRules(event)) return oddRule;
    left -= readEvent(event, reading, left, spans);
    if (left <= 0) return tooMany;
  }
  return joined(spans);
}

interface Series {
  master: ICAL.Component;
  exceptions: ICAL.Component[];
}

/** Occurrences that were changed belong to their series; those whose series is not in the file stand for themselves. */
function eventsOf(components: readonly ICAL.Component[]): Series[] {
  const uidOf = (component: ICAL.Component) => String(component.getFirstPropertyValue("uid") ?? "");
  const usable = components.filter((component) => component.getFirstPropertyValue("dtstart") !== null);
  const masters = usable.filter((component) => !component.hasProperty("recurrence-id"));
  const changed = usable.filter((component) => component.hasProperty("recurrence-id"));
  const orphans = changed.filter((one) => !masters.some((master) => uidOf(master) === uidOf(one)));
  return [
    ...masters.map((master) => ({ master, exceptions: changed.filter((one) => uidOf(one) === uidOf(master)) })),
    ...orphans.map((master) => ({ master, exceptions: [] })),
  ];
}

/** Adds the event's occurrences in the span; gives how many were looked at. */
function readEvent(event: ICAL.Event, reading: CalendarReading, most: number, spans: Span[]): number {
  if (!event.isRecurring()) {
    addOccurrence(event, event.startDate, event.endDate, reading, spans);
    return 1;
  }
  const occurrences = event.iterator();
  let steps = 0;
  for (let next = occurrences.next(); next && steps < most; next = occurrences.next()) {
    steps += 1;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    addOccurrence(item, startDate, endDate, reading, spans);
    if (instantIn(next, zoneNameOf(event), reading.zone) > reading.to) break;
  }
  return steps;
}

function hasReadableRules(event: ICAL.Event): boolean {
  const rules = event.component.getAllProperties("rrule").map((property) => property.getFirstValue() as ICAL.Recur);
  return rules.every(({ freq, interval, parts }) => isReadableRule({ frequency: freq, interval, parts: Object.keys(parts) }));
}

function isAway(component: ICAL.Component): boolean {
  const wordOf = (name: string) => String(component.getFirstPropertyValue(name) ?? "");
  const isWholeDays = (component.getFirstPropertyValue("dtstart") as ICAL.Time).isDate;
  return countsAsAway({ isWholeDays, status: wordOf("status"), transparency: wordOf("transp"), busyStatus: wordOf("x-microsoft-cdo-busystatus"), title: wordOf("summary") });
}

function addOccurrence(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, { zone, from, to }: CalendarReading, spans: Span[]): void {
  const read = { from: instantIn(start, zoneNameOf(event), zone), to: instantIn(end, zoneNameOf(event), zone) };
  if (!(read.to > read.from) || read.to <= from || read.from >= to) return;
  if (isAway(event.component)) spans.push(read);
}

function zoneNameOf(event: ICAL.Event): string {
  return String(event.component.getFirstProperty("dtstart")?.getParameter("tzid") ?? "");
}

/** A known zone's name decides over what the file says of it, so that calendar and schedules share one clock. */
function instantIn(time: ICAL.Time, zoneName: string, own: Zone): Instant {
  const wall = daysFromCivil({ year: time.year, month: time.month, day: time.day }) * millisecondsOfDay + (time.isDate ? 0 : ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000);
  if (time.isDate) return instantOf(own, wall);
  if (time.zone === ICAL.Timezone.utcTimezone) return wall;
  if (zoneName !== "" && isKnownZone(zoneName)) return instantOf(zoneNamed(zoneName), wall);
  const isToldInFile = zoneName !== "" && time.zone && time.zone !== ICAL.Timezone.localTimezone;
  return isToldInFile ? time.toUnixTime() * 1_000 : instantOf(own, wall);
}
