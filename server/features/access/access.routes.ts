import type { FastifyInstance } from "fastify";
import type { RouteTools } from "../../platform/http/route.ts";
import { accountRoutes } from "./account.routes.ts";
import { auditRoutes } from "./audit.routes.ts";
import { firstRunRoutes } from "./first-run.routes.ts";
import { invitationRoutes } from "./invitation.routes.ts";
import { noticeRoutes } from "./notice.routes.ts";
import { sessionRoutes, type AccessSettings } from "./session.routes.ts";
import { tokenRoutes } from "./token.routes.ts";

/** Every address of this feature. */
export function accessRoutes(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  firstRunRoutes(app, tools, settings);
  sessionRoutes(app, tools, settings);
  tokenRoutes(app, tools);
  accountRoutes(app, tools);
  invitationRoutes(app, tools, settings);
  auditRoutes(app, tools);
  noticeRoutes(app, tools);
}
