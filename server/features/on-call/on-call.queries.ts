import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { OnCall } from "./schedule.rules.ts";
import { farthestLook, whoIsOnCall } from "./shift.rules.ts";

export interface OnCallOfSchedule {
  scheduleId: string;
  timezone: string;
  people: Pick<OnCall, "personId" | "because">[];
}

/** Who is on call, and since when and until when, with the schedule that says so. */
export interface ShiftsOfMoment {
  schedule: StoredSchedule;
  people: OnCall[];
}

/**
 * Who is on call at an instant, by schedule; of all schedules where no ids are given. The pager asks here, and nothing is
 * remembered between two askings, so that an override pages right at once.
 */
export async function readWhoIsOnCall(tx: Tx, scheduleIds: readonly string[] | null, at: Instant): Promise<OnCallOfSchedule[]> {
  const schedules = await readSchedules(tx, scheduleIds, at, at);
  return schedules.map((schedule) => ({
    scheduleId: schedule.id,
    timezone: schedule.zone,
    people: peopleAt(schedule, at).map(({ personId, because }) => ({ personId, because })),
  }));
}

/** The same with the bounds of each shift, for which overrides of a year around are read too. */
export async function readShiftsOfMoment(tx: Tx, scheduleIds: readonly string[], at: Instant): Promise<ShiftsOfMoment[]> {
  const schedules = await readSchedules(tx, scheduleIds, at - farthestLook, at + farthestLook);
  return schedules.map((schedule) => ({ schedule, people: peopleAt(schedule, at) }));
}

function peopleAt(schedule: StoredSchedule, at: Instant): OnCall[] {
  return whoIsOnCall(schedule, at, zoneNamed(schedule.zone));
}
