import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { toIsoOrNull } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { scheduleParameters } from "./contract.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { overridePriority, putCalendar, readCalendarAgain, removeCalendar } from "./schedule-calendar.commands.ts";
import { calendarParameters, calendarSchema, calendarWishSchema, type CalendarView } from "./schedule-calendar.contract.ts";
import { readCalendars, type CalendarRow } from "./schedule-calendar.queries.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { readSchedules } from "./schedule.queries.ts";

const tag = "on call";
const access = schedulePermissions.manage;

/** Calendars of other systems as layers of a schedule. */
export function scheduleCalendarRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/calendars",
    summary: "The calendars of other systems that a schedule reads, with the names in them that nobody here has",
    tag,
    access: schedulePermissions.read,
    params: scheduleParameters,
    answer: listOf(calendarSchema),
    async handle(tx, { params }) {
      if ((await readSchedules(tx, [params.id], tx.now, tx.now)).length === 0) return noSuchSchedule;
      return { items: (await readCalendars(tx, params.id)).map(presentCalendar), next: null };
    },
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/schedules/:id/calendars/:calendarId",
    summary: "Take in a calendar (iCalendar) as a layer of a schedule or as overrides, from an address or a file",
    tag,
    access,
    params: calendarParameters,
    body: calendarWishSchema,
    answer: calendarSchema,
    async handle(tx, { caller, params, body }) {
      const row = await putCalendar(tx, caller, params.id, params.calendarId, body);
      return isRefusal(row) ? row : presentCalendar(row);
    },
  });
  oneRoutes(app, tools);
}

function oneRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/schedules/:id/calendars/:calendarId/read",
    summary: "Read a calendar again now",
    tag,
    access,
    params: calendarParameters,
    answer: calendarSchema,
    async handle(tx, { params }) {
      const row = await readCalendarAgain(tx, params.id, params.calendarId);
      return isRefusal(row) ? row : presentCalendar(row);
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/schedules/:id/calendars/:calendarId",
    summary: "Forget a calendar of a schedule",
    tag,
    access,
    params: calendarParameters,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => removeCalendar(tx, caller, params.id, params.calendarId),
  });
}

function presentCalendar({ id, name, host, priority, shifts, covered_to, unknown, tried_at, read_at, problem }: CalendarRow): CalendarView {
  return {
    id,
    name: name ?? id,
    host,
    priority: priority === overridePriority ? 0 : priority,
    isOverride: priority === overridePriority,
    shifts,
    coveredTo: toIsoOrNull(covered_to),
    unknown,
    triedAt: toIsoOrNull(tried_at),
    readAt: toIsoOrNull(read_at),
    problem,
  };
}
