export { readScheduleOfRoles } from "./process.queries.ts";
