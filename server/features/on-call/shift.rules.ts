import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { planLayer } from "./layer.rules.ts";
import { momentAt, planSchedule } from "./moment.rules.ts";
import type { Moment, SchedulePlan } from "./moment.rules.ts";
import type { Because, Gap, OnCall, Override, Schedule, Shift } from "./schedule.rules.ts";

/** How far `whoIsOnCall` looks for the beginning and the end of a shift. */
export const farthestLook = 366 * millisecondsOfDay;

/** Everybody on call at the instant, each with the reason and the bounds of their shift; empty: nobody. */
export function whoIsOnCall(schedule: Schedule, at: Instant, zone: Zone): OnCall[] {
  const plan = planSchedule(schedule, zone);
  const moment = momentAt(plan, at);
  return moment.onCall.map(({ personId, because }) => ({
    personId,
    because,
    since: beginning(plan, moment, personId, at - farthestLook),
    until: end(plan, moment, personId, at + farthestLook),
  }));
}

/** The final schedule of a span: who is really on call, each shift without a break and cut to the span. */
export function shifts(schedule: Schedule, from: Instant, to: Instant, zone: Zone): Shift[] {
  return shiftsOf(planSchedule(schedule, zone), from, to);
}

/** What one layer says for a span, before priorities and overrides. */
export function layerShifts(schedule: Schedule, place: number, from: Instant, to: Instant, zone: Zone): Shift[] {
  const layer = schedule.layers[place];
  return layer ? shiftsOf({ layers: [planLayer(layer, place, zone)], overrides: [] }, from, to) : [];
}

/** The overrides that hold somewhere in a span, cut to it, earliest first. */
export function overrideShifts(schedule: Schedule, from: Instant, to: Instant): Override[] {
  return schedule.overrides
    .filter((override) => override.from < Math.min(to, override.to) && override.to > from)
    .map((override) => ({ ...override, from: Math.max(from, override.from), to: Math.min(to, override.to) }))
    .sort((a, b) => a.from - b.from);
}

/** Where in a span nobody is on call, each gap cut to the span. */
export function gaps(schedule: Schedule, from: Instant, to: Instant, zone: Zone): Gap[] {
  const found: Gap[] = [];
  eachMoment(planSchedule(schedule, zone), from, to, (moment, begins, ends) => {
    if (moment.onCall.length > 0) return;
    const last = found.at(-1);
    const gap = last?.to === begins ? last : { from: begins, to: ends, because: [] };
    gap.to = ends;
    if (moment.emptiedBy !== null && !gap.because.includes(moment.emptiedBy)) gap.because.push(moment.emptiedBy);
    if (gap !== last) found.push(gap);
  });
  return found;
}

function shiftsOf(plan: SchedulePlan, from: Instant, to: Instant): Shift[] {
  const found: Shift[] = [];
  let open: Shift[] = [];
  eachMoment(plan, from, to, (moment, begins, ends) => {
    open = moment.onCall.map(({ personId, because }) => {
      const shift = open.find((one) => one.personId === personId) ?? opened(found, personId, begins);
      shift.to = ends;
      if (!shift.because.some((reason) => isSame(reason, because))) shift.because.push(because);
      return shift;
    });
  });
  return markCuts(plan, found, from, to);
}

function opened(found: Shift[], personId: string, from: Instant): Shift {
  const shift: Shift = { personId, from, to: from, because: [], startsEarlier: false, endsLater: false };
  found.push(shift);
  return shift;
}

function markCuts(plan: SchedulePlan, found: Shift[], from: Instant, to: Instant): Shift[] {
  if (found.length === 0) return found;
  const before = momentAt(plan, from - 1);
  const after = momentAt(plan, to);
  for (const shift of found) {
    shift.startsEarlier = shift.from === from && isIn(before, shift.personId);
    shift.endsLater = shift.to === to && isIn(after, shift.personId);
  }
  return found;
}

type Visit = (moment: Moment, begins: Instant, ends: Instant) => void;

function eachMoment(plan: SchedulePlan, from: Instant, to: Instant, visit: Visit): void {
  for (let at = from; at < to; ) {
    const moment = momentAt(plan, at);
    const ends = Math.min(to, moment.to);
    visit(moment, at, ends);
    at = ends;
  }
}

function beginning(plan: SchedulePlan, moment: Moment, personId: string, earliest: Instant): Instant | null {
  let from = moment.from;
  while (from > earliest) {
    const before = momentAt(plan, from - 1);
    if (!isIn(before, personId)) return from;
    from = before.from;
  }
  return null;
}

function end(plan: SchedulePlan, moment: Moment, personId: string, latest: Instant): Instant | null {
  let to = moment.to;
  while (to < latest) {
    const after = momentAt(plan, to);
    if (!isIn(after, personId)) return to;
    to = after.to;
  }
  return null;
}

function isIn(moment: Moment, personId: string): boolean {
  return moment.onCall.some((one) => one.personId === personId);
}

function isSame(a: Because, b: Because): boolean {
  if ("layer" in a) return "layer" in b && a.layer === b.layer && a.name === b.name;
  return "override" in b && a.override === b.override;
}
