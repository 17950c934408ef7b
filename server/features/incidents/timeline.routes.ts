import type { FastifyInstance } from "fastify";
import { readCursor, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { toIso } from "../../values/instant.ts";
import { refParams } from "./change.routes.ts";
import { noSuchIncident } from "./incident.commands.ts";
import type { IncidentFact } from "./incident.events.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { entrySchema, timelineFilterSchema } from "./timeline.contract.ts";
import { readTimeline } from "./timeline.queries.ts";
import { viewTimeline } from "./timeline-view.queries.ts";

type Type = IncidentFact["type"];

const byPeople: readonly Type[] = ["note posted", "decision recorded", "call recorded", "production changed", "evidence attached", "update sent", "task added", "ground added", "handover offered"];
const decisive: readonly Type[] = ["decision recorded", "class set", "incident declared", "incident mitigated", "incident resolved", "incident reopened", "incident cancelled", "incident merged", "incident closed"];

/** The timeline of an incident, line by line. */
export function timelineRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/timeline",
    summary: "Everything that happened, written by people and by Muster alike",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    query: listQuery.extend(timelineFilterSchema.shape),
    answer: listOf(entrySchema),
    handle: async (tx, { params, query, caller }) => {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || state === null) return noSuchIncident;
      const { show, order, limit } = query;
      const found = await readTimeline(tx, incidentId, {
        limit,
        after: readLinePlace(query.cursor),
        isNewestFirst: order === "newest",
        types: show === "people" ? byPeople : show === "decisions" ? decisive : null,
        entries: show === "key" ? state.pinned : null,
        // A cause is often a change shortly before.
        changes: { serviceIds: state.serviceIds, from: state.declaredAt - changesBefore, to: state.endedAt ?? tx.now },
      });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.at), row.key));
      return { items: await viewTimeline(tx, caller, state, rows), next };
    },
  });
}

const changesBefore = 2 * 3_600_000;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

function readLinePlace(cursor: string | undefined): { at: string; key: string } | null {
  const [at = "", key = ""] = readCursor(cursor, 2) ?? [];
  return time.test(at) && /^[epv][\w-]+$/.test(key) ? { at, key } : null;
}
