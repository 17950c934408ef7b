import type { Instant } from "../../values/instant.ts";
import type { Shift } from "./schedule.rules.ts";

export interface Neighbours {
  /** Whose shift ended last before this one begins. */
  before: Shift[];
  /** Whose shift begins first after this one ends. */
  after: Shift[];
  /** Who is on call at some time of it too. */
  beside: Shift[];
}

/** Who stands around somebody's shift, of all shifts of its schedule. */
export function neighboursOf(shift: Shift, all: readonly Shift[]): Neighbours {
  const others = all.filter(({ personId }) => personId !== shift.personId);
  const earlier = others.filter(({ to }) => to <= shift.from);
  const later = others.filter(({ from }) => from >= shift.to);
  const lastEnd = Math.max(...earlier.map(({ to }) => to));
  const firstStart = Math.min(...later.map(({ from }) => from));
  return {
    before: shift.startsEarlier ? [] : earlier.filter(({ to }) => to === lastEnd),
    after: shift.endsLater ? [] : later.filter(({ from }) => from === firstStart),
    beside: others.filter(({ from, to }) => from < shift.to && to > shift.from),
  };
}

/** The shift that runs, else the one that begins next; null where there is none. */
export function nearest<Held extends Pick<Shift, "from" | "to">>(shifts: readonly Held[], now: Instant): Held | null {
  return shifts.filter(({ to }) => to > now).sort((a, b) => a.from - b.from)[0] ?? null;
}
