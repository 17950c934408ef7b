import type { Instant } from "../../values/instant.ts";
import { offsetAt, toWallClock, type Zone } from "../../values/zone.ts";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `UTC+1`, `UTC+5:30`, `UTC`: what clocks of the zone stand at then. */
export function offsetWords(zone: Zone, at: Instant): string {
  const seconds = offsetAt(zone, at);
  if (seconds === 0) return "UTC";
  const minutes = Math.round(Math.abs(seconds) / 60);
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  return `UTC${seconds < 0 ? "−" : "+"}${Math.floor(minutes / 60)}${rest}`;
}

/** `15:19 (UTC+1)`, with the day where it is not the day of `now`: `09:00 on 22 November (UTC+1)`. */
export function timeWords(zone: Zone, at: Instant, now: Instant): string {
  const { hour, minute, day, month, year } = toWallClock(zone, at);
  const today = toWallClock(zone, now);
  const isToday = today.day === day && today.month === month && today.year === year;
  const date = isToday ? "" : ` on ${day} ${months[month - 1]}${today.year === year ? "" : ` ${year}`}`;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}${date} (${offsetWords(zone, at)})`;
}
