import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { toIso } from "../../values/instant.ts";
import { readPeople } from "../directory/index.ts";
import { calendarFeedRoutes } from "./calendar-feed.routes.ts";
import { peopleOfNotes } from "./hand-over.presenter.ts";
import { readNotesSince } from "./hand-over.queries.ts";
import { noteFor } from "./hand-over.rules.ts";
import { handOverRoutes } from "./hand-over.routes.ts";
import { myShiftsQuery, myShiftsSchema, type MyShiftsView } from "./my-shifts.contract.ts";
import { noPerson, ownPermissions } from "./my-shifts.permissions.ts";
import { presentMyShift } from "./my-shifts.presenter.ts";
import { peopleAround, readNamesOf, readOwnShifts } from "./my-shifts.queries.ts";
import { readReadyTimes, readyKey } from "./readiness.queries.ts";
import { readinessRoutes } from "./readiness.routes.ts";
import { reminderRoutes } from "./reminder.routes.ts";

/** A person's own life on call: their shifts with all that stands around them, what they hand over, whether they are ready, reminders and calendars. */
export function myOnCallRoutes(app: FastifyInstance, tools: RouteTools): void {
  myShiftsRoute(app, tools);
  handOverRoutes(app, tools);
  readinessRoutes(app, tools);
  reminderRoutes(app, tools);
  calendarFeedRoutes(app, tools);
}

function myShiftsRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/me/shifts",
    summary: "The caller's own shifts over all schedules: what each pages for, who is before, beside and after, and what was left for it",
    tag: "on call",
    access: ownPermissions.read,
    query: myShiftsQuery,
    answer: myShiftsSchema,
    handle: (tx, { caller, query }) => (caller.personId === null ? Promise.resolve(noPerson) : viewMyShifts(tx, caller.personId, tx.now + query.days * millisecondsOfDay)),
  });
}

async function viewMyShifts(tx: Tx, personId: string, to: number): Promise<MyShiftsView> {
  const own = await readOwnShifts(tx, personId, { from: tx.now, to });
  const notes = await readNotesSince(tx, [...new Set(own.map(({ schedule }) => schedule.id))], tx.now - 60 * millisecondsOfDay);
  const ready = await readReadyTimes(tx, [personId], tx.now - 60 * millisecondsOfDay);
  const nameOf = await readNamesOf(tx, [...peopleAround(own), ...peopleOfNotes(notes)]);
  const met = new Set<string>();
  const items = own.map((one) => {
    const { schedule, shift } = one;
    const isFirst = !met.has(schedule.id);
    met.add(schedule.id);
    const ofSchedule = notes.filter(({ scheduleId }) => scheduleId === schedule.id);
    return presentMyShift(one, { note: isFirst ? noteFor(shift, ofSchedule) : null, readyAt: ready.get(readyKey(schedule.id, personId, shift.from)) ?? null }, nameOf);
  });
  const person = (await readPeople(tx, [personId])).get(personId);
  return { items, isOnCall: own.some(({ shift }) => shift.from <= tx.now), timezone: person?.timezone ?? "UTC", to: toIso(to), next: null };
}
