import type { GapView, ShiftView } from "../../server/features/on-call/contract.ts";
import type { Span } from "../design/schedule-layout.ts";

export interface OnDuty {
  personId: string;
  name: string;
}

/** A stretch in which the same people are on call together. */
export interface Stretch extends Span {
  people: readonly OnDuty[];
}

type Shift = Pick<ShiftView, "personId" | "name" | "from" | "to">;

function isSame(one: readonly OnDuty[], other: readonly OnDuty[]): boolean {
  return one.length === other.length && one.every(({ personId }, index) => personId === other[index]?.personId);
}

/** Shifts, which may overlap, as stretches one after another. */
export function together(shifts: readonly Shift[]): Stretch[] {
  const held = shifts.map(({ personId, name, from, to }) => ({ personId, name, from: Date.parse(from), to: Date.parse(to) }));
  const edges = [...new Set(held.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  edges.slice(0, -1).forEach((from, index) => {
    const to = edges[index + 1] ?? from;
    const people = held.filter((shift) => shift.from <= from && shift.to >= to);
    const last = stretches.at(-1);
    if (last?.to === from && isSame(last.people, people)) last.to = to;
    else if (people.length > 0) stretches.push({ from, to, people });
  });
  return stretches;
}

/** `You`, `Ben Sato`, `You and Ben Sato`. */
export function namesOf(people: readonly OnDuty[], me: string | null): string {
  const names = people.map(({ personId, name }) => (personId === me ? "You" : name));
  const own = names.filter((name) => name === "You");
  return [...own, ...names.filter((name) => name !== "You")].join(" and ");
}

/** The gaps as spans of instants. */
export function spansOf(gaps: readonly Pick<GapView, "from" | "to">[]): Span[] {
  return gaps.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
}

/** What a change does in one stretch of time: who was to be on call, and who is instead. */
export interface Difference extends Span {
  before: readonly OnDuty[];
  after: readonly OnDuty[];
}

function peopleAt(stretches: readonly Stretch[], at: number): readonly OnDuty[] {
  return stretches.find(({ from, to }) => at >= from && at < to)?.people ?? [];
}

/** Where two plans of one span differ. */
export function differences(before: readonly Shift[], after: readonly Shift[]): Difference[] {
  const [one, other] = [together(before), together(after)];
  const edges = [...new Set([...one, ...other].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((from, index) => {
    const [was, is] = [peopleAt(one, from), peopleAt(other, from)];
    return isSame(was, is) ? [] : [{ from, to: edges[index + 1] ?? from, before: was, after: is }];
  });
}
