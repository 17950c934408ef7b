import type { FastifyInstance } from "fastify";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { communicationPermissions } from "./communications.permissions.ts";
import { audienceSchema } from "./contract.ts";
import { readAudiences, readOrganization } from "./organization.queries.ts";
import { presentAudience } from "./update.presenter.ts";

/** The audiences there are. */
export function audienceRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/audiences",
    summary: "Audiences, in the order of the configuration",
    tag: "updates",
    access: communicationPermissions.read,
    query: listQuery,
    answer: listOf(audienceSchema),
    handle: async (tx, { query, caller }) => {
      const organization = await readOrganization(tx);
      const { rows, next } = pageOf(await readAudiences(tx, query.limit + 1, query.cursor ?? null), query.limit, ({ id }) => id);
      return { items: rows.map((audience) => presentAudience(audience, organization, caller)), next };
    },
  });
}
