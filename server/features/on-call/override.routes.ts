import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { scheduleParameters } from "./contract.ts";
import { makeOverride, planOverride, undoOverride, type OverrideOutcome } from "./override.commands.ts";
import { overrideOutcomeSchema, overrideParameters, overrideWishSchema, planQuery, undoQuery, type OverrideOutcomeView } from "./override.contract.ts";
import type { OverrideWish } from "./override-wish.rules.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { peopleIn, presentGap, presentOverride, presentShift } from "./shift.presenter.ts";
import { gaps } from "./shift.rules.ts";

const tag = "on call";
const access = schedulePermissions.override;

/** Overrides are made and undone here; `?plan=true` only says what would change. */
export function overrideRoutes(app: FastifyInstance, tools: RouteTools): void {
  void app.register(async (scope) => {
    // A plan makes nothing, so it is no 201, the one status this address has for a good answer.
    scope.addHook("onSend", async (request, reply) => {
      if (reply.statusCode === 201 && isPlan(request.query)) reply.status(200);
    });
    makingRoute(scope, tools);
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/schedules/:id/overrides/:overrideId",
    summary: "Undo an override, or a part of it; what was in force until now stays in the calendar",
    tag,
    access,
    params: overrideParameters,
    query: undoQuery,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params, query }) => undoOverride(tx, caller, params.id, params.overrideId, query),
  });
}

function makingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/schedules/:id/overrides",
    summary: "Change for a while who is on call; `?plan=true` only says what would change",
    tag,
    access,
    params: scheduleParameters,
    query: planQuery,
    body: overrideWishSchema,
    answer: overrideOutcomeSchema,
    status: 201,
    async handle(tx, { caller, params, query, body }) {
      const change = isPlan(query) ? planOverride : makeOverride;
      const outcome = await change(tx, caller, params.id, wishOf(body));
      return isRefusal(outcome) ? outcome : presentOutcome(tx, outcome, isPlan(query));
    },
  });
}

function isPlan(query: unknown): boolean {
  return (query as z.output<typeof planQuery>).plan === "true";
}

function wishOf(body: z.output<typeof overrideWishSchema>): OverrideWish {
  const { kind, from, to, reason = null } = body;
  if (kind === "temporary") {
    const shifts = body.shifts.map((shift) => ({ person: shift.personId, from: shift.from, to: shift.to }));
    return { kind, personId: null, replacesId: null, shifts, from, to, reason };
  }
  const { personId } = body;
  return { kind, personId, replacesId: body.kind === "replace" ? (body.replacesId ?? null) : null, from, to, reason };
}

async function presentOutcome(tx: Tx, { override, schedule, before, after }: OverrideOutcome, isPlanned: boolean): Promise<OverrideOutcomeView> {
  const people = await readPeople(tx, peopleIn([schedule]));
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  return {
    isPlan: isPlanned,
    override: presentOverride(override, nameOf),
    before: before.map((shift) => presentShift(shift, schedule, nameOf)),
    after: after.map((shift) => presentShift(shift, schedule, nameOf)),
    gaps: gaps(schedule, override.from, override.to, zoneNamed(schedule.zone)).map(presentGap),
  };
}
