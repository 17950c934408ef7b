import type { Zone } from "../../values/zone.ts";
import type { Gap, Override, Schedule, Shift } from "./schedule.rules.ts";
import { gaps, shifts } from "./shift.rules.ts";
import { joined, without, type Span } from "./span.rules.ts";

/** A schedule with the zone its clocks are in. */
export interface Placed {
  schedule: Schedule;
  zone: Zone;
}

/** How much somebody is on call in the span, before and after a change. */
export interface ChangedLoad {
  personId: string;
  before: number;
  after: number;
  /** When it first differs. */
  first: Span;
}

/** An override that somebody arranged and that would do less than it does. */
export interface LostOverride {
  override: Override;
  personId: string;
  lost: number;
}

/** What a change of a schedule does to a span that is to come. */
export interface ScheduleEffect {
  people: ChangedLoad[];
  /** Where nobody would be on call and now somebody is, or where the schedule is new. */
  gaps: Gap[];
  lost: LostOverride[];
}

/** What would be different in the span; of a new schedule there is nothing before. */
export function effectOf(before: Placed | null, after: Placed, { from, to }: Span): ScheduleEffect {
  const was = before ? shifts(before.schedule, from, to, before.zone) : [];
  const will = shifts(after.schedule, from, to, after.zone);
  return {
    people: changedLoads(was, will),
    gaps: gaps(after.schedule, from, to, after.zone).flatMap((gap) => (before ? newIn(gap, was) : [gap])),
    lost: before ? after.schedule.overrides.filter((override) => override.to > from && override.from < to).flatMap((override) => lossOf(override, was, will)) : [],
  };
}

function changedLoads(was: readonly Shift[], will: readonly Shift[]): ChangedLoad[] {
  const people = [...new Set([...was, ...will].map(({ personId }) => personId))];
  return people.flatMap((personId) => {
    const [own, next] = [was, will].map((all) => all.filter((shift) => shift.personId === personId)) as [Shift[], Shift[]];
    const first = firstDifference(own, next);
    return first ? [{ personId, before: lengthOf(own), after: lengthOf(next), first }] : [];
  });
}

function firstDifference(one: readonly Shift[], other: readonly Shift[]): Span | null {
  const differs: Span[] = [...without(one, joined(other)), ...without(other, joined(one))];
  return differs.sort((a, b) => a.from - b.from)[0] ?? null;
}

/** The parts of a gap in which somebody was on call. */
function newIn(gap: Gap, was: readonly Shift[]): Gap[] {
  return without([gap], without([gap], joined(was)));
}

function lossOf(override: Override, was: readonly Shift[], will: readonly Shift[]): LostOverride[] {
  const personId = override.person;
  if (override.kind === "remove" || personId === null) return [];
  const held = (all: readonly Shift[]) => lengthOf(all.filter((shift) => shift.personId === personId).flatMap((shift) => cut(shift, override)));
  const lost = held(was) - held(will);
  return lost > 0 ? [{ override, personId, lost }] : [];
}

function cut({ from, to }: Span, within: Span): Span[] {
  const span = { from: Math.max(from, within.from), to: Math.min(to, within.to) };
  return span.to > span.from ? [span] : [];
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
