import { millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { toWallClock, type Zone } from "../../values/zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A moment on a zone's clock: `Tue 24 Nov 09:00`. */
export function momentText(zone: Zone, at: Instant): string {
  const { weekday, day, month, hour, minute } = toWallClock(zone, at);
  const date = `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${day} ${months[month - 1] ?? ""}`;
  return `${date} ${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** A span on a zone's clock, the zone said: `from Tue 24 Nov 09:00 to Wed 25 Nov 09:00 (Europe/Berlin)`. */
export function spanText(zone: Zone, from: Instant, to: Instant): string {
  return `from ${momentText(zone, from)} to ${momentText(zone, to)} (${zone.name})`;
}

/** A length in hours, to the half hour and never longer than it is: `6.5 h`. */
export function hoursText(milliseconds: number): string {
  return `${Math.floor((milliseconds / millisecondsOfHour) * 2) / 2} h`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
