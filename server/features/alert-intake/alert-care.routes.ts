import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { answerOfBulk, answerOne, noteAlert, ownAlert, snoozeAlert } from "./alert-care.commands.ts";
import { bulkOutcomeSchema, bulkWishSchema, noteWishSchema, ownerWishSchema, snoozeWishSchema, verdictWishSchema, type BulkOutcome } from "./alert-care.contract.ts";
import { noSuchAlert } from "./alert-care.rules.ts";
import { answerAlerts } from "./alert.commands.ts";
import { alertDetail } from "./alert-detail.queries.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { alertDetailSchema } from "./contract.ts";
import type { Alert } from "./fold.rules.ts";

const params = z.object({ id: z.uuid() });
const common = { tag: "alerts", access: alertPermissions.answer } as const;
const ofOne = { ...common, params, answer: alertDetailSchema } as const;

/** Looking after alerts: quiet for a time, notes, whose it is, what it turned out to be, and many at once. */
export function alertCareRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...ofOne,
    method: "POST",
    url: "/api/v1/alerts/:id/snooze",
    summary: "Page nobody for one alert until then; it is yours so long, and pages at the end if it still fires",
    body: snoozeWishSchema,
    handle: async (tx, { params: { id }, body, caller }) => {
      const outcome = await snoozeAlert(tx, id, body, caller.actor ?? muster);
      return isRefusal(outcome) ? outcome : ((await alertDetail(tx, id, caller)) ?? noSuchAlert);
    },
  });
  addRoute(app, tools, {
    ...ofOne,
    method: "POST",
    url: "/api/v1/alerts/:id/verdict",
    summary: "Say what an alert turned out to be",
    body: verdictWishSchema,
    handle: async (tx, { params: { id }, body: { verdict }, caller }) => {
      const outcome = await answerOne(tx, id, { action: "verdict", verdict }, caller.actor ?? muster);
      return isRefusal(outcome) ? outcome : ((await alertDetail(tx, id, caller)) ?? noSuchAlert);
    },
  });
  writingRoutes(app, tools);
  bulkRoute(app, tools);
}

function writingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...ofOne,
    method: "POST",
    url: "/api/v1/alerts/:id/note",
    summary: "Write down what you know about an alert",
    body: noteWishSchema,
    handle: async (tx, { params: { id }, body, caller }) => {
      const outcome = await noteAlert(tx, id, body.text, caller.actor ?? muster);
      return isRefusal(outcome) ? outcome : ((await alertDetail(tx, id, caller)) ?? noSuchAlert);
    },
  });
  addRoute(app, tools, {
    ...ofOne,
    method: "PUT",
    url: "/api/v1/alerts/:id/owner",
    summary: "Say whose an alert is; that alone does not acknowledge it",
    body: ownerWishSchema,
    handle: async (tx, { params: { id }, body, caller }) => {
      const outcome = await ownAlert(tx, id, body.personId, caller.actor ?? muster);
      return isRefusal(outcome) ? outcome : ((await alertDetail(tx, id, caller)) ?? noSuchAlert);
    },
  });
}

function bulkRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...common,
    method: "POST",
    url: "/api/v1/alerts/bulk",
    summary: "Acknowledge, end, snooze or judge many alerts in one go",
    body: bulkWishSchema,
    answer: bulkOutcomeSchema,
    async handle(tx, { body, caller }) {
      const answer = answerOfBulk(body, tx.now);
      if (isRefusal(answer)) return answer;
      return presentOutcomes(await answerAlerts(tx, [...new Set(body.ids)], answer, caller.actor ?? muster));
    },
  });
}

function presentOutcomes(outcomes: ReadonlyMap<string, Alert | Refusal>): BulkOutcome {
  const all = [...outcomes].map(([id, one]) => (isRefusal(one) ? { id, outcome: "refused" as const, code: one.code, reason: one.reason } : { id, outcome: "done" as const, code: null, reason: null }));
  const done = all.filter(({ outcome }) => outcome === "done").length;
  return { done, refused: all.length - done, outcomes: all };
}
