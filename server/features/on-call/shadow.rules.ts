import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import type { Span } from "./span.rules.ts";

/** Somebody who learns stands beside those on call. */
export interface ShadowWish extends Span {
  personId: string;
  /** Beside this person alone; null: beside whoever is on call. */
  besideId: string | null;
}

export interface Shadow extends ShadowWish {
  id: string;
  scheduleId: string;
}

const longest = 62 * millisecondsOfDay;

/** Null where the wish makes sense by itself; else the reason why not. */
export function whyNotShadow({ personId, besideId, from, to }: ShadowWish, now: Instant): Refusal | null {
  if (to <= from) return invalid("to", "It must end after it begins.");
  if (to <= now) return invalid("to", "That time is over.");
  if (to - from > longest) return invalid("to", "It may last 62 days at most.");
  return personId === besideId ? invalid("besideId", "Nobody learns beside themselves.") : null;
}

/** People stand beside a turn by their own wish; a manager, and whoever they stand beside, may arrange it too. */
export function whyNotArrange(caller: Caller, { personId, besideId }: Pick<ShadowWish, "personId" | "besideId">): Refusal | null {
  const isTheirs = caller.personId !== null && (caller.personId === personId || caller.personId === besideId);
  return isTheirs || hasRole(caller, "manager") ? null : refuse("not-allowed", "You may stand beside a turn yourself, or take somebody along on yours. A manager may arrange it for others.");
}

/** Who stands beside those on call at the instant; whoever is on call themselves is no shadow. */
export function shadowsAt(shadows: readonly Shadow[], onCall: readonly string[], at: Instant): Shadow[] {
  const standing = shadows.filter(({ from, to }) => from <= at && at < to);
  return standing.filter(({ personId, besideId }) => !onCall.includes(personId) && (besideId === null ? onCall.length > 0 : onCall.includes(besideId)));
}

function invalid(path: string, message: string): Refusal {
  return refuse("shadow.invalid", message, { errors: [{ path, message }] });
}
