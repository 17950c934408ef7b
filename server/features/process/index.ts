export { readRoleNames, readScheduleOfRoles } from "./process.queries.ts";
export { storedProcess } from "./process.section.ts";
