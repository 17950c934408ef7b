import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { momentOf } from "./change.routes.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident } from "./incident.queries.ts";
import { linkReports, noSuchReport, settleReport, takeReport } from "./report.commands.ts";
import { reportFilterSchema, reportLinkSchema, reportReceiptSchema, reportSchema, reportSubmissionSchema } from "./report.contract.ts";
import { presentReport } from "./report.presenter.ts";
import { listReports, readReport } from "./report.queries.ts";

const tag = "reports";
const one = z.object({ id: z.uuid() });
/** From one address; a company behind one address has the form's own count besides. */
export const reportsPerMinute = 20;

/** Reports: taken from anybody, looked at and dealt with by those who are signed in. */
export function reportRoutes(app: FastifyInstance, tools: RouteTools): void {
  takingRoute(app, tools);
  listRoute(app, tools);
  dealingRoutes(app, tools);
}

function takingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/reports",
    summary: "Report a problem; needs no account",
    tag,
    access: "public",
    perMinute: reportsPerMinute,
    body: reportSubmissionSchema,
    answer: reportReceiptSchema,
    status: 201,
    async handle(tx, { body }) {
      const { what, serviceId = null, where = null, reporter = null } = body;
      const taken = await takeReport(tx, { cameBy: "api", what, where, serviceId, since: momentOf(body.since) ?? null, reporter, mailKey: null });
      return isRefusal(taken) ? taken : { ...taken, href: `/report/${taken.id}` };
    },
  });
}

function listRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/reports",
    summary: "Reports of people without an account, newest first",
    tag,
    access: incidentPermissions.read,
    query: listQuery.extend(reportFilterSchema.shape),
    answer: listOf(reportSchema),
    async handle(tx, { query: { state, incident, limit, cursor } }) {
      const incidentId = incident === undefined ? null : await findIncident(tx, incident);
      if (incident !== undefined && incidentId === null) return noSuchIncident;
      const found = await listReports(tx, { state, incidentId, before: readTimePlace(cursor), limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.received_at), row.id));
      return { items: rows.map(presentReport), next };
    },
  });
}

function dealingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/reports/:id/link",
    summary: "Give a report to the incident it speaks of",
    tag,
    access: incidentPermissions.work,
    params: one,
    body: reportLinkSchema,
    answer: reportSchema,
    async handle(tx, { params, body, caller }) {
      const incidentId = await findIncident(tx, body.incident);
      if (incidentId === null) return noSuchIncident;
      const outcome = await linkReports(tx, { incidentId, reportIds: [params.id], actor: caller.actor ?? muster });
      if (isRefusal(outcome)) return outcome;
      const row = await readReport(tx, params.id);
      return row ? presentReport(row) : noSuchReport;
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/reports/:id/settle",
    summary: "Nothing is left to do about a report",
    tag,
    access: incidentPermissions.work,
    params: one,
    answer: reportSchema,
    async handle(tx, { params, caller }) {
      const refused = await settleReport(tx, params.id, caller.actor ?? muster);
      if (refused) return refused;
      const row = await readReport(tx, params.id);
      return row ? presentReport(row) : noSuchReport;
    },
  });
}
