/**
 * What a name in a condition stands for. A duration is given in milliseconds; `texts` and `anything` are looked into by a
 * member's name, and what such a member holds is text or anything.
 */
export type ConditionKind = "text" | "whole" | "number" | "truth" | "duration" | "texts" | "anything";

/** The names a condition may use; a group of names is written `service.tier`. */
export type ConditionNames = Readonly<Record<string, ConditionKind | Readonly<Record<string, ConditionKind>>>>;

/** What a route may ask of an alert; the last three only where the alert is the breach of an objective. */
export const routeNames = {
  labels: "texts",
  severity: "text",
  source: "text",
  service: { id: "text", tier: "whole", team: "text" },
  slo: "text",
  priority: "text",
  burn: "number",
} as const satisfies ConditionNames;

/** What a rule of the process may ask of an incident. */
export const incidentNames = {
  impact: "anything",
  slaAtRisk: "truth",
  slaBreached: "truth",
  budgetGoneWithin: "duration",
  teamsPaged: "whole",
  acknowledgedFor: "duration",
} as const satisfies ConditionNames;
