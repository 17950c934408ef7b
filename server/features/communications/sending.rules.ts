import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentState } from "../incidents/incident.state.rules.ts";
import { mayBeTold } from "../incidents/privacy.rules.ts";
import { whyNotRecord } from "../incidents/standing.rules.ts";
import { cadenceRules, nextUpdateAt } from "./cadence.rules.ts";
import type { Situation } from "./owed.rules.ts";

export { retryPause } from "../paging/pause.rules.ts";

/** The times that somebody gives with an update. */
export interface Timing {
  /** When the next one comes: left out, by the cadence; null, when something changes. */
  nextAt: Instant | null | undefined;
  /** When it was told, where that is not now. */
  at: Instant | undefined;
}

/** After the resolve an update is the last one. */
export function isClosing({ status }: Pick<IncidentState, "status">): boolean {
  return status === "resolved" || status === "closed";
}

/** Null where an update can be told to these audiences; else the reason why not. */
export function whyNotTell(state: IncidentState, audienceIds: readonly string[], { nextAt, at }: Timing, now: Instant): Refusal | null {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  if (audienceIds.some((id) => !mayBeTold(state, id))) return wrong("not-named", "audienceIds", "This incident is private, and not all of these are named. Name them among those who may know of it, or leave them out.");
  if (isClosing(state) && typeof nextAt === "number") return wrong("next-at", "nextAt", "The incident is over, so this update is the last one. Leave out when the next comes.");
  if (typeof nextAt === "number" && nextAt <= now) return wrong("next-at", "nextAt", "The next update would be due in the past. Name a time to come.");
  const lastAt = Math.max(0, ...audienceIds.map((id) => state.told[id]?.lastAt ?? 0));
  return at !== undefined && at < lastAt ? wrong("at", "at", "An update was sent after that time already. Leave the time out, or name a later one.") : null;
}

function wrong(what: string, path: string, message: string): Refusal {
  return refuse(`update.${what}.invalid`, message, { errors: [{ path, message }] });
}

/** When an audience is told to expect the next update. */
export function promisedAt(situation: Situation, audienceId: string, nextAt: Timing["nextAt"], now: Instant): Instant | null {
  if (isClosing(situation.state)) return null;
  return nextAt === undefined ? proposedAt(situation, audienceId, now) : nextAt;
}

/** When the process wants the next one if one is told now. */
export function proposedAt(situation: Situation, audienceId: string, now: Instant): Instant | null {
  const { state, process, zone } = situation;
  if (isClosing(state) || !situation.told(state, now).includes(audienceId)) return null;
  return nextUpdateAt(cadenceRules(process, state, audienceId), now, zone);
}
