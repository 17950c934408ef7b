import { millisecondsOfDay, millisecondsOfWeek, modulo, parseTimeOfDay, weekdays } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { countUpTo, stretchAt } from "./marks.rules.ts";
import type { Marks } from "./marks.rules.ts";
import type { Hours } from "./schedule.rules.ts";

/** What hours come to over a week: all of it, none of it, or the edges of windows, the even ones being starts. */
export type HoursOfWeek = "always" | "never" | Marks;

/** Whether an instant lies within the hours, and from when to when that stays so. */
export interface HoursStretch {
  isWithin: boolean;
  from: Instant;
  to: Instant;
}

interface Window {
  from: number;
  to: number;
}

/** 1970-01-01 was a Thursday. */
const firstMonday = -3 * millisecondsOfDay;

/** The hours as one row of windows, adjoining and overlapping ones merged. */
export function hoursOfWeek(hours: readonly Hours[] | undefined): HoursOfWeek {
  if (!hours || hours.length === 0) return "always";
  const windows = mergedOverSunday(merged(windowsOf(hours)));
  const [first] = windows;
  if (!first) return "never";
  if (first.to - first.from >= millisecondsOfWeek) return "always";
  return edgesOf(windows);
}

/** Whether the hours hold at the instant, and between which instants the answer stays the same. */
export function hoursAt(hours: HoursOfWeek, zone: Zone, at: Instant): HoursStretch {
  if (hours === "always" || hours === "never") return { isWithin: hours === "always", from: -Infinity, to: Infinity };
  const { index, from, to } = stretchAt(hours, zone, at);
  return { isWithin: index % 2 === 0, from, to };
}

function windowsOf(hours: readonly Hours[]): Window[] {
  const windows: Window[] = [];
  for (const { days, from, to } of hours) {
    const begins = timeOfDay(from);
    const ends = timeOfDay(to);
    const length = ends > begins ? ends - begins : ends - begins + millisecondsOfDay;
    for (const day of days) {
      const start = weekdays.indexOf(day) * millisecondsOfDay + begins;
      windows.push({ from: start, to: start + length });
    }
  }
  return windows;
}

function timeOfDay(text: string): number {
  const time = parseTimeOfDay(text);
  if (time === null) throw new Error(`Not a time of day: ${text}`);
  return time;
}

function merged(windows: Window[]): Window[] {
  const result: Window[] = [];
  for (const window of windows.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else result.push(window);
  }
  return result;
}

/** A window of Sunday that runs into Monday takes in the windows it meets there. */
function mergedOverSunday(windows: Window[]): Window[] {
  const last = windows.at(-1);
  if (!last) return windows;
  let met = 0;
  for (const window of windows.slice(0, -1)) {
    if (window.from + millisecondsOfWeek > last.to) break;
    last.to = Math.max(last.to, window.to + millisecondsOfWeek);
    met += 1;
  }
  return windows.slice(met);
}

function edgesOf(windows: Window[]): Marks {
  const edges: number[] = [];
  for (const { from, to } of windows) edges.push(from, to);
  return {
    wallTimeOf(index) {
      const week = Math.floor(index / edges.length);
      return firstMonday + week * millisecondsOfWeek + (edges[index - week * edges.length] ?? 0);
    },
    indexNear(wall) {
      const week = Math.floor((wall - firstMonday) / millisecondsOfWeek);
      const time = modulo(wall - firstMonday, millisecondsOfWeek);
      return week * edges.length + countUpTo(edges, time) - 1;
    },
  };
}
