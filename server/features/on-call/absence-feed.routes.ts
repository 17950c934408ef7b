import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { feedAnswerSchema, feedWishSchema, type FeedView } from "./absence.contract.ts";
import { whyNotFor } from "./absence.commands.ts";
import { absencePermissions } from "./absence.permissions.ts";
import { presentFeed } from "./absence.presenter.ts";
import { removeFeed, setFeed } from "./absence-feed.commands.ts";
import { readFeed } from "./absence-feed.queries.ts";
import { scheduleParameters } from "./contract.ts";

const url = "/api/v1/people/:id/absence-feed";
const common = { url, tag: "on call", access: absencePermissions.write, params: scheduleParameters } as const;

/** The calendar that tells when somebody is away: for themselves and for managers. */
export function feedRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...common,
    method: "GET",
    summary: "The calendar that tells when somebody is away, and whether it can be read",
    answer: feedAnswerSchema,
    handle: async (tx, { caller, params }) => (await whyNotFor(tx, caller, params.id)) ?? answerFeed(tx, params.id),
  });
  addRoute(app, tools, {
    ...common,
    method: "PUT",
    summary: "Read a person's absences from a calendar from now on, every hour",
    body: feedWishSchema,
    answer: feedAnswerSchema,
    holdsSecret: true,
    handle: async (tx, { caller, params, body }) => (await setFeed(tx, caller, params.id, body.url)) ?? answerFeed(tx, params.id),
  });
  addRoute(app, tools, {
    ...common,
    method: "DELETE",
    summary: "Forget a person's calendar, and what it said of the time to come",
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => removeFeed(tx, caller, params.id),
  });
}

async function answerFeed(tx: Tx, personId: string): Promise<{ feed: FeedView | null }> {
  const feed = await readFeed(tx, personId);
  return { feed: feed && presentFeed(feed) };
}
