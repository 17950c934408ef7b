export type * from "./schedule.rules.ts";
export { readWhoIsOnCall, type OnCallOfSchedule } from "./on-call.queries.ts";
export { scheduleName } from "./schedule-wording.rules.ts";
export { onCallRoutes } from "./schedule.routes.ts";
export { storedSchedules } from "./schedules.section.ts";
export { gaps, layerShifts, overrideShifts, shifts, whoIsOnCall } from "./shift.rules.ts";
export { handoffs, turnAt, turnholders } from "./turn.rules.ts";
export { isWorkingTime, nextWorkingStart } from "./working-hours.rules.ts";
