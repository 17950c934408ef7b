import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { FixedShift, Override, Shift } from "./schedule.rules.ts";

/** A change for a while that somebody asks for. */
export interface OverrideWish {
  kind: Override["kind"];
  /** Who comes, or of a removal who goes; null: everybody goes. */
  personId: string | null;
  /** Who goes for them; null of a replacement: whoever would be on call. */
  replacesId: string | null;
  /** Of a temporary schedule: who is on call in it, and nobody else. */
  shifts?: readonly FixedShift[];
  from: Instant;
  to: Instant;
  reason: string | null;
}

export type NameOf = (personId: string) => string;

const longestOverride = 400 * millisecondsOfDay;

/** The wish as an override of the schedule. */
export function overrideOf(id: string, { kind, personId, replacesId, shifts = [], from, to }: OverrideWish): Override {
  if (kind === "temporary") return { id, kind, person: null, shifts, from, to };
  if (kind === "remove") return { id, kind, person: personId, from, to };
  const person = personId ?? "";
  return kind === "add" ? { id, kind, person, from, to } : { id, kind, person, replaces: replacesId, from, to };
}

/** Null where the wish makes sense by itself; else the reason why not. */
export function whyNotWish({ personId, replacesId, shifts = [], from, to }: OverrideWish, now: Instant): Refusal | null {
  if (to <= from) return invalid("override.span.invalid", "to", "It must end after it begins.");
  if (to - from > longestOverride) return invalid("override.span.invalid", "to", "It may last 400 days at most. Change the schedule itself for longer.");
  if (to <= now) return refuse("override.past", "That time is over; what happened then stays as it was.");
  const outside = shifts.findIndex((shift) => shift.to <= shift.from || shift.from < from || shift.to > to);
  if (outside >= 0) return invalid("override.shift.invalid", `shifts[${outside}]`, "A shift must end after it begins and lie within the temporary schedule.");
  if (personId !== null && personId === replacesId) return invalid("override.person.invalid", "replacesId", "Nobody can stand in for themselves.");
  return null;
}

/** Null where everybody in the wish is known; who goes may also be somebody who is gone but still stands in the schedule. */
export function whyUnknown({ kind, personId, replacesId, shifts = [] }: OverrideWish, known: ReadonlySet<string>, before: readonly Shift[]): Refusal | null {
  const isKnown = (id: string | null, isGoing: boolean) => id === null || known.has(id) || (isGoing && isOnCall(before, id));
  const stranger = shifts.findIndex(({ person }) => !known.has(person));
  if (stranger >= 0) return unknown(`shifts[${stranger}].personId`, shifts[stranger]?.person ?? null);
  if (!isKnown(personId, kind === "remove")) return unknown("personId", personId);
  return isKnown(replacesId, true) ? null : unknown("replacesId", replacesId);
}

/** Null where the override would change who is on call, and leave nobody twice in one place; else the reason why not. */
export function whyNotChange(wish: OverrideWish, before: readonly Shift[], after: readonly Shift[], nameOf: NameOf): Refusal | null {
  const leaving = wish.kind === "remove" ? wish.personId : wish.replacesId;
  if (leaving !== null && !isOnCall(before, leaving)) return refuse("override.not-on-call", `${nameOf(leaving)} is not on call then.`);
  const isChange = !isSame(before, after) && !isTwice(wish, before);
  if (isChange) return null;
  if (wish.kind === "temporary") return refuse("override.unchanged", "Who is on call then would stay the same.");
  if (wish.personId === null) return refuse("override.not-on-call", "Nobody is on call then.");
  return refuse("override.already-on-call", `${nameOf(wish.personId)} is on call then already.`);
}

/** Where both are on call together, one in the place of the other would only be one person less. */
function isTwice({ kind, personId, replacesId }: OverrideWish, before: readonly Shift[]): boolean {
  return kind === "replace" && personId !== null && replacesId !== null && areTogether(before, personId, replacesId);
}

function invalid(code: string, path: string, reason: string): Refusal {
  return refuse(code, reason, { errors: [{ path, message: reason }] });
}

function unknown(path: string, id: string | null): Refusal {
  return invalid("override.person.invalid", path, `Nobody here has the id “${id ?? ""}”.`);
}

function isOnCall(shifts: readonly Shift[], personId: string): boolean {
  return shifts.some((shift) => shift.personId === personId);
}

function areTogether(shifts: readonly Shift[], one: string, other: string): boolean {
  const others = shifts.filter(({ personId }) => personId === other);
  return shifts.some((shift) => shift.personId === one && others.some((two) => two.from < shift.to && shift.from < two.to));
}

function isSame(before: readonly Shift[], after: readonly Shift[]): boolean {
  const written = (shifts: readonly Shift[]) => shifts.map(({ personId, from, to }) => `${from} ${to} ${personId}`).sort().join("\n");
  return written(before) === written(after);
}
