import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { toIso } from "../../values/instant.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { listChanges, type ChangeRow } from "./change.queries.ts";
import { changeSchema, type ChangeView } from "./contract.ts";

/** What was changed on purpose, such as a deployment. */
export function changeRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/changes",
    summary: "What was changed on purpose, such as a deployment, newest first",
    tag: "changes",
    access: alertPermissions.read,
    query: listQuery.extend({ serviceId: z.string().max(100).optional() }),
    answer: listOf(changeSchema),
    handle: async (tx, { query: { serviceId = null, cursor, limit } }) => {
      const rows = await listChanges(tx, { serviceId, before: readTimePlace(cursor), limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { items: rows.map(presentChange), next: last ? writeCursor(toIso(last.at), last.id) : null };
    },
  });
}

function presentChange(row: ChangeRow): ChangeView {
  const { id, source_id: sourceId, service_id: serviceId, service_name: serviceName, title, description, labels, links, at } = row;
  return { id, sourceId, serviceId, serviceName, title, description, labels: { ...labels }, links: [...links], at: toIso(at) };
}
