import type { FastifyInstance } from "fastify";
import { accessRoutes, identify } from "../features/access/index.ts";
import { alertRoutes, intakeRoutes } from "../features/alert-intake/index.ts";
import { escalationRoutes, phoneRoutes } from "../features/escalation/index.ts";
import { pageRoutes } from "../features/paging/index.ts";
import type { RouteTools } from "../platform/http/route.ts";
import { streamRoutes } from "../platform/stream/stream.routes.ts";
import type { Node } from "./node.ts";

/** Every address of the product. */
export function addRoutes(app: FastifyInstance, node: Node, settings: { publicUrl: string }): void {
  const tools: RouteTools = { database: node.database, identify };
  accessRoutes(app, tools, settings);
  intakeRoutes(app, node.intake);
  alertRoutes(app, tools);
  pageRoutes(app, tools);
  escalationRoutes(app, tools);
  phoneRoutes(app, tools);
  streamRoutes(app, tools, node.feed);
}
