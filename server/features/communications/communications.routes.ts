import type { FastifyInstance } from "fastify";
import type { RouteTools } from "../../platform/http/route.ts";
import { audienceRoutes } from "./audience.routes.ts";
import { foresightRoutes } from "./foresight.routes.ts";
import { owedRoutes } from "./owed.routes.ts";
import { updateRoutes } from "./update.routes.ts";

/** Audiences, what is owed to them, and updates. */
export function communicationRoutes(app: FastifyInstance, tools: RouteTools): void {
  audienceRoutes(app, tools);
  owedRoutes(app, tools);
  foresightRoutes(app, tools);
  updateRoutes(app, tools);
}
