import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { muster } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { followUpAdditionSchema, followUpChangeSchema, followUpFilter, followUpParams, followUpSchema, retrospectiveParams, type FollowUpView } from "./contract.ts";
import { addFollowUp, changeFollowUp } from "./follow-up.commands.ts";
import { presentFollowUp } from "./follow-up.presenter.ts";
import { listFollowUps } from "./follow-up.queries.ts";
import { noSuchFollowUp } from "./follow-up.rules.ts";
import { retrospectivePermissions } from "./retrospective.permissions.ts";
import { findRetrospective } from "./retrospective.queries.ts";
import { noSuchRetrospective } from "./retrospective.rules.ts";

/** What follows from retrospectives: added to one, changed, settled, and looked at again by its date. */
export function followUpRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/follow-ups",
    summary: "Follow-ups, by the date at which they are looked at again",
    tag: "follow-ups",
    access: retrospectivePermissions.read,
    query: listQuery.extend(followUpFilter.shape),
    answer: listOf(followUpSchema),
    async handle(tx, { query: { status, driverId = null, cursor, limit } }) {
      const found = await listFollowUps(tx, { status: status === "all" ? null : status, driverId, after: readTimePlace(cursor), limit });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.review_at), row.id));
      return { items: rows.map(presentFollowUp), next };
    },
  });
  changeRoutes(app, tools);
}

function changeRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/retrospectives/:id/follow-ups",
    summary: "Add a follow-up",
    tag: "follow-ups",
    access: retrospectivePermissions.write,
    params: retrospectiveParams,
    body: followUpAdditionSchema,
    answer: followUpSchema,
    async handle(tx, { params, body, caller }) {
      const retrospectiveId = await findRetrospective(tx, params.id);
      if (retrospectiveId === null) return noSuchRetrospective;
      const { text, driverId = null } = body;
      const id = await addFollowUp(tx, { retrospectiveId, actor: caller.actor ?? muster, text, driverId, dueAt: instantOf(body.dueAt) ?? null, reviewAt: instantOf(body.reviewAt) ?? null });
      return isRefusal(id) ? id : viewFollowUp(tx, id);
    },
  });
  addRoute(app, tools, {
    method: "PATCH",
    url: "/api/v1/follow-ups/:id",
    summary: "Change a follow-up, or say that it is done, dropped or open again; what is left out stays",
    tag: "follow-ups",
    access: retrospectivePermissions.write,
    params: followUpParams,
    body: followUpChangeSchema,
    answer: followUpSchema,
    async handle(tx, { params, body, caller }) {
      const { text, driverId, status } = body;
      const refused = await changeFollowUp(tx, { followUpId: params.id, actor: caller.actor ?? muster, text, driverId, status, dueAt: instantOf(body.dueAt), reviewAt: instantOf(body.reviewAt) ?? undefined });
      return refused ?? viewFollowUp(tx, params.id);
    },
  });
}

function instantOf(time: string | null | undefined): Instant | null | undefined {
  return typeof time === "string" ? Date.parse(time) : time;
}

async function viewFollowUp(tx: Tx, id: string): Promise<FollowUpView | Refusal> {
  const [row] = await listFollowUps(tx, { id });
  return row ? presentFollowUp(row) : noSuchFollowUp;
}
