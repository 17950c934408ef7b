import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readSchedules } from "./schedule.queries.ts";
import { whoIsOnCall } from "./shift.rules.ts";
import type { OnCall } from "./schedule.rules.ts";

export interface OnCallOfSchedule {
  scheduleId: string;
  timezone: string;
  people: OnCall[];
}

/** Who is on call at an instant, by schedule; of all schedules where no ids are given. The pager and every screen ask here. */
export async function readWhoIsOnCall(tx: Tx, scheduleIds: readonly string[] | null, at: Instant): Promise<OnCallOfSchedule[]> {
  const schedules = await readSchedules(tx, scheduleIds, at, at);
  return schedules.map((schedule) => ({ scheduleId: schedule.id, timezone: schedule.zone, people: whoIsOnCall(schedule, at, zoneNamed(schedule.zone)) }));
}
