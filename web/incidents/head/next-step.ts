import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { isRunning } from "../room-words.ts";

/** The one action that is next for whoever may work on it. */
export type NextStep = "take" | "update" | "close" | "reopen" | null;

/** First somebody holds command for good; then people are told; after the end the last words are said and the room closed. */
export function nextStep(incident: Pick<IncidentView, "status" | "commander">, isClosingOwed: boolean): NextStep {
  if (isRunning(incident)) return incident.commander.isProvisional ? "take" : "update";
  if (incident.status === "resolved") return isClosingOwed ? "update" : "close";
  return incident.status === "cancelled" ? "reopen" : null;
}
