import type { Instant } from "../../values/instant.ts";
import type { FixedShift } from "./schedule.rules.ts";

/** Shifts made ready to be asked many times: who holds from each `from` on until the next. */
export interface FixedPlan<Shift extends FixedShift> {
  stretches: readonly { from: Instant; held: readonly Shift[] }[];
}

/** Which shifts hold at an instant, and between which instants that surely stays so. */
export interface FixedMoment<Shift extends FixedShift> {
  held: readonly Shift[];
  from: Instant;
  to: Instant;
}

/** Cuts the time at every beginning and end once. */
export function planFixed<Shift extends FixedShift>(shifts: readonly Shift[]): FixedPlan<Shift> {
  const byStart = shifts.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const edges = [...new Set(byStart.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const stretches: { from: Instant; held: Shift[] }[] = [];
  let held: Shift[] = [];
  let next = 0;
  for (const edge of edges) {
    held = held.filter(({ to }) => to > edge);
    for (let shift = byStart[next]; shift && shift.from === edge; shift = byStart[next]) {
      held.push(shift);
      next += 1;
    }
    stretches.push({ from: edge, held: [...held] });
  }
  return { stretches };
}

/** Which shifts hold at the instant. */
export function fixedAt<Shift extends FixedShift>({ stretches }: FixedPlan<Shift>, at: Instant): FixedMoment<Shift> {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.from ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low - 1];
  return { held: stretch?.held ?? [], from: stretch?.from ?? -Infinity, to: stretches[low]?.from ?? Infinity };
}
