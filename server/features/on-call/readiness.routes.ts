import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { ownPermissions } from "./my-shifts.permissions.ts";
import { readNamesOf } from "./my-shifts.queries.ts";
import { answerReadiness, findReadiness, readComingReadiness, type FoundReadiness } from "./readiness.commands.ts";
import { comingReadinessSchema, readinessQuery, readinessSchema, readinessWishSchema, type ReadinessView } from "./readiness.contract.ts";
import { isReady } from "./readiness.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";

const tag = "on call";
const url = "/api/v1/me/readiness";

/** Whether somebody is ready for a shift: a fact for their own calm and their team lead's planning; nothing waits for it. */
export function readinessRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url,
    summary: "What there is to see to before a shift of the caller",
    tag,
    access: ownPermissions.read,
    query: readinessQuery,
    answer: readinessSchema,
    async handle(tx, { caller, query }) {
      const found = await findReadiness(tx, caller, { scheduleId: query.schedule, from: query.from });
      return isRefusal(found) ? found : presentReadiness(found);
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url,
    summary: "Say what of it is done; it is kept with its time and blocks nothing",
    tag,
    access: ownPermissions.respond,
    body: readinessWishSchema,
    answer: readinessSchema,
    async handle(tx, { caller, body }) {
      const found = await answerReadiness(tx, caller, body, body.ticked);
      return isRefusal(found) ? found : presentReadiness(found);
    },
  });
  comingRoute(app, tools);
}

function comingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/readiness",
    summary: "The shifts of the next two weeks of those whom the caller leads, and whether each was found ready; managers see everybody's",
    tag,
    access: ownPermissions.read,
    answer: listOf(comingReadinessSchema),
    async handle(tx, { caller }) {
      const found = await readComingReadiness(tx, caller);
      const nameOf = await readNamesOf(tx, found.map(({ shift }) => shift.personId));
      const items = found.map(({ schedule, shift, row }) => ({
        scheduleId: schedule.id,
        scheduleName: scheduleName(schedule),
        personId: shift.personId,
        name: nameOf(shift.personId),
        from: toIso(shift.from),
        to: toIso(shift.to),
        readyAt: toIsoOrNull(row?.ready_at ?? null),
        answeredAt: toIsoOrNull(row?.answered_at ?? null),
      }));
      return { items, next: null };
    },
  });
}

function presentReadiness({ own: { schedule, shift }, checks, row }: FoundReadiness): ReadinessView {
  return {
    scheduleId: schedule.id,
    scheduleName: scheduleName(schedule),
    from: toIso(shift.from),
    to: toIso(shift.to),
    checks: checks.map((check) => ({ ...check, links: [...check.links] })),
    isReady: isReady(checks),
    answeredAt: toIsoOrNull(row?.answered_at ?? null),
    readyAt: toIsoOrNull(row?.ready_at ?? null),
  };
}
