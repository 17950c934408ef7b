import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, pageOf } from "../../platform/schemas/list.ts";
import { isRefusal } from "../../values/refusal.ts";
import { mayReadNotices } from "./access.permissions.ts";
import { settleNotice } from "./notice.commands.ts";
import { notice, noticeParameters, noticeQuery } from "./notice.contract.ts";
import { presentNotice } from "./notice.presenter.ts";
import { readOpenNotices } from "./notice.queries.ts";

export function noticeRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/notices",
    summary: "What the administrators should know and nobody settled yet, newest first.",
    tag: "Notices",
    access: mayReadNotices,
    query: noticeQuery,
    answer: listOf(notice),
    async handle(tx, { query }) {
      const found = await readOpenNotices(tx, query.limit, query.cursor ?? null);
      const { rows, next } = pageOf(found, query.limit, (row) => row.id);
      return { items: rows.map(presentNotice), next };
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/notices/:id/settle",
    summary: "Settle a notice for all administrators.",
    tag: "Notices",
    access: mayReadNotices,
    params: noticeParameters,
    answer: notice,
    async handle(tx, { caller, params }) {
      const settled = await settleNotice(tx, caller, params.id);
      return isRefusal(settled) ? settled : presentNotice(settled);
    },
  });
}
