import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { coverageQuery, coverageSchema } from "./coverage.contract.ts";
import { presentCoverage } from "./coverage.presenter.ts";
import { readCoverageFacts } from "./coverage.queries.ts";
import { judgeCoverage } from "./coverage.rules.ts";
import { escalationPermissions } from "./escalation.permissions.ts";

/** Whether somebody will answer in the days to come. */
export function coverageRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/coverage",
    summary: "Where paging would break in the days to come, what puts it at risk, and what is hard on people",
    tag: "escalation",
    access: escalationPermissions.read,
    query: coverageQuery,
    answer: coverageSchema,
    async handle(tx, { query }) {
      const facts = await readCoverageFacts(tx, query.days);
      return presentCoverage(judgeCoverage(facts), facts);
    },
  });
}
