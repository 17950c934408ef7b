export { storedAudiences } from "./audiences.section.ts";
export { communicationRoutes } from "./communications.routes.ts";
export { noticeIncidents } from "./notice.reactions.ts";
export { incidentNoticeHandler, notifyHandler } from "./notice.work.ts";
export { readAllOwed, readOwed, type OwedInIncident } from "./owed.queries.ts";
export { readSituation, type KnownSituation } from "./situation.queries.ts";
export { sendUpdate, type UpdateWish } from "./update.commands.ts";
export { updateHandler } from "./update.work.ts";
