import type { FastifyInstance } from "fastify";
import { accessRoutes, identify } from "../features/access/index.ts";
import { alertRoutes, intakeRoutes, sourceRoutes } from "../features/alert-intake/index.ts";
import { directoryRoutes } from "../features/directory/index.ts";
import { escalationRoutes, phoneRoutes, policyRoutes } from "../features/escalation/index.ts";
import { onCallRoutes } from "../features/on-call/index.ts";
import { pageRoutes } from "../features/paging/index.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import type { RouteTools } from "../platform/http/route.ts";
import { streamRoutes } from "../platform/stream/stream.routes.ts";
import { configuration } from "./configuration.ts";
import { exampleRoutes } from "./example.routes.ts";
import { healthRoutes, type HealthSettings } from "./health.routes.ts";
import type { Node } from "./node.ts";

/** Every address of the product. */
export function addRoutes(app: FastifyInstance, node: Node, settings: HealthSettings): void {
  const tools: RouteTools = { database: node.database, identify };
  accessRoutes(app, tools, settings);
  configurationRoutes(app, tools, configuration);
  directoryRoutes(app, tools);
  onCallRoutes(app, tools);
  intakeRoutes(app, node.intake);
  alertRoutes(app, tools);
  sourceRoutes(app, tools, configuration, settings);
  pageRoutes(app, tools);
  escalationRoutes(app, tools);
  policyRoutes(app, tools);
  phoneRoutes(app, tools);
  streamRoutes(app, tools, node.feed);
  healthRoutes(app, tools, settings);
  exampleRoutes(app, tools);
  app.get("/api/openapi.json", { config: { access: "public" }, schema: { hide: true } }, () => app.swagger());
}
