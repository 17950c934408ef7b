import type { FastifyInstance } from "fastify";
import { readCursor, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { findIncident, noSuchIncident } from "../incidents/index.ts";
import { communicationPermissions } from "./communications.permissions.ts";
import { incidentParams, owedSchema, type OwedView } from "./contract.ts";
import { presentOwed } from "./owed.presenter.ts";
import { readAllOwed, readOwed, type OwedInIncident } from "./owed.queries.ts";

const shared = { method: "GET", tag: "updates", access: communicationPermissions.read, query: listQuery, answer: listOf(owedSchema) } as const;

/** Who owes whom news, and when it is due. */
export function owedRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...shared,
    url: "/api/v1/owed",
    summary: "Updates owed in all incidents that go on or whose last update is still to come, soonest first",
    handle: async (tx, { query }) => pageOfOwed(await readAllOwed(tx), query),
  });
  addRoute(app, tools, {
    ...shared,
    url: "/api/v1/incidents/:ref/owed",
    summary: "Updates owed in an incident, to audiences and inside the chain, soonest first",
    params: incidentParams,
    handle: async (tx, { params, query }) => {
      const incidentId = await findIncident(tx, params.ref);
      return incidentId === null ? noSuchIncident : pageOfOwed(await readOwed(tx, incidentId), query);
    },
  });
}

/** What is owed is worked out anew each time, so that a place in the list is a number. */
function pageOfOwed(owed: readonly OwedInIncident[], { limit, cursor }: { limit: number; cursor?: string | undefined }): { items: OwedView[]; next: string | null } {
  const begin = Number(readCursor(cursor, 1)?.[0] ?? 0) || 0;
  const end = begin + limit;
  return { items: owed.slice(begin, end).map(presentOwed), next: end < owed.length ? writeCursor(String(end)) : null };
}
