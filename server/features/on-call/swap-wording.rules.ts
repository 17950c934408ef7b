import { millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { momentWords } from "./shift-words.rules.ts";

/** A span on a zone's clock, the zone said: `from Tue 24 Nov 09:00 to Wed 25 Nov 09:00 (Europe/Berlin)`. */
export function spanText(zone: Zone, from: Instant, to: Instant): string {
  return `from ${momentWords(from, zone)} to ${momentWords(to, zone)} (${zone.name})`;
}

/** A length in hours, to the half hour, or in minutes, and never longer than it is: `6.5 h`, `20 min`. */
export function hoursText(milliseconds: number): string {
  if (milliseconds < millisecondsOfHour) return `${Math.floor(milliseconds / 60_000)} min`;
  return `${Math.floor((milliseconds / millisecondsOfHour) * 2) / 2} h`;
}
