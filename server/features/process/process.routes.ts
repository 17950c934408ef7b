import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { processWordsSchema } from "./contract.ts";
import { processPermissions } from "./process.permissions.ts";
import { presentProcessWords } from "./process.presenter.ts";
import { readAudienceNames, readProcess } from "./process.queries.ts";

/** The process in force, in its own words. */
export function processRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/process",
    summary: "The words of the process in force",
    tag: "process",
    access: processPermissions.read,
    answer: processWordsSchema,
    handle: async (tx) => presentProcessWords(await readProcess(tx, "in force"), await readAudienceNames(tx)),
  });
}
