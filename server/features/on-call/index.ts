export type * from "./schedule.rules.ts";
export { gaps, layerShifts, overrideShifts, shifts, whoIsOnCall } from "./shift.rules.ts";
export { handoffs, turnAt, turnholders } from "./turn.rules.ts";
export { readWhoIsOnCall, type OnCallOfSchedule } from "./who-is-on-call.ts";
export { isWorkingTime, nextWorkingStart } from "./working-hours.rules.ts";
