import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { addAbsence, noSuchPerson, readClashes, removeAbsence } from "./absence.commands.ts";
import { absenceParameters, absenceSchema, absenceWishSchema, clashesQuery, clashSchema, type AbsenceView } from "./absence.contract.ts";
import { feedRoutes } from "./absence-feed.routes.ts";
import { absencePermissions, isTold } from "./absence.permissions.ts";
import { presentAbsence, presentClash } from "./absence.presenter.ts";
import { readAbsences } from "./absence.queries.ts";
import type { Absence, AbsenceWish } from "./absence.rules.ts";
import { scheduleParameters } from "./contract.ts";
import { readSchedules } from "./schedule.queries.ts";
import { spanOf } from "./span.rules.ts";
import type { SwapNames } from "./swap.presenter.ts";

const tag = "on call";
const farAhead = 400 * millisecondsOfDay;

/** When people are away, and where that clashes with their turns. */
export function absenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  listingRoutes(app, tools);
  feedRoutes(app, tools);
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/absences",
    summary: "Say when somebody is away: whole days or hours",
    tag,
    access: absencePermissions.write,
    params: scheduleParameters,
    body: absenceWishSchema,
    answer: absenceSchema,
    status: 201,
    async handle(tx, { caller, params, body }) {
      const made = await addAbsence(tx, caller, params.id, wishOf(body));
      if (isRefusal(made)) return made;
      const [view] = await presentAbsences(tx, caller, params.id, [made]);
      return view ?? noSuchPerson;
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/people/:id/absences/:absenceId",
    summary: "Take an absence back",
    tag,
    access: absencePermissions.write,
    params: absenceParameters,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => removeAbsence(tx, caller, params.id, params.absenceId),
  });
}

function listingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/people/:id/absences",
    summary: "When somebody is away, with the turns that it clashes with; why, for themselves and managers only",
    tag,
    access: absencePermissions.read,
    params: scheduleParameters,
    answer: listOf(absenceSchema),
    async handle(tx, { caller, params }) {
      if (!(await readPeople(tx, [params.id])).has(params.id)) return noSuchPerson;
      const found = await readAbsences(tx, { personIds: [params.id], from: tx.now, to: tx.now + farAhead });
      return { items: await presentAbsences(tx, caller, params.id, found), next: null };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/absences",
    summary: "Who is on call on a schedule while they are away",
    tag,
    access: absencePermissions.read,
    params: scheduleParameters,
    query: clashesQuery,
    answer: listOf(clashSchema),
    async handle(tx, { params, query }) {
      const span = spanOf(query, tx.now);
      if (isRefusal(span)) return span;
      const clashes = await readClashes(tx, await readAbsences(tx, { personIds: null, ...span }), [params.id]);
      const names = await readClashNames(tx, clashes.map(({ personId }) => personId), [params.id]);
      return { items: clashes.filter(({ from, to }) => from < span.to && to > span.from).map((clash) => presentClash(clash, names)), next: null };
    },
  });
}

function wishOf(body: z.output<typeof absenceWishSchema>): AbsenceWish {
  const reason = body.reason ?? null;
  return "firstDay" in body ? { firstDay: body.firstDay, lastDay: body.lastDay, reason } : { from: body.from, to: body.to, reason };
}

async function presentAbsences(tx: Tx, caller: Caller, personId: string, absences: readonly Absence[]): Promise<AbsenceView[]> {
  const timezone = (await readPeople(tx, [personId])).get(personId)?.timezone ?? "UTC";
  const clashes = await readClashes(tx, absences);
  const names = await readClashNames(tx, [personId], clashes.map(({ scheduleId }) => scheduleId));
  return absences.map((absence) => presentAbsence(absence, clashes, { names, timezone, isReasonTold: isTold(caller, personId) }));
}

async function readClashNames(tx: Tx, personIds: readonly string[], scheduleIds: readonly string[]): Promise<SwapNames> {
  const people = await readPeople(tx, personIds);
  const schedules = await readSchedules(tx, [...new Set(scheduleIds)], tx.now, tx.now);
  return { nameOf: (id) => people.get(id)?.name ?? id, schedules: new Map(schedules.map((schedule) => [schedule.id, schedule])) };
}
