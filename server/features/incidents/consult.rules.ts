import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";

/** When an expert is to be asked, counted from the declaration, with what the process gives at this severity; null where nothing asks for it. */
export function consultationOf(process: WrittenProcess, state: IncidentState): { dueAt: Instant; severity: string; after: string } | null {
  const { severity, declaredAt, isDrill } = state;
  const after = severity === null ? undefined : process.consultExpertAfter?.[severity];
  if (!isRunning(state) || isDrill || severity === null || after === undefined) return null;
  return { dueAt: declaredAt + durationMilliseconds(after), severity, after };
}

/** Who of the experts is in by what the incident itself holds: with a role, or having acknowledged it. */
export function expertsIn(state: IncidentState, experts: readonly string[]): string[] {
  return experts.filter((personId) => state.acknowledged?.personId === personId || state.holders.some((holder) => holder.personId === personId && !holder.isProvisional));
}

/** Those of the targets of calls who were asked as experts. */
export const expertCall = "expert:";
