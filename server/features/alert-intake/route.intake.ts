import type { Instant } from "../../values/instant.ts";
import type { Decision } from "./decision.queries.ts";
import type { Alert, Folded } from "./fold.rules.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { serviceRuleOf } from "./configuration.queries.ts";
import { conditionValues, routeAlert, type Routed } from "./route.rules.ts";
import { chooseService, type ServiceChoice } from "./signal.rules.ts";

/** What was found out about a new occurrence. */
export interface RoutedAlert {
  alertId: string;
  sourceId: string;
  service: ServiceChoice;
  routed: Routed;
}

/** Finds service and urgency of each new occurrence, and of what belongs to no group yet, and writes both into it. */
export function routeFolded(configuration: IntakeConfiguration, alerts: Map<string, Alert>, folded: readonly Folded[]): RoutedAlert[] {
  return folded.flatMap(({ transition, fingerprint }) => {
    const alert = alerts.get(fingerprint);
    if (!alert || !isRoutedAt(transition, alert)) return [];
    const source = configuration.sources.get(alert.sourceId);
    const service = chooseService(source ? serviceRuleOf(source) : null, alert.labels, (id) => configuration.services.has(id));
    const found = service.serviceId === null ? null : configuration.services.get(service.serviceId);
    const values = conditionValues(alert, found ? { id: found.id, tier: found.tier ?? 0, team: found.team_id ?? "" } : null);
    const routed = routeAlert(configuration.routes, values, configuration.ask);
    alerts.set(alert.fingerprint, { ...alert, serviceId: service.serviceId, urgency: routed.urgency });
    return [{ alertId: alert.id, sourceId: alert.sourceId, service, routed }];
  });
}

function isRoutedAt(transition: Folded["transition"], { groupId }: Alert): boolean {
  return transition === "opened" || (groupId === null && (transition === "reopened" || transition === "released"));
}

/** The decisions of the intake itself, in the order in which they were taken. Repeats are counted on the alert, not told one by one. */
export function decisionsOfFold(
  now: Instant,
  configuration: IntakeConfiguration,
  alerts: ReadonlyMap<string, Alert>,
  folded: readonly Folded[],
  routed: readonly RoutedAlert[],
): Decision[] {
  const routes = new Map(routed.map((one) => [one.alertId, one]));
  return folded.flatMap(({ fingerprint, deliveryId, code, transition }) => {
    const alert = alerts.get(fingerprint);
    if (!alert || transition === null || transition === "repeated") return [];
    const about = { groupId: alert.groupId, alertId: alert.id, at: now };
    const isHeld = code === "fold.reopened-acknowledged";
    const fold: Decision = { ...about, code, outcome: isHeld ? "held" : "passed", details: { occurrence: alert.occurrence } };
    const found = routes.get(alert.id);
    const received: Decision[] = deliveryId === null ? [] : [{ ...about, code: "received", outcome: "passed", details: { sourceId: alert.sourceId, deliveryId } }];
    return [...received, fold, ...(found ? routeDecisions(about, configuration, found) : [])];
  });
}

type About = Pick<Decision, "groupId" | "alertId" | "at">;

function routeDecisions(about: About, configuration: IntakeConfiguration, { service, routed }: RoutedAlert): Decision[] {
  const passed = (code: string, details: object): Decision => ({ ...about, code, outcome: "passed", details });
  const when = routed.route === null ? null : (configuration.routes[routed.route]?.when ?? null);
  return [
    passed(service.reason, { serviceId: service.serviceId, unknownName: service.unknownName }),
    ...routed.missing.map(({ route, name }) => passed("route.name-absent", { route: route + 1, name })),
    routed.route === null
      ? passed("route.none-matched", { urgency: routed.urgency })
      : passed("route.first-match", { route: routed.route + 1, when, urgency: routed.urgency, declare: routed.declare }),
    ...(routed.urgency === "none" ? [{ ...about, code: "urgency.none", outcome: "held", details: {} } as const] : []),
  ];
}
