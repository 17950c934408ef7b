import { millisecondsOfDay, millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Shift } from "./schedule.rules.ts";

/** So long after its end a shift may still be handed over. */
const lateness = millisecondsOfDay;
/** So long a note is meant for whoever is on call next. */
const freshness = 14 * millisecondsOfDay;
/** Whoever begins sooner than this is mailed a note at once: a reminder would come too late. */
const soon = millisecondsOfHour;

/** The shift that somebody hands over: the one that runs, else the one that ended in the last day; null where there is neither. */
export function shiftToHandOver<Held extends Pick<Shift, "from" | "to">>(shifts: readonly Held[], now: Instant): Held | null {
  const begun = shifts.filter(({ from, to }) => from <= now && to > now - lateness);
  return begun.find(({ to }) => to > now) ?? begun.sort((a, b) => b.to - a.to)[0] ?? null;
}

export const noShiftToHandOver = refuse("hand-over.not-on-call", "You are not on call here, and were not in the last 24 hours, so there is no shift to hand over.");

/** Refused where somebody, perhaps the same person elsewhere, wrote since the caller looked. */
export function whyNotWrite(after: string | null | undefined, latest: { id: string; text: string } | null): Refusal | null {
  if (after === undefined || after === (latest?.id ?? null)) return null;
  return refuse("hand-over.changed", "You wrote another note for this shift meanwhile, perhaps in another window. Read it, then write yours again.", { latest: latest && { id: latest.id, text: latest.text } });
}

export interface DatedNote {
  personId: string;
  writtenAt: Instant;
}

/** The note that is meant for somebody's shift: the newest that somebody else wrote, before the shift ends and not long before it begins. */
export function noteFor<Note extends DatedNote>(shift: Pick<Shift, "personId" | "from" | "to">, notes: readonly Note[]): Note | null {
  const meant = notes.filter(({ personId, writtenAt }) => personId !== shift.personId && writtenAt < shift.to && writtenAt > shift.from - freshness);
  return meant.sort((a, b) => b.writtenAt - a.writtenAt)[0] ?? null;
}

/** Who of those that come next is mailed a note as it is written, since no reminder follows: it is their turn already, or very soon. */
export function toTellAtOnce(next: readonly Pick<Shift, "personId" | "from">[], now: Instant): string[] {
  return next.filter(({ from }) => from <= now + soon).map(({ personId }) => personId);
}
