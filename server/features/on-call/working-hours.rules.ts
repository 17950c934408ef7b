import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { hoursAt, hoursOfWeek } from "./hours.rules.ts";
import type { HoursOfWeek } from "./hours.rules.ts";
import type { Hours } from "./schedule.rules.ts";

/** Whether the hours hold on a clock of the zone. Hours without a day hold always: nothing waits for a day that never comes. */
export function isWorkingTime(hours: Hours, zone: Zone, at: Instant): boolean {
  return hoursAt(workingWeek(hours), zone, at).isWithin;
}

/** The first working instant from `at` on; `at` itself where it is one. */
export function nextWorkingStart(hours: Hours, zone: Zone, at: Instant): Instant {
  const week = workingWeek(hours);
  let begins = at;
  for (let now = hoursAt(week, zone, begins); !now.isWithin; now = hoursAt(week, zone, begins)) begins = now.to;
  return begins;
}

function workingWeek(hours: Hours): HoursOfWeek {
  return hoursOfWeek(hours.days.length === 0 ? [] : [hours]);
}
