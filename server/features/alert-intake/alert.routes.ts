import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { answerOne } from "./alert-care.commands.ts";
import { noSuchAlert } from "./alert-care.rules.ts";
import { alertDetail } from "./alert-detail.queries.ts";
import { countAlerts, listAlerts } from "./alert-list.queries.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { presentAlert, presentCounts } from "./alert.presenter.ts";
import { alertCountsSchema, alertDetailSchema, alertFilterSchema, alertNarrowingSchema, alertSchema } from "./contract.ts";
import { readNames } from "./names.queries.ts";

const alertParams = z.object({ id: z.uuid() });

/** Alerts: the list, one of them with its trace, and answers by hand. */
export function alertRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/alerts",
    summary: "Alerts, newest first; where few fit there may be fewer than `limit`, and still more from `next` on",
    tag: "alerts",
    access: alertPermissions.read,
    query: listQuery.extend(alertFilterSchema.shape),
    answer: listOf(alertSchema),
    handle: async (tx, { query, caller }) => {
      const { status, serviceId = null, groupId = null, search = null, limit } = query;
      const isHeldBack = query.isHeldBack === undefined ? null : query.isHeldBack === "true";
      const ownerId = query.ownerId === "me" ? (caller.personId ?? "") : (query.ownerId ?? null);
      const { rows, next } = await listAlerts(tx, { status, serviceId, groupId, ownerId, search, isHeldBack, before: readTimePlace(query.cursor), limit });
      const names = await readNames(tx, caller);
      return { items: rows.map((row) => presentAlert(row, names)), next: next && writeCursor(next.at, next.id) };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/alerts/:id",
    summary: "One alert with every decision about it, its group, its raw payload",
    tag: "alerts",
    access: alertPermissions.read,
    params: alertParams,
    answer: alertDetailSchema,
    handle: async (tx, { params, caller }) => (await alertDetail(tx, params.id, caller)) ?? noSuchAlert,
  });
  countRoute(app, tools);
  answerRoutes(app, tools);
}

function countRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/alerts/counts",
    summary: "How many alerts are open, and how they stand",
    tag: "alerts",
    access: alertPermissions.read,
    query: alertNarrowingSchema,
    answer: alertCountsSchema,
    handle: async (tx, { query: { serviceId = null, search = null }, caller: { personId } }) => presentCounts(await countAlerts(tx, { serviceId, search, personId })),
  });
}

function answerRoutes(app: FastifyInstance, tools: RouteTools): void {
  for (const { verb, summary } of [
    { verb: "acknowledge" as const, summary: "Acknowledge one alert; with the last one of its group the group" },
    { verb: "resolve" as const, summary: "End one alert by hand" },
  ]) {
    addRoute(app, tools, {
      method: "POST",
      url: `/api/v1/alerts/:id/${verb}`,
      summary,
      tag: "alerts",
      access: alertPermissions.answer,
      params: alertParams,
      answer: alertDetailSchema,
      handle: async (tx, { params, caller }) => {
        const outcome = await answerOne(tx, params.id, { action: verb }, caller.actor ?? muster);
        if (isRefusal(outcome)) return outcome;
        return (await alertDetail(tx, params.id, caller)) ?? noSuchAlert;
      },
    });
  }
}
