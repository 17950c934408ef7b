import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { anonymous } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { findIncident, noSuchIncident } from "../incidents/index.ts";
import { beginByHand } from "./beginning.commands.ts";
import { incidentParams, retrospectiveDetailSchema, retrospectiveFilter, retrospectiveParams, retrospectiveSchema } from "./contract.ts";
import { followUpRoutes } from "./follow-up.routes.ts";
import { presentDocument } from "./markdown.presenter.ts";
import { writeMarkdown } from "./markdown.rules.ts";
import { retrospectivePermissions } from "./retrospective.permissions.ts";
import { findRetrospective, listRetrospectives } from "./retrospective.queries.ts";
import { noSuchRetrospective } from "./retrospective.rules.ts";
import { viewRetrospective, viewRetrospectives } from "./retrospective-view.queries.ts";
import { sectionRoutes } from "./section.routes.ts";
import { stageRoutes } from "./stage.routes.ts";

/** Retrospectives: the list, one of them, its sections, its way to those who learn from it, and what follows. */
export function retrospectiveRoutes(app: FastifyInstance, tools: RouteTools): void {
  readRoutes(app, tools);
  markdownRoute(app, tools);
  beginRoute(app, tools);
  sectionRoutes(app, tools);
  stageRoutes(app, tools);
  followUpRoutes(app, tools);
}

function readRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/retrospectives",
    summary: "Retrospectives, newest first",
    tag: "retrospectives",
    access: retrospectivePermissions.read,
    query: listQuery.extend(retrospectiveFilter.shape),
    answer: listOf(retrospectiveSchema),
    async handle(tx, { query: { status, cursor, limit }, caller }) {
      const found = await listRetrospectives(tx, { status: status === "all" ? null : status, before: readTimePlace(cursor), limit });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.begun_at), row.id));
      return { items: await viewRetrospectives(tx, caller, rows), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/retrospectives/:id",
    summary: "One retrospective whole: sections, key moments, follow-ups, who approves",
    tag: "retrospectives",
    access: retrospectivePermissions.read,
    params: retrospectiveParams,
    answer: retrospectiveDetailSchema,
    async handle(tx, { params, caller }) {
      const id = await findRetrospective(tx, params.id);
      return (id === null ? null : await viewRetrospective(tx, caller, id)) ?? noSuchRetrospective;
    },
  });
}

function markdownRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/retrospectives/:id/markdown",
    summary: "One retrospective as Markdown, times in UTC",
    tag: "retrospectives",
    access: retrospectivePermissions.read,
    params: retrospectiveParams,
    answer: z.string(),
    async handle(tx, { params, reply }) {
      const id = await findRetrospective(tx, params.id);
      // Whoever reads the file reads the same times: those of nobody's own clock.
      const view = id === null ? null : await viewRetrospective(tx, anonymous, id);
      if (!view) return noSuchRetrospective;
      void reply.type("text/markdown; charset=utf-8");
      return writeMarkdown(presentDocument(view));
    },
  });
}

function beginRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/incidents/:ref/retrospective",
    summary: "Begin the retrospective of an incident that is over",
    tag: "retrospectives",
    access: retrospectivePermissions.write,
    params: incidentParams,
    answer: retrospectiveDetailSchema,
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const id = await beginByHand(tx, incidentId, caller.actor ?? muster);
      return isRefusal(id) ? id : ((await viewRetrospective(tx, caller, id)) ?? noSuchRetrospective);
    },
  });
}
