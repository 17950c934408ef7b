import type { evolveIncident } from "../incidents/incident-evolution.rules.ts";

/** What counts as a word of whoever works on an incident: inside the chain any of it is news (000, "Timing"). */
export const wordFacts: ReadonlySet<Parameters<typeof evolveIncident>[1]["type"]> = new Set(["note posted", "decision recorded", "call recorded", "production changed", "evidence attached", "task added", "ground added", "update sent"]);
