import type { Instant } from "../../values/instant.ts";
import { evolveIncident } from "../incidents/incident-evolution.rules.ts";
import { noIncident, phaseOf, type IncidentState } from "../incidents/incident.state.rules.ts";

type IncidentFact = Parameters<typeof evolveIncident>[1];

export interface DatedFact {
  fact: IncidentFact;
  at: Instant;
}

/** The incident as it stood from a moment on. */
export interface Moment {
  at: Instant;
  state: IncidentState;
}

/** Facts that change who is told, or how often. */
export const tellingFacts = [
  ...["incident declared", "incident acknowledged", "class set", "impact stated", "services set", "incident absorbed", "incident split"],
  ...["incident mitigated", "incident resolved", "incident reopened", "incident cancelled", "incident merged", "incident closed"],
] as const satisfies readonly IncidentFact["type"][];

/** How the incident stood from each of these facts on; where a time was set back, the order of recording stands. */
export function momentsOf(facts: readonly DatedFact[]): Moment[] {
  const moments: Moment[] = [];
  let state = noIncident;
  for (const { fact, at } of facts) {
    state = evolveIncident(state, fact, at);
    moments.push({ at, state });
  }
  return moments;
}

/** Since when something holds without a break; null where it does not hold now. */
export function heldSince(moments: readonly Moment[], holds: (moment: Moment) => boolean): Instant | null {
  let since: Instant | null = null;
  for (const moment of moments) since = holds(moment) ? (since ?? moment.at) : null;
  return since;
}

/** When class or phase changed last, the beginning included. */
export function lastChangeOf(moments: readonly Moment[]): Instant {
  let known = "";
  let changedAt = 0;
  for (const { at, state } of moments) {
    const words = [state.severity, state.priority, phaseOf(state)].join(" ");
    if (words !== known) [known, changedAt] = [words, at];
  }
  return changedAt;
}
