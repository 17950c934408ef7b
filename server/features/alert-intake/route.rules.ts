import type { Urgency } from "../../values/subject.ts";
import type { Alert } from "./fold.rules.ts";

export interface Route {
  /** A condition over the alert; null matches everything. */
  when: string | null;
  urgency: Urgency;
  /** The class of the incident that is declared, as far as the route sets it; null where none is. */
  declare: { severity: string | null; priority: string | null } | null;
}

/** What a condition can ask about. */
export interface ConditionValues {
  labels: Readonly<Record<string, string>>;
  severity: string;
  source: string;
  service: { id: string; tier: number; team: string } | null;
}

export type ConditionAnswer = { holds: boolean } | { missing: string };
export type AskCondition = (condition: string, values: ConditionValues) => ConditionAnswer;

export interface Routed {
  /** Position of the route that matched, from 0; null where none did. */
  route: number | null;
  urgency: Urgency;
  declare: Route["declare"];
  /** Routes passed over because a name in them is absent from this alert. */
  missing: { route: number; name: string }[];
}

/** First match wins; where none matches the alert is of low urgency. What names an absent thing does not match. */
export function routeAlert(routes: readonly Route[], values: ConditionValues, ask: AskCondition): Routed {
  const missing: Routed["missing"] = [];
  for (const [index, route] of routes.entries()) {
    const answer = route.when === null ? { holds: true } : ask(route.when, values);
    if ("missing" in answer) missing.push({ route: index, name: answer.missing });
    else if (answer.holds) return { route: index, urgency: route.urgency, declare: route.declare, missing };
  }
  return { route: null, urgency: "low", declare: null, missing };
}

export function conditionValues(alert: Pick<Alert, "labels" | "severity" | "sourceId">, service: ConditionValues["service"]): ConditionValues {
  return { labels: alert.labels, severity: alert.severity, source: alert.sourceId, service };
}
