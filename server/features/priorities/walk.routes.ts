import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { addGap, changeGap, noSuchWalk } from "./gap.commands.ts";
import { writeCsv, writeGapMarkdown } from "./gap-export.rules.ts";
import { readGaps } from "./gap.queries.ts";
import { prioritiesPermissions } from "./priorities.permissions.ts";
import { beginWalk, moveWalk } from "./walk.commands.ts";
import { gapExportSchema, gapFilterSchema, priorityWalkDetailSchema, priorityWalkSchema, walkBeginningSchema, walkMoveSchema, watchGapChangeSchema, watchGapSchema, watchGapWishSchema, type PriorityWalkDetail } from "./walk.contract.ts";
import { lineOf, presentGaps, presentWalk, presentWalks } from "./walk.presenter.ts";
import { readWalk, readWalks } from "./walk.queries.ts";

const tag = "priorities";
const params = z.object({ id: z.uuid() });
const reading = { tag, access: prioritiesPermissions.read } as const;
const writing = { tag, access: prioritiesPermissions.write } as const;

/** Walks through the priorities, one question at a time. */
export function walkRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...reading,
    method: "GET",
    url: "/api/v1/priority-walks",
    summary: "Walks through the priorities, those that go on first",
    answer: listOf(priorityWalkSchema),
    handle: async (tx) => ({ items: await presentWalks(tx, await readWalks(tx)), next: null }),
  });
  addRoute(app, tools, {
    ...reading,
    method: "GET",
    url: "/api/v1/priority-walks/:id",
    summary: "One walk with the question it stands at",
    params,
    answer: priorityWalkDetailSchema,
    handle: (tx, input) => viewWalk(tx, input.params.id),
  });
  movingRoutes(app, tools);
  gapRoutes(app, tools);
  backlogRoutes(app, tools);
}

function movingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...writing,
    method: "POST",
    url: "/api/v1/priority-walks",
    summary: "Begin a walk about the services of a team, or of all",
    body: walkBeginningSchema,
    answer: priorityWalkDetailSchema,
    status: 201,
    async handle(tx, { body, caller }) {
      const begun = await beginWalk(tx, caller, body.teamId);
      return isRefusal(begun) ? begun : viewWalk(tx, begun);
    },
  });
  addRoute(app, tools, {
    ...writing,
    method: "PUT",
    url: "/api/v1/priority-walks/:id/step",
    summary: "Go to another question, or behind the last, which ends the walk; refused where somebody moved it since `baseVersion`",
    params,
    body: walkMoveSchema,
    answer: priorityWalkDetailSchema,
    handle: async (tx, input) => (await moveWalk(tx, input.caller, input.params.id, input.body)) ?? viewWalk(tx, input.params.id),
  });
}

function gapRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...writing,
    method: "POST",
    url: "/api/v1/priority-walks/:id/gaps",
    summary: "Keep an answer to the question at which a walk stands",
    params,
    body: watchGapWishSchema,
    answer: priorityWalkDetailSchema,
    status: 201,
    handle: async (tx, input) => (await addGap(tx, input.caller, input.params.id, input.body)) ?? viewWalk(tx, input.params.id),
  });
  addRoute(app, tools, {
    ...writing,
    method: "PATCH",
    url: "/api/v1/watch-gaps/:id",
    summary: "Change a finding, settle it or take it up again; refused where it was changed since `baseVersion`",
    params,
    body: watchGapChangeSchema,
    answer: z.null(),
    status: 204,
    handle: (tx, input) => changeGap(tx, input.caller, input.params.id, input.body),
  });
}

function backlogRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...reading,
    method: "GET",
    url: "/api/v1/watch-gaps",
    summary: "What walks found: the backlog, in the order in which it was found",
    query: gapFilterSchema,
    answer: listOf(watchGapSchema),
    handle: async (tx, { query }) => ({ items: await presentGaps(tx, await readGaps(tx, { status: query.status, walkId: query.walkId ?? null })), next: null }),
  });
  addRoute(app, tools, {
    ...reading,
    method: "GET",
    url: "/api/v1/watch-gaps/export",
    summary: "What walks found, as CSV or Markdown, times in UTC",
    query: gapExportSchema,
    answer: z.string(),
    async handle(tx, { query, reply }) {
      const gaps = (await presentGaps(tx, await readGaps(tx, { status: query.status, walkId: query.walkId ?? null }))).map(lineOf);
      const isCsv = query.format === "csv";
      void reply.type(isCsv ? "text/csv; charset=utf-8" : "text/markdown; charset=utf-8").header("content-disposition", `attachment; filename="watch-gaps.${isCsv ? "csv" : "md"}"`);
      return isCsv ? writeCsv(gaps) : writeGapMarkdown(gaps);
    },
  });
}

async function viewWalk(tx: Tx, id: string): Promise<PriorityWalkDetail | Refusal> {
  const row = await readWalk(tx, id);
  return (row && (await presentWalk(tx, row))) ?? noSuchWalk;
}
