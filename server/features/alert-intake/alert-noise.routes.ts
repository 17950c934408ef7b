import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse } from "../../values/refusal.ts";
import { noiseSchema, reviewWishSchema, type NoiseView } from "./alert-noise.contract.ts";
import { readNoise, readReviews, type ReviewRow } from "./alert-noise.queries.ts";
import { sumNoise } from "./alert-noise.rules.ts";
import { finishRuleReview, planRuleReview } from "./alert-review.work.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { readNames } from "./names.queries.ts";

const mostRules = 500;
const usualDays = 30;

/** What earns its pages: by source and rule, with the dates at which a team looks again. */
export function alertNoiseRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/alerts/noise",
    summary: "How often each rule spoke and paged, and what it turned out to be",
    tag: "alerts",
    access: alertPermissions.read,
    query: z.object({ days: z.coerce.number().int().min(1).max(366).default(usualDays) }),
    answer: noiseSchema,
    handle: (tx, { query, caller }) => readNoiseView(tx, query.days, caller),
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/alerts/noise/review",
    summary: "Say when a rule is looked at again, or that it was",
    tag: "alerts",
    access: alertPermissions.answer,
    body: reviewWishSchema,
    answer: noiseSchema,
    async handle(tx, { body: { sourceId, rule, reviewAt }, caller }) {
      const at = reviewAt === undefined ? null : Date.parse(reviewAt);
      if (at !== null && at <= tx.now) return refuse("alert.review.invalid", "That is in the past.", { errors: [{ path: "reviewAt", message: "That is in the past." }] });
      await (at === null ? finishRuleReview(tx, { sourceId, rule }, caller.personId) : planRuleReview(tx, { sourceId, rule }, at));
      return readNoiseView(tx, usualDays, caller);
    },
  });
}

async function readNoiseView(tx: Tx, days: number, caller: Caller): Promise<NoiseView> {
  const names = await readNames(tx, caller);
  const rows = await readReviews(tx);
  const reviews = new Map(rows.map((row) => [JSON.stringify([row.source_id, row.rule]), row]));
  const isOverdue = ({ review_at: at }: ReviewRow) => at !== null && at <= tx.now;
  const present = (row: ReviewRow): NonNullable<NoiseView["items"][number]["review"]> => ({
    reviewAt: toIsoOrNull(row.review_at),
    isOverdue: isOverdue(row),
    reviewedAt: toIsoOrNull(row.reviewed_at),
    reviewedBy: row.reviewed_by === null ? null : { id: row.reviewed_by, name: row.reviewer_name ?? row.reviewed_by },
  });
  const items = sumNoise(await readNoise(tx, days)).slice(0, mostRules).map((sum) => {
    const review = reviews.get(JSON.stringify([sum.sourceId, sum.rule]));
    return { ...sum, sourceName: names.source(sum.sourceId), review: review ? present(review) : null };
  });
  const overdue = rows.filter(isOverdue).map((row) => ({ sourceId: row.source_id, sourceName: names.source(row.source_id), rule: row.rule, reviewAt: toIso(row.review_at ?? 0) }));
  return { days, items, overdue };
}
