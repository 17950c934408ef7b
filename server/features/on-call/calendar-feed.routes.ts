import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { endFeed, makeFeed, readFeed } from "./calendar-feed.commands.ts";
import { calendarFeedParameters, calendarFeedSchema, calendarFeedWishSchema, newCalendarFeedSchema, type CalendarFeedView } from "./calendar-feed.contract.ts";
import { listFeeds, type CalendarFeedRow } from "./calendar-feed.queries.ts";
import { noPerson, ownPermissions } from "./my-shifts.permissions.ts";
import { scheduleName } from "./schedule-wording.rules.ts";

const tag = "on call";
const url = "/api/v1/me/calendar-feeds";
const access = ownPermissions.read;

/** Calendars to subscribe to, and the address that serves them without signing in. */
export function calendarFeedRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url,
    summary: "The calendars that the caller subscribed to somewhere",
    ...{ tag, access },
    answer: listOf(calendarFeedSchema),
    async handle(tx, { caller }) {
      if (caller.personId === null) return noPerson;
      return { items: (await listFeeds(tx, caller.personId)).map(presentFeed), next: null };
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url,
    summary: "Make an address that a calendar program can subscribe to, of one's own shifts or of a schedule; it is shown this once",
    ...{ tag, access },
    holdsSecret: true,
    body: calendarFeedWishSchema,
    answer: newCalendarFeedSchema,
    status: 201,
    async handle(tx, { caller, body }) {
      const made = await makeFeed(tx, caller, body.scheduleId);
      return isRefusal(made) ? made : { ...presentFeed(made.row), address: made.address };
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: `${url}/:id`,
    summary: "Take a calendar back: its address serves nothing any more",
    ...{ tag, access },
    params: calendarFeedParameters,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => endFeed(tx, caller, params.id),
  });
  servingRoute(app, tools);
}

/** Calendar programs cannot sign in: whoever knows the address reads it, until it is taken back. */
function servingRoute(app: FastifyInstance, tools: RouteTools): void {
  app.route({
    method: "GET",
    url: "/calendars/:file",
    config: { access: "page-link" },
    schema: { hide: true },
    async handler(request: FastifyRequest, reply: FastifyReply) {
      const { file } = request.params as { file: string };
      const token = /^([\w-]{43})\.ics$/.exec(file)?.[1];
      const text = token === undefined ? null : await tools.database.transaction((tx) => readFeed(tx, token));
      if (text === null) return reply.status(404).type("text/plain; charset=utf-8").send("There is no such calendar; perhaps it was taken back.\n");
      return reply.type("text/calendar; charset=utf-8").header("cache-control", "private, max-age=300").header("content-disposition", 'inline; filename="on-call.ics"').send(text);
    },
  });
}

function presentFeed({ id, schedule_id: scheduleId, schedule_name: name, made_at, read_at }: CalendarFeedRow): CalendarFeedView {
  return { id, scheduleId, scheduleName: scheduleId === null ? null : scheduleName({ id: scheduleId, name }), madeAt: toIso(made_at), readAt: toIsoOrNull(read_at) };
}
