import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { OnCall } from "./schedule.rules.ts";
import { farthestLook, whoIsOnCall } from "./shift.rules.ts";

export interface OnCallOfSchedule {
  scheduleId: string;
  timezone: string;
  people: OnCall[];
  schedule: StoredSchedule;
}

/**
 * Who is on call at an instant, by schedule; of all schedules where no ids are given. The pager and every screen ask here, and
 * nothing is remembered between two askings, so that an override pages right at once.
 */
export async function readWhoIsOnCall(tx: Tx, scheduleIds: readonly string[] | null, at: Instant): Promise<OnCallOfSchedule[]> {
  const schedules = await readSchedules(tx, scheduleIds, at - farthestLook, at + farthestLook);
  return schedules.map((schedule) => ({
    scheduleId: schedule.id,
    timezone: schedule.zone,
    people: whoIsOnCall(schedule, at, zoneNamed(schedule.zone)),
    schedule,
  }));
}
