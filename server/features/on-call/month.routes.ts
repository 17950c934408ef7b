import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import { readAbsences } from "./absence.queries.ts";
import { monthQuery, monthSchema } from "./month.contract.ts";
import { presentMonth } from "./month.presenter.ts";
import { readServiceExperts } from "./month.queries.ts";
import { daysOfMonth, monthAt } from "./month.rules.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { readOwnZone, readSchedules } from "./schedule.queries.ts";
import { peopleIn } from "./shift.presenter.ts";
import { whyTooMany } from "./span.rules.ts";

/** A month of the whole organization on one page. */
export function monthRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/on-call/month",
    summary: "A month day by day: who is on call in every role and schedule, and when each service's experts can be asked",
    tag: "on call",
    access: schedulePermissions.read,
    query: monthQuery,
    answer: monthSchema,
    async handle(tx, { query }) {
      const timezone = await readOwnZone(tx);
      const zone = zoneNamed(timezone);
      const month = query.month ?? monthAt(zone, tx.now);
      const days = daysOfMonth(month, zone) ?? [];
      const span = { from: days[0]?.from ?? tx.now, to: days.at(-1)?.to ?? tx.now };
      const schedules = await readSchedules(tx, null, span.from - 1, span.to);
      const refused = whyTooMany(schedules, span);
      if (refused) return refused;
      const [{ process }, services, absences] = [await readProcess(tx, "in force"), await readServiceExperts(tx), await readAbsences(tx, { personIds: null, ...span })];
      const people = await readPeople(tx, peopleIn(schedules));
      return presentMonth({ month, timezone, days, schedules, roles: process.roles, services, absences }, (id) => people.get(id)?.name ?? id);
    },
  });
}
