import { millisecondsOfWeek } from "../../values/civil.ts";
import type { Gap } from "../on-call/schedule.rules.ts";
import { gaps } from "../on-call/shift.rules.ts";
import { listWords } from "../on-call/shift-words.rules.ts";
import type { CoverageFacts, CoveredPolicy, CoveredSchedule, Finding, Span, Weight } from "./coverage-facts.rules.ts";
import { dayText, scheduleOf, type Meaning, type PolicyMoment } from "./coverage-time.rules.ts";
import { hoursWords } from "./coverage-words.rules.ts";

/** A policy with whom each of its steps means over the span. */
export interface WatchedPolicy {
  policy: CoveredPolicy;
  moments: readonly PolicyMoment[];
  /** A service pages by it. */
  isUsed: boolean;
  /** The one person whom it ever means; null where there are more, or nobody. */
  onlyPersonId: string | null;
}

interface PagedSchedule {
  schedule: CoveredSchedule;
  /** The policies that page it, each with the places of the steps that do. */
  uses: readonly { watched: WatchedPolicy; places: readonly number[] }[];
}

/** Where schedules that policies page have nobody. Hours that a schedule leaves open by its layers are one finding, not one a night. */
export function findGaps(facts: CoverageFacts, watched: readonly WatchedPolicy[], meaning: Meaning): Finding[] {
  return pagedSchedules(facts, watched).flatMap((paged) => {
    const { schedule } = paged;
    if (meaning(`schedule/${schedule.id}`).every(({ people }) => people.length > 0)) return [];
    const found = gaps(schedule, facts.from, facts.to, schedule.clock);
    const isByHours = isOpenByHours(schedule);
    const byHours = found.filter((gap) => isByHours && isOfTheWeek(gap));
    const others = found.filter((gap) => !isByHours || !isOfTheWeek(gap));
    const isPaged = paged.uses.some(({ watched: { isUsed } }) => isUsed);
    return [...(others.length > 0 ? [gapFinding(facts, paged, others)] : []), ...(byHours.length > 0 && isPaged ? [hoursFinding(facts, paged, byHours)] : [])];
  });
}

function pagedSchedules(facts: CoverageFacts, watched: readonly WatchedPolicy[]): PagedSchedule[] {
  const uses = new Map<string, { watched: WatchedPolicy; places: number[] }[]>();
  for (const one of watched) {
    const places = new Map<string, number[]>();
    one.policy.steps.forEach((targets, place) => {
      for (const id of new Set(targets.map((target) => scheduleOf(facts, target)))) if (id !== null) places.set(id, [...(places.get(id) ?? []), place]);
    });
    for (const [id, own] of places) uses.set(id, [...(uses.get(id) ?? []), { watched: one, places: own }]);
  }
  return facts.schedules.flatMap((schedule) => {
    const own = uses.get(schedule.id);
    return own ? [{ schedule, uses: own }] : [];
  });
}

/** No layer claims the whole week: somebody meant the schedule to have hours. */
function isOpenByHours({ layers }: CoveredSchedule): boolean {
  return layers.length > 0 && layers.every(({ hours }) => hours !== undefined && hours.length > 0);
}

/** Nobody took anybody away, and the week comes round before it is over. */
function isOfTheWeek({ from, to, because }: Gap): boolean {
  return because.length === 0 && to - from < millisecondsOfWeek;
}

function gapFinding(facts: CoverageFacts, paged: PagedSchedule, found: readonly Gap[]): Finding {
  const { schedule } = paged;
  const isWhole = found[0]?.from === facts.from && found[0].to === facts.to;
  return {
    ...commonOf(paged, found),
    id: `gap:${schedule.id}`,
    weight: emptiesStep(paged, found),
    title: `Nobody is on call for ${schedule.name}.`,
    mend: { words: isWhole ? "Give the schedule people" : "Find somebody for this time", link: linkTo(paged, found) },
    text: whatHappens(facts, paged, found),
    pattern: null,
  };
}

function hoursFinding(facts: CoverageFacts, paged: PagedSchedule, found: readonly Gap[]): Finding {
  const { schedule } = paged;
  return {
    ...commonOf(paged, found),
    id: `gap-by-hours:${schedule.id}`,
    weight: isEmptyAnywhere(paged, found) ? "breaks" : "risks",
    title: `Outside its hours nobody is on call for ${schedule.name}, and services page it at any hour.`,
    text: whatHappens(facts, paged, found),
    mend: { words: "Add a layer for the other hours", link: linkTo(paged, found) },
    pattern: `outside ${hoursWords(schedule.layers.flatMap(({ hours }) => hours ?? []))}`,
  };
}

function commonOf({ schedule, uses }: PagedSchedule, found: readonly Gap[]) {
  return {
    kind: "gap" as const,
    timezone: schedule.zone,
    people: [],
    policyIds: uses.map(({ watched }) => watched.policy.id),
    occurrences: found.map(({ from, to }) => ({ from, to, people: [] })),
  };
}

function linkTo({ schedule }: PagedSchedule, [first]: readonly Gap[]): string {
  return `/on-call?schedule=${schedule.id}${first ? `&from=${dayText(first.from, schedule.clock)}` : ""}`;
}

/** Nobody else stands in the step: it is passed, and whoever was promised is not there. */
function emptiesStep({ uses }: PagedSchedule, found: readonly Gap[]): Weight {
  const isEmpty = uses.some(({ watched, places }) => within(watched.moments, found).some(({ steps }) => places.some((place) => steps[place]?.length === 0)));
  return isEmpty ? "breaks" : "risks";
}

function isEmptyAnywhere({ uses }: PagedSchedule, found: readonly Gap[]): boolean {
  return uses.some(({ watched }) => within(watched.moments, found).some(({ steps }) => steps.every((people) => people.length === 0)));
}

/** What comes of a page at the worst moment of the gap, by the first policy that goes through it. */
function whatHappens({ people }: CoverageFacts, { uses }: PagedSchedule, found: readonly Gap[]): string {
  const cases = uses.flatMap(({ watched, places }) => within(watched.moments, found).map(({ steps }) => ({ policy: watched.policy, steps, place: places[0] ?? 0 })));
  const worst = cases.find(({ steps }) => steps.every((step) => step.length === 0)) ?? cases[0];
  if (!worst) return "";
  const { policy, steps, place } = worst;
  const here = steps[place] ?? [];
  const nameOf = (id: string) => people.get(id) ?? id;
  if (here.length > 0) return `A page by ${policy.name} still turns to ${listWords(here.map(nameOf))} in the same step.`;
  const next = steps.slice(place + 1).find((step) => step.length > 0);
  if (next) return `A page by ${policy.name} goes on to ${listWords(next.map(nameOf))} at once.`;
  return steps.every((step) => step.length === 0)
    ? `A page by ${policy.name} reaches nobody but the administrators.`
    : `A page by ${policy.name} ends there: nobody stands in a later step.`;
}

/** Those of the moments that touch one of the spans; both are in their order. */
function within<T extends Span>(moments: readonly T[], spans: readonly Span[]): T[] {
  let place = 0;
  return moments.filter(({ from, to }) => {
    while ((spans[place]?.to ?? Infinity) <= from) place += 1;
    return (spans[place]?.from ?? Infinity) < to;
  });
}
