import { civilFromDays, dayOf, millisecondsOfDay, millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { wallTimeAt, type Zone } from "../../values/zone.ts";
import type { Shift } from "../on-call/schedule.rules.ts";
import { shifts } from "../on-call/shift.rules.ts";
import type { CoverageFacts, CoveredPolicy, Occurrence, Span } from "./coverage-facts.rules.ts";

/** Who is meant, from one change to the next. */
export interface Stretch extends Span {
  people: readonly string[];
}

/** Whom the steps of a policy mean, from one change to the next. */
export interface PolicyMoment extends Span {
  steps: readonly (readonly string[])[];
}

/** The time that one person's shifts cover, without a break in it. */
export type DutyShift = Pick<Shift, "personId" | "from" | "to">;

/** Longer than this without a break is hard; two weeks with an autumn night in them are an hour longer than others. */
export const longestDuty = 14 * millisecondsOfDay + millisecondsOfHour;

/** How far before and after the span shifts are looked at, so that a long duty is known for what it is. */
export const dutyMargin = longestDuty + millisecondsOfDay;

/** The shifts of each schedule by its id, over the span and the margins beside it. */
export type Calendar = ReadonlyMap<string, readonly Shift[]>;

export function calendarOf({ schedules, from, to }: Pick<CoverageFacts, "schedules" | "from" | "to">): Calendar {
  return new Map(schedules.map((schedule) => [schedule.id, shifts(schedule, from - dutyMargin, to + dutyMargin, schedule.clock)]));
}

/** Whom anything that can be paged means over the span, worked out once each. */
export type Meaning = (target: string) => readonly Stretch[];

/** Gives whom targets mean: schedules and roles by the calendar, teams and people always. */
export function meaningOf(facts: CoverageFacts, calendar: Calendar): Meaning {
  const known = new Map<string, readonly Stretch[]>();
  const teams = new Map(facts.teams.map((team) => [team.id, team]));
  const always = (people: readonly string[]): Stretch[] => [{ from: facts.from, to: facts.to, people }];
  const ofSchedule = (id: string | undefined) => {
    const own = calendar.get(id ?? "");
    return own ? stretchesOf(own.filter(({ from, to }) => from < facts.to && to > facts.from), facts) : always([]);
  };
  const workOut = (target: string): readonly Stretch[] => {
    const [kind, id = ""] = target.split("/");
    if (kind === "schedule") return ofSchedule(id);
    const scheduleId = scheduleOf(facts, target);
    if (kind === "role") return scheduleId === null ? always([]) : meaning(`schedule/${scheduleId}`);
    return always(kind === "team" ? (teams.get(id)?.members ?? []) : facts.people.has(id) ? [id] : []);
  };
  const meaning: Meaning = (target) => {
    const found = known.get(target) ?? workOut(target);
    known.set(target, found);
    return found;
  };
  return meaning;
}

/** The schedule that says whom a target means; null where none does. */
export function scheduleOf({ roles }: Pick<CoverageFacts, "roles">, target: string): string | null {
  const [kind, id = ""] = target.split("/");
  if (kind === "schedule") return id;
  return kind === "role" ? (roles.find((role) => role.id === id)?.scheduleId ?? null) : null;
}

/** Who is on call, from one change to the next; the shifts are in the order in which they begin. */
function stretchesOf(all: readonly DutyShift[], { from, to }: Span): Stretch[] {
  const cuts = cutsOf([{ from, to }, ...all]).filter((cut) => cut >= from && cut <= to);
  const found: Stretch[] = [];
  let open: DutyShift[] = [];
  let next = 0;
  for (const [place, begins] of cuts.slice(0, -1).entries()) {
    open = open.filter((shift) => shift.to > begins);
    for (let shift = all[next]; shift && shift.from <= begins; shift = all[next]) {
      open.push(shift);
      next += 1;
    }
    found.push({ from: begins, to: cuts[place + 1] ?? to, people: open.map(({ personId }) => personId) });
  }
  return found;
}

/** Whom each step of the policy means over the span. */
export function momentsOf({ steps }: CoveredPolicy, meaning: Meaning): PolicyMoment[] {
  const rows = steps.map((targets) => targets.map(meaning));
  const cuts = cutsOf(rows.flat(2));
  const places = new Map(rows.flat().map((stretches) => [stretches, 0]));
  const peopleAt = (stretches: readonly Stretch[], at: Instant): readonly string[] => {
    let place = places.get(stretches) ?? 0;
    while ((stretches[place]?.to ?? Infinity) <= at) place += 1;
    places.set(stretches, place);
    return stretches[place]?.people ?? [];
  };
  return cuts.slice(0, -1).map((from, place) => ({
    from,
    to: cuts[place + 1] ?? from,
    steps: rows.map((targets) => distinct(targets.flatMap((stretches) => peopleAt(stretches, from)))),
  }));
}

/** The same without what is not different from one to the next. */
export function merged(occurrences: readonly Occurrence[]): Occurrence[] {
  const found: Occurrence[] = [];
  for (const one of occurrences) {
    const last = found.at(-1);
    if (last?.to === one.from && isSame(last.people, one.people)) last.to = one.to;
    else found.push({ ...one });
  }
  return found;
}

/** The day on which the instant falls, as addresses say it: `2026-12-04`. */
export function dayText(at: Instant, zone: Zone): string {
  const { year, month, day } = civilFromDays(dayOf(wallTimeAt(zone, at)));
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Each once, in the order in which they come. */
export function distinct<T>(all: readonly T[]): T[] {
  return all.length < 2 ? [...all] : [...new Set(all)];
}

function cutsOf(spans: readonly Span[]): Instant[] {
  return distinct(spans.flatMap(({ from, to }) => [from, to])).sort((a, b) => a - b);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((person) => other.includes(person));
}
