import { millisecondsOfDay, millisecondsOfHour, parseTimeOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { instantOf, toWallClock, wallTimeAt, type Zone } from "../../values/zone.ts";
import type { Span } from "./span.rules.ts";

/** Hours on call, of which some lie in the night and some on a weekend. */
export interface Load {
  hours: number;
  nightHours: number;
  weekendHours: number;
  /** What they come to together, see `loadOf`. */
  weighted: number;
}

export const loadDays = 90;

const nightEnds = parseTimeOfDay("07:00") ?? 0;
const nightBegins = parseTimeOfDay("22:00") ?? 0;
const nightWeight = 2;
const weekendWeight = 1.5;

/**
 * Hours on call weighed by what they cost: an hour counts 1, on a Saturday or Sunday 1.5, since it binds free time, and at night (22:00–07:00 on the person's own clock)
 * 2, since a page then costs sleep and the day after; a night of a weekend counts as a night. Standing on two schedules at once counts once.
 */
export function loadOf(spans: readonly Span[], zone: Zone): Load {
  const load: Load = { hours: 0, nightHours: 0, weekendHours: 0, weighted: 0 };
  for (const span of spans) {
    for (let at = span.from; at < span.to; ) {
      const to = Math.min(span.to, nextEdge(zone, at));
      add(load, zone, at, (to - at) / millisecondsOfHour);
      at = to;
    }
  }
  return load;
}

function add(load: Load, zone: Zone, at: Instant, hours: number): void {
  const { hour, weekday } = toWallClock(zone, at);
  const isNight = hour * millisecondsOfHour < nightEnds || hour * millisecondsOfHour >= nightBegins;
  const isWeekend = weekday === "sat" || weekday === "sun";
  load.hours += hours;
  if (isNight) load.nightHours += hours;
  if (isWeekend) load.weekendHours += hours;
  load.weighted += hours * (isNight ? nightWeight : isWeekend ? weekendWeight : 1);
}

/** The next instant at which a night begins or ends, or a day. */
function nextEdge(zone: Zone, at: Instant): Instant {
  const midnight = Math.floor(wallTimeAt(zone, at) / millisecondsOfDay) * millisecondsOfDay;
  const edges = [nightEnds, nightBegins, millisecondsOfDay, millisecondsOfDay + nightEnds].map((edge) => instantOf(zone, midnight + edge));
  return edges.find((edge) => edge > at) ?? at + millisecondsOfHour;
}
