import { millisecondsOfHour } from "../../values/civil.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Instant } from "../../values/instant.ts";
import type { Because, Layer, Shift } from "../on-call/schedule.rules.ts";
import { turnAt } from "../on-call/turn.rules.ts";
import type { CoverageFacts, CoveredSchedule, Finding, Span } from "./coverage-facts.rules.ts";
import { dayText, longestDuty, type Calendar } from "./coverage-time.rules.ts";
import { fewOf } from "./coverage-words.rules.ts";

interface OwnShift extends Pick<Shift, "personId" | "from" | "to" | "because"> {
  schedule: CoveredSchedule;
}

/** Shifts of one person that meet or overlap. */
interface Duty extends Span {
  shifts: OwnShift[];
  /** Those of them that end last. */
  last: OwnShift;
}

/** Who gets too little rest between turns, and who has no break at all, over all schedules. */
export function findDuty(facts: CoverageFacts, calendar: Calendar): Finding[] {
  const all = facts.schedules.flatMap((schedule) => (calendar.get(schedule.id) ?? []).map(({ personId, from, to, because }): OwnShift => ({ personId, from, to, because, schedule })));
  return [...groupBy(all, ({ personId }) => personId)].flatMap(([personId, list]) => {
    const duties = dutiesOf(list.sort((a, b) => a.from - b.from || a.to - b.to));
    return [...shortRest(facts, personId, duties), ...noBreak(facts, personId, duties)];
  });
}

function dutiesOf(list: readonly OwnShift[]): Duty[] {
  const found: Duty[] = [];
  for (const shift of list) {
    const duty = found.at(-1);
    if (!duty || shift.from > duty.to) found.push({ from: shift.from, to: shift.to, shifts: [shift], last: shift });
    else {
      duty.shifts.push(shift);
      if (shift.to > duty.to) [duty.to, duty.last] = [shift.to, shift];
    }
  }
  return found;
}

function isLong({ from, to }: Span): boolean {
  return to - from > longestDuty;
}

interface ShortRest extends Span {
  before: OwnShift;
  after: OwnShift;
}

/** A duty that is too long anyway is told of once, not again for every turn in it. */
function shortRest(facts: CoverageFacts, personId: string, duties: readonly Duty[]): Finding[] {
  const isShort = (from: Instant, to: Instant) => to - from < facts.restHours * millisecondsOfHour && from >= facts.from && from < facts.to;
  const between = duties.flatMap((duty, place) => (isShort(duties[place - 1]?.to ?? -Infinity, duty.from) ? restBetween(duties[place - 1]?.last, duty.shifts[0]) : []));
  const inside = duties.filter((duty) => duty.shifts.length > 1 && !isLong(duty)).flatMap((duty) => handovers(duty.shifts).filter(({ from, to }) => isShort(from, to)));
  const found = [...between.filter(({ before, after }) => !isOneTurn(before, after)), ...inside].sort((a, b) => a.from - b.from);
  const [first] = found;
  if (!first) return [];
  const name = facts.people.get(personId) ?? personId;
  const pairs = [...new Set(found.map(({ before, after }) => wordPair(before, after)))];
  return [
    {
      id: `short-rest:${personId}`,
      kind: "short-rest",
      weight: "hard",
      title: `${name} has less than ${facts.restHours} h between two turns.`,
      text: `${fewOf(pairs)}.`,
      mend: { words: "Give one of the turns to somebody else", link: linkTo(first.after, first.to) },
      timezone: first.after.schedule.zone,
      pattern: null,
      people: [personId],
      policyIds: [],
      occurrences: found.map(({ from, to }) => ({ from, to, people: [personId] })),
    },
  ];
}

function restBetween(before: OwnShift | undefined, after: OwnShift | undefined): ShortRest[] {
  return before && after ? [{ from: before.to, to: after.from, before, after }] : [];
}

/** Where one shift of a duty ends and the next begins, with no other that bridges the two. */
function handovers(list: readonly OwnShift[]): ShortRest[] {
  let last = list[0];
  return list.slice(1).flatMap((shift) => {
    const before = last;
    if (!before || shift.to > before.to) last = shift;
    return before && shift.from >= before.to ? restBetween(before, shift) : [];
  });
}

function wordPair(before: OwnShift, after: OwnShift): string {
  return before.schedule.id === after.schedule.id ? `From one turn of ${before.schedule.name} to the next` : `From ${before.schedule.name} to ${after.schedule.name}`;
}

/** Both shifts are windows of one turn: who holds it rests between its hours, not between turns. */
function isOneTurn(before: OwnShift, after: OwnShift): boolean {
  if (before.schedule.id !== after.schedule.id) return false;
  const place = layerOf(before.because.at(-1));
  const layer = place === null || place !== layerOf(after.because[0]) ? undefined : before.schedule.layers[place];
  return layer !== undefined && turnOf(layer, before.to - 1, before.schedule) === turnOf(layer, after.from, after.schedule);
}

function layerOf(because: Because | undefined): number | null {
  return because && "layer" in because ? because.layer : null;
}

/** Each shift of a calendar is a turn of its own. */
function turnOf(layer: Layer, at: Instant, { clock }: CoveredSchedule): number {
  if (layer.fixed) return at;
  return layer.people.length < 2 ? 0 : turnAt(layer, at, clock).index;
}

function noBreak(facts: CoverageFacts, personId: string, duties: readonly Duty[]): Finding[] {
  const found = duties.filter((duty) => isLong(duty) && duty.from < facts.to && duty.to > facts.from);
  const [first] = found;
  if (!first) return [];
  const name = facts.people.get(personId) ?? personId;
  const held = new Set(found.flatMap((duty) => duty.shifts.map(({ schedule }) => schedule.id)));
  const schedules = facts.schedules.filter(({ id }) => held.has(id)).map((schedule) => schedule.name);
  return [
    {
      id: `no-break:${personId}`,
      kind: "no-break",
      weight: "hard",
      title: `${name} is on call for more than 14 days without a break.`,
      text: `For ${fewOf(schedules)}.`,
      mend: { words: "Plan a break", link: linkTo(first.last, Math.max(first.from, facts.from)) },
      timezone: first.last.schedule.zone,
      pattern: null,
      people: [personId],
      policyIds: [],
      occurrences: found.map(({ from, to }) => ({ from: Math.max(from, facts.from), to: Math.min(to, facts.to), people: [personId] })),
    },
  ];
}

function linkTo({ schedule }: OwnShift, at: Instant): string {
  return `/on-call?schedule=${schedule.id}&from=${dayText(at, schedule.clock)}`;
}
