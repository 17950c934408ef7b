import { civilFromDays, dayOf, daysFromCivil, millisecondsOfDay, modulo, weekdayOf, weekdays } from "./civil.ts";
import type { CivilDate, WallTime, Weekday } from "./civil.ts";
import type { Instant } from "./instant.ts";

/**
 * A time zone as a value: from each `at` on, clocks there stand `offset` seconds east of UTC. The first entry holds for
 * everything before the second, the last one for ever. Whoever holds the same value reads the same clock.
 */
export interface Zone {
  readonly name: string;
  readonly transitions: readonly Transition[];
}

export interface Transition {
  readonly at: Instant;
  readonly offset: number;
}

export interface WallClock extends CivilDate {
  hour: number;
  minute: number;
  second: number;
  weekday: Weekday;
}

/** More than any zone was ever away from UTC, so that an earlier transition cannot matter. */
const widestOffset = 16 * 3_600_000;

/** Seconds east of UTC that clocks of the zone stand at the instant. */
export function offsetAt(zone: Zone, at: Instant): number {
  return zone.transitions[transitionBefore(zone, at)]?.offset ?? 0;
}

/** What clocks of the zone show at the instant. */
export function wallTimeAt(zone: Zone, at: Instant): WallTime {
  return at + offsetAt(zone, at) * 1_000;
}

/**
 * The first instant at which clocks of the zone show the time or a later one. So a time that a spring gap skips becomes the
 * first instant after the gap, a time that autumn repeats its first occurrence, and a later time never an earlier instant.
 */
export function instantOf(zone: Zone, wall: WallTime): Instant {
  const { transitions } = zone;
  let index = transitionBefore(zone, wall - widestOffset);
  let offset = offsetIn(transitions, index);
  for (let next = transitions[index + 1]; next && next.at + offset <= wall; next = transitions[index + 1]) {
    index += 1;
    offset = next.offset * 1_000;
  }
  const begins = index === 0 ? -Infinity : (transitions[index]?.at ?? -Infinity);
  return Math.max(begins, wall - offset);
}

/** The date and time that clocks of the zone show at the instant. */
export function toWallClock(zone: Zone, at: Instant): WallClock {
  const wall = wallTimeAt(zone, at);
  const day = dayOf(wall);
  const seconds = Math.floor(modulo(wall, millisecondsOfDay) / 1_000);
  return {
    ...civilFromDays(day),
    hour: Math.floor(seconds / 3_600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    weekday: weekdays[weekdayOf(day)] ?? "mon",
  };
}

/** The instant of a date and time in the zone; gaps and repeats as in `instantOf`. */
export function toInstant(zone: Zone, clock: Omit<WallClock, "weekday">): Instant {
  const seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second;
  return instantOf(zone, daysFromCivil(clock) * millisecondsOfDay + seconds * 1_000);
}

function offsetIn(transitions: readonly Transition[], index: number): number {
  return (transitions[index]?.offset ?? 0) * 1_000;
}

function transitionBefore({ transitions }: Zone, at: Instant): number {
  let low = 0;
  let high = transitions.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((transitions[middle]?.at ?? Infinity) <= at) low = middle;
    else high = middle;
  }
  return low;
}
