import type { weekdays } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { toWallClock, type Zone } from "../../values/zone.ts";

const days: Readonly<Record<(typeof weekdays)[number], string>> = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Thu 19 Nov 14:47`, on the clock of the zone. */
export function momentWords(at: Instant, zone: Zone): string {
  const { weekday, day, month, hour, minute } = toWallClock(zone, at);
  return `${days[weekday]} ${day} ${months[month - 1] ?? ""} ${pair(hour)}:${pair(minute)}`;
}

function pair(number: number): string {
  return String(number).padStart(2, "0");
}

/** How long until then, roughly, as one says it: `in 24 hours`, `in 3 days`. */
export function aheadWords(from: Instant, to: Instant): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 1) return "now";
  if (minutes < 90) return `in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  if (minutes < 48 * 60) return `in ${Math.round(minutes / 60)} hours`;
  return `in ${Math.round(minutes / 1_440)} days`;
}

/** `Ben`, `Ben and Amara`, `Ben, Amara and Chidi`. */
export function listWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
