import { refuse, type Refusal } from "../../values/refusal.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";

/** Null where the incident is there and people may go on recording what belongs to it, also after it ended; else the reason why not. */
export function whyNotRecord(state: IncidentState): Refusal | null {
  if (state.status === "none") return refuse("incident.not-found", "There is no such incident.");
  if (state.status === "merged") return refuse("incident.merged", "This incident was merged into another. Go on there.", { into: state.mergedInto });
  if (state.status === "cancelled") return refuse("incident.cancelled", "This incident was cancelled. Re-open it to go on.");
  return null;
}

/** Null while people work on it; else the reason why this cannot be done any more. */
export function whyNotWork(state: IncidentState): Refusal | null {
  const refused = whyNotRecord(state);
  if (refused || isRunning(state)) return refused;
  return refuse(`incident.${state.status}`, `This incident is ${state.status}. Re-open it to go on.`);
}
