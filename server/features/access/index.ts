export { accessRoutes } from "./access.routes.ts";
export { administrators, isFirstRunOpen, readStanding } from "./account.queries.ts";
export { recordAudit, recordAudits, type Change } from "./audit.commands.ts";
export { identify } from "./caller.commands.ts";
export { tellAdministrators, type AdministratorNotice } from "./notice.commands.ts";
export { readNotices, type NoticeRow } from "./notice.queries.ts";
export { type AccessSettings } from "./session.routes.ts";
export { ensureAdminToken } from "./token.commands.ts";
export { forgetOldSessions } from "./session.queries.ts";
