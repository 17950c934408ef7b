import type { WallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { instantOf, wallTimeAt } from "../../values/zone.ts";
import type { Zone } from "../../values/zone.ts";

/** An endless row of wall times, none before the one it follows: hand-offs, or the edges of hours. */
export interface Marks {
  wallTimeOf(index: number): WallTime;
  /** A mark near the wall time; `stretchAt` settles which one it is exactly. */
  indexNear(wall: WallTime): number;
}

/** The time from one mark to the next. */
export interface Stretch {
  index: number;
  from: Instant;
  to: Instant;
}

/**
 * The stretch that holds the instant; the instant of a mark belongs to the stretch it begins. Marks that a spring gap moves
 * onto one instant leave no stretch between them.
 */
export function stretchAt(marks: Marks, zone: Zone, at: Instant): Stretch {
  let index = marks.indexNear(wallTimeAt(zone, at));
  let to = instantOf(zone, marks.wallTimeOf(index + 1));
  while (to <= at) {
    index += 1;
    to = instantOf(zone, marks.wallTimeOf(index + 1));
  }
  let from = instantOf(zone, marks.wallTimeOf(index));
  while (from > at) {
    index -= 1;
    to = from;
    from = instantOf(zone, marks.wallTimeOf(index));
  }
  return { index, from, to };
}

/** How many of the rising numbers are not above the limit. */
export function countUpTo(rising: readonly number[], limit: number): number {
  let count = 0;
  for (const number of rising) {
    if (number > limit) break;
    count += 1;
  }
  return count;
}
