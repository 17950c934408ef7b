import type { Tx } from "../../platform/database/database.ts";

/** What a schedule wakes people for, which on call itself does not know. */
export interface ScheduleReach {
  services: { id: string; name: string }[];
  /** Schedules that the same policies ask too, and at which of their steps, counted from 1. */
  beside: { scheduleId: string; step: number }[];
}

/** Reads by schedule whom it wakes for; those that no policy names are absent. Filled by a feature above on call. */
export type ScheduleReaches = (tx: Tx, scheduleIds: readonly string[]) => Promise<Map<string, ScheduleReach>>;

export function reachesOf(tx: Tx): ScheduleReaches {
  return (tx.context["reaches"] as ScheduleReaches | undefined) ?? (() => Promise.resolve(new Map()));
}
