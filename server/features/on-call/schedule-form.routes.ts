import type { FastifyInstance } from "fastify";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { scheduleParameters } from "./contract.ts";
import { planQuery } from "./override.contract.ts";
import { changeSchedule, readForm, type ScheduleOutcome } from "./schedule-form.commands.ts";
import { clockQuery, clockSchema, scheduleChangeSchema, scheduleEffectSchema, scheduleFormSchema, type ScheduleEffectView, type ScheduleFormView } from "./schedule-form.contract.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { readOwnZone } from "./schedule.queries.ts";
import { presentGap } from "./shift.presenter.ts";
import { spanOf, transitionsAround } from "./span.rules.ts";

const tag = "on call";
const hour = 3_600_000;

/** Schedules are written here, with what a change would do before it is published. */
export function scheduleFormRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/form",
    summary: "A schedule in the form of the configuration document, to be changed",
    tag,
    access: schedulePermissions.manage,
    params: scheduleParameters,
    answer: scheduleFormSchema,
    async handle(tx, { params }) {
      return (await readForm(tx, configuration, params.id)) as ScheduleFormView | Refusal;
    },
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/schedules/:id",
    summary: "Make or change a schedule; `?plan=true` only says what that would do: gaps, who has more or less, what people arranged and would lose",
    tag,
    access: schedulePermissions.manage,
    params: scheduleParameters,
    query: planQuery,
    body: scheduleChangeSchema,
    answer: scheduleEffectSchema,
    async handle(tx, { params, query, body, caller }) {
      const isPlan = query.plan === "true";
      const outcome = await changeSchedule(tx, configuration, caller, { id: params.id, version: body.version, entry: body.entry, isPlan });
      return isRefusal(outcome) ? outcome : presentEffect(tx, outcome, isPlan);
    },
  });
  clockRoute(app, tools);
}

function clockRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/clock",
    summary: "How the clocks of a time zone change in a span, as schedules reckon with it; without a zone the organization's",
    tag,
    access: schedulePermissions.read,
    query: clockQuery,
    answer: clockSchema,
    async handle(tx, { query }) {
      const span = spanOf(query, tx.now);
      if (isRefusal(span)) return span;
      const timezone = query.timezone ?? (await readOwnZone(tx));
      return { timezone, transitions: transitionsAround(zoneNamed(timezone), span).map(({ at, offset }) => ({ at: toIso(at), offsetSeconds: offset })) };
    },
  });
}

async function presentEffect(tx: Tx, { version, changes, span, schedule, effect }: ScheduleOutcome, isPlan: boolean): Promise<ScheduleEffectView> {
  const ids = [...effect.people, ...effect.lost].map(({ personId }) => personId);
  const people = await readPeople(tx, [...new Set(ids)]);
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const hoursIn = (milliseconds: number) => Math.round((milliseconds / hour) * 10) / 10;
  return {
    isPlan,
    version,
    changes,
    from: toIso(span.from),
    to: toIso(span.to),
    timezone: schedule.zone,
    people: effect.people.map(({ personId, before, after, first }) => ({
      personId,
      name: nameOf(personId),
      hoursBefore: hoursIn(before),
      hoursAfter: hoursIn(after),
      firstFrom: toIso(first.from),
      firstTo: toIso(first.to),
    })),
    gaps: effect.gaps.map(presentGap),
    lost: effect.lost.map(({ override, personId, lost }) => ({
      overrideId: override.id,
      personId,
      name: nameOf(personId),
      from: toIso(override.from),
      to: toIso(override.to),
      hours: hoursIn(lost),
      reason: schedule.overrides.find(({ id }) => id === override.id)?.reason ?? null,
    })),
  };
}
