import { daysFromCivil } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { toWallClock, type Zone } from "../../values/zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The shortest that cannot be mistaken: `14:47` today, `Mon 08:00` within six days, else `4 Dec 18:00`. */
export function wordMoment(zone: Zone, at: Instant, now: Instant): string {
  const clock = toWallClock(zone, at);
  const time = `${String(clock.hour).padStart(2, "0")}:${String(clock.minute).padStart(2, "0")}`;
  const days = Math.abs(daysFromCivil(clock) - daysFromCivil(toWallClock(zone, now)));
  if (days === 0) return time;
  if (days < 7) return `${clock.weekday.charAt(0).toUpperCase()}${clock.weekday.slice(1)} ${time}`;
  return `${clock.day} ${months[clock.month - 1] ?? ""} ${time}`;
}
