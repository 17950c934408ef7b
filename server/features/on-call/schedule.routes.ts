import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { readCursor, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { isId } from "../../platform/schemas/forms.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import { onCallQuery, onCallSchema, personShiftSchema, scheduleParameters, scheduleSchema, scheduleShiftsSchema, spanQuery } from "./contract.ts";
import { monthRoutes } from "./month.routes.ts";
import { readShiftsOfMoment } from "./on-call.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { overrideRoutes } from "./override.routes.ts";
import { scheduleCalendarRoutes } from "./schedule-calendar.routes.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { presentOnCall, presentSchedule, presentShifts } from "./schedule.presenter.ts";
import { readSchedulePlaces, readSchedules, type SchedulePlace, type StoredSchedule } from "./schedule.queries.ts";
import { readShadows } from "./shadow.commands.ts";
import { peopleIn, presentPersonShift } from "./shift.presenter.ts";
import { shifts } from "./shift.rules.ts";
import { spanOf, whyTooMany, type Span } from "./span.rules.ts";

const tag = "on call";
const access = schedulePermissions.read;
const noSuchPerson = refuse("person.not-found", "There is no such person.");

/** Every address of this feature. */
export function onCallRoutes(app: FastifyInstance, tools: RouteTools): void {
  onCallRoute(app, tools);
  scheduleRoutes(app, tools);
  shiftRoutes(app, tools);
  overrideRoutes(app, tools);
  scheduleCalendarRoutes(app, tools);
  monthRoutes(app, tools);
}

function onCallRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/on-call",
    summary: "Who is on call now, or at another time, by schedule",
    tag,
    access,
    query: onCallQuery,
    answer: listOf(onCallSchema),
    async handle(tx, { query }) {
      const { ids, next } = await readPage(tx, query);
      const found = await readShiftsOfMoment(tx, ids, query.at ?? tx.now);
      const { process } = await readProcess(tx, "in force");
      const shadows = await readShadows(tx, ids, query.at ?? tx.now);
      const nameOf = await readNames(tx, found.map(({ schedule }) => schedule), shadows.map(({ personId }) => personId));
      return { items: found.map((one) => presentOnCall(one, { shadows, roles: process.roles }, nameOf)), next };
    },
  });
}

function scheduleRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules",
    summary: "Schedules with their layers and next hand-offs",
    tag,
    access,
    query: listQuery,
    answer: listOf(scheduleSchema),
    async handle(tx, { query }) {
      const { ids, next } = await readPage(tx, query);
      const schedules = await readSchedules(tx, ids, tx.now, tx.now);
      const nameOf = await readNames(tx, schedules);
      return { items: schedules.map((schedule) => presentSchedule(schedule, tx.now, nameOf)), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id",
    summary: "One schedule with its layers and next hand-offs",
    tag,
    access,
    params: scheduleParameters,
    answer: scheduleSchema,
    async handle(tx, { params }) {
      const [schedule] = await readSchedules(tx, [params.id], tx.now, tx.now);
      return schedule ? presentSchedule(schedule, tx.now, await readNames(tx, [schedule])) : noSuchSchedule;
    },
  });
}

function shiftRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/shifts",
    summary: "The calendar of a schedule: who is on call when, by which layers and overrides, and where nobody is",
    tag,
    access,
    params: scheduleParameters,
    query: spanQuery,
    answer: scheduleShiftsSchema,
    async handle(tx, { params, query }) {
      const span = spanOf(query, tx.now);
      if (isRefusal(span)) return span;
      const [schedule] = await readAround(tx, [params.id], span);
      if (!schedule) return noSuchSchedule;
      return whyTooMany([schedule], span) ?? presentShifts(schedule, span, await readNames(tx, [schedule]));
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/people/:id/shifts",
    summary: "When a person is on call, over all schedules, earliest first",
    tag,
    access,
    params: scheduleParameters,
    query: spanQuery,
    answer: listOf(personShiftSchema),
    async handle(tx, { params, query }) {
      const span = spanOf(query, tx.now);
      if (isRefusal(span)) return span;
      if (!(await readPeople(tx, [params.id])).has(params.id)) return noSuchPerson;
      const schedules = (await readAround(tx, null, span)).filter((schedule) => peopleIn([schedule]).includes(params.id));
      return whyTooMany(schedules, span) ?? { items: shiftsOfPerson(params.id, schedules, span, await readNames(tx, schedules)), next: null };
    },
  });
}

/** One moment wider than the span, since shifts say whether they began before it. */
async function readAround(tx: Tx, ids: readonly string[] | null, { from, to }: Span): Promise<StoredSchedule[]> {
  return readSchedules(tx, ids, from - 1, to);
}

function shiftsOfPerson(personId: string, schedules: readonly StoredSchedule[], { from, to }: Span, nameOf: NameOf) {
  const found = schedules.flatMap((schedule) =>
    shifts(schedule, from, to, zoneNamed(schedule.zone))
      .filter((shift) => shift.personId === personId)
      .map((shift) => ({ schedule, shift })),
  );
  return found.sort((a, b) => a.shift.from - b.shift.from).map(({ schedule, shift }) => presentPersonShift(shift, schedule, nameOf));
}

async function readNames(tx: Tx, schedules: readonly StoredSchedule[], others: readonly string[] = []): Promise<NameOf> {
  const people = await readPeople(tx, [...peopleIn(schedules), ...others]);
  return (id) => people.get(id)?.name ?? id;
}

async function readPage(tx: Tx, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ ids: string[]; next: string | null }> {
  const { rows, next } = pageOf(await readSchedulePlaces(tx, limit + 1, placeIn(cursor)), limit, ({ place, id }) => writeCursor(String(place), id));
  return { ids: rows.map(({ id }) => id), next };
}

function placeIn(cursor: string | undefined): SchedulePlace | null {
  const [place = "", id = ""] = readCursor(cursor, 2) ?? [];
  return /^\d{1,9}$/.test(place) && isId(id) ? { place: Number(place), id } : null;
}
