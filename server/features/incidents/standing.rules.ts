import { refuse, type Refusal } from "../../values/refusal.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";

/** Null where the incident is there and people may go on recording what belongs to it, also after it ended; else the reason why not. */
export function whyNotRecord(state: IncidentState): Refusal | null {
  if (state.status === "none") return refuse("incident.not-found", "There is no such incident.");
  if (state.status === "merged") return refuse("incident.merged", "This incident was merged into another. Go on there.", { into: state.mergedInto });
  if (state.status === "cancelled") return refuse("incident.cancelled", "This incident was cancelled. Re-open it to go on.");
  return null;
}

/** Whether the timeline has an entry of this number. */
export function hasEntry(state: IncidentState, entry: number): boolean {
  return Number.isInteger(entry) && entry >= 1 && entry <= state.entries;
}

export const noSuchEntry = refuse("incident.entry.not-found", "There is no such entry in this timeline.");

/** Null while people work on it; else the reason why this cannot be done any more. */
export function whyNotWork(state: IncidentState): Refusal | null {
  const refused = whyNotRecord(state);
  if (refused || isRunning(state)) return refused;
  return refuse(`incident.${state.status}`, `This incident is ${state.status}. Re-open it to go on.`);
}
