export { readProcess, readRoleNames, readScheduleOfRoles, type ProcessVersion } from "./process.queries.ts";
export { cellOf, commandRoleOf, coveringRole, isWorse, requiredRoles, type RetrospectiveRule, type WrittenProcess, type WrittenRole } from "./process.rules.ts";
export { processRoutes } from "./process.routes.ts";
export { storedProcess } from "./process.section.ts";
