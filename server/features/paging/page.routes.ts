import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { pageAnswerSchema, pageFilterSchema, pageSchema } from "./contract.ts";
import { answerPage } from "./page.commands.ts";
import { pagePermissions, whyNotAnswer } from "./page.permissions.ts";
import { presentPage } from "./page.presenter.ts";
import { listPages, readAttempts, readListedPage, type ListedPageRow } from "./page.queries.ts";
import { storiesOf } from "./subject-story.connector.ts";

const pageParams = z.object({ id: z.uuid() });
const noSuchPage = refuse("page.not-found", "There is no such page.");

/** Pages with every attempt, and answers to them from inside. */
export function pageRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/pages",
    summary: "Pages with every attempt, newest first",
    tag: "pages",
    access: pagePermissions.read,
    query: listQuery.extend(pageFilterSchema.shape),
    answer: listOf(pageSchema),
    handle: async (tx, { query }) => {
      const { personId = null, subjectId = null, status = null, limit } = query;
      const rows = await listPages(tx, { personId, subjectId, status, before: readTimePlace(query.cursor), limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { items: await presentPages(tx, rows), next: last ? writeCursor(toIso(last.opened_at), last.id) : null };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/pages/:id",
    summary: "One page with every attempt",
    tag: "pages",
    access: pagePermissions.read,
    params: pageParams,
    answer: pageSchema,
    handle: async (tx, { params }) => (await readPageView(tx, params.id)) ?? noSuchPage,
  });
  answerRoute(app, tools);
}

function answerRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/pages/:id/answer",
    summary: "Answer a page: I have it, or I can't",
    tag: "pages",
    access: pagePermissions.answer,
    params: pageParams,
    body: pageAnswerSchema,
    answer: pageSchema,
    handle: async (tx, { params, body, caller }) => {
      const page = await readListedPage(tx, params.id);
      if (!page) return noSuchPage;
      const refused = whyNotAnswer(caller, page, body.answer);
      if (refused) return refused;
      const outcome = await answerPage(tx, { pageId: page.id, answer: body.answer, actor: caller.actor ?? muster, commandId: newId() });
      return isRefusal(outcome) ? outcome : ((await readPageView(tx, params.id)) ?? noSuchPage);
    },
  });
}

async function readPageView(tx: Tx, id: string) {
  const row = await readListedPage(tx, id);
  return row && (await presentPages(tx, [row]))[0];
}

async function presentPages(tx: Tx, rows: readonly ListedPageRow[]) {
  const attempts = await readAttempts(tx, rows.map((row) => row.id));
  const incidentIds = [...new Set(rows.flatMap((row) => (row.subject_kind === "incident" ? [row.subject_id] : [])))];
  const stories = incidentIds.length > 0 ? await storiesOf(tx)(tx, incidentIds) : new Map<string, never>();
  return rows.map((row) => presentPage(row, attempts, stories));
}
