import type { Alert, Folded } from "./fold.rules.ts";
import { serviceRuleOf, type ServiceOfIntake, type SourceRow } from "./configuration.queries.ts";
import { conditionValues, routeAlert, type AskCondition, type Route, type Routed } from "./route.rules.ts";
import { chooseService, type ServiceChoice, type ServiceRule } from "./signal.rules.ts";
import { onePerKey, type Step, type Told } from "./trail.intake.ts";

/** Where an alert goes, how urgently, and why. */
export interface Routing {
  service: ServiceChoice;
  routed: Routed;
  steps: readonly Step[];
}

/** What was found out about a new occurrence. */
export interface RoutedAlert {
  alertId: string;
  sourceId: string;
  routing: Routing;
}

/** Finds service and urgency of each new occurrence, and of what belongs to no group yet, and writes both into it. */
export function routeFolded(routeOf: (alert: Routable) => Routing, alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[]): RoutedAlert[] {
  return folded.flatMap(({ transition, fingerprint }) => {
    const alert = alerts.get(fingerprint);
    if (!alert || !isRoutedAt(transition, alert)) return [];
    const routing = routeOf(alert);
    alert.serviceId = routing.service.serviceId;
    alert.urgency = routing.routed.urgency;
    return [{ alertId: alert.id, sourceId: alert.sourceId, routing }];
  });
}

function isRoutedAt(transition: Folded["transition"], { groupId }: Alert): boolean {
  return transition === "opened" || (groupId === null && (transition === "reopened" || transition === "released"));
}

/** What is asked of an alert to find its way. */
export type Routable = Pick<Alert, "labels" | "severity" | "sourceId">;

/** What the way of an alert is found by. */
export interface Ways {
  sources: ReadonlyMap<string, SourceRow>;
  services: ReadonlyMap<string, ServiceOfIntake>;
  routes: readonly Route[];
  ask: AskCondition;
}

/** How many ways are remembered before they are found anew. */
const mostRemembered = 10_000;

/**
 * Finds the way of alerts. It depends on little of what an alert says: its source, its severity, and those of its labels that a route or the source asks about.
 * So a storm's alerts go a few ways, and each is worked out once; where a route may look at any label nothing is remembered.
 */
export function createRouting(ways: Ways, asked: ReadonlySet<string> | null): (alert: Routable) => Routing {
  const names = [...(asked ?? [])].sort();
  const known = new Map<string, Routing>();
  return (alert) => {
    if (asked === null) return findWay(ways, alert);
    const rule = ruleOf(ways, alert);
    const label = rule && "label" in rule ? alert.labels[rule.label] : null;
    const key = `${alert.sourceId} ${alert.severity} ${JSON.stringify(label)} ${names.map((name) => JSON.stringify(alert.labels[name])).join(" ")}`;
    const remembered = known.get(key);
    if (remembered) return remembered;
    const found = findWay(ways, alert);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}

function ruleOf({ sources }: Ways, { sourceId }: Routable): ServiceRule {
  const source = sources.get(sourceId);
  return source ? serviceRuleOf(source) : null;
}

function findWay(ways: Ways, alert: Routable): Routing {
  const { services, routes, ask } = ways;
  const service = chooseService(ruleOf(ways, alert), alert.labels, (id) => services.has(id));
  const found = service.serviceId === null ? null : services.get(service.serviceId);
  const values = conditionValues(alert, found ? { id: found.id, tier: found.tier ?? 0, team: found.team_id ?? "" } : null);
  const routed = routeAlert(routes, values, ask);
  return { service, routed, steps: stepsOf(routes, service, routed) };
}

const passed = (code: string, details: object): Step => ({ code, outcome: "passed", details });

function stepsOf(routes: Ways["routes"], service: ServiceChoice, routed: Routed): Step[] {
  const when = routed.route === null ? null : (routes[routed.route]?.when ?? null);
  return [
    passed(service.reason, { serviceId: service.serviceId, unknownName: service.unknownName }),
    ...routed.missing.map(({ route, name }) => passed("route.name-absent", { route: route + 1, name })),
    routed.route === null
      ? passed("route.none-matched", { urgency: routed.urgency })
      : passed("route.first-match", { route: routed.route + 1, when, urgency: routed.urgency, declare: routed.declare }),
    ...(routed.urgency === "none" ? [{ code: "urgency.none", outcome: "held", details: {} } as const] : []),
  ];
}

/** The decisions of the fold and of the routes, in the order in which they were taken. Repeats are counted on the alert, not told one by one. */
export function tellFolded(alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[], routed: readonly RoutedAlert[]): Told[] {
  const routes = new Map(routed.map((one) => [one.alertId, one]));
  const steps = onePerKey<string, readonly Step[]>();
  return folded.flatMap((one) => {
    const { fingerprint, code, transition } = one;
    const alert = alerts.get(fingerprint);
    if (!alert || transition === null || transition === "repeated") return [];
    const found = routes.get(alert.id);
    const fold = { alertId: alert.id, steps: steps(JSON.stringify([code, alert.occurrence, one.deliveryId !== null && alert.sourceId]), () => foldSteps(alert, one)) };
    return found ? [fold, { alertId: alert.id, steps: found.routing.steps }] : [fold];
  });
}

function foldSteps({ sourceId, occurrence }: Alert, { code, deliveryId }: Folded): Step[] {
  const received = deliveryId === null ? [] : [passed("received", { sourceId })];
  return [...received, { code, outcome: code === "fold.reopened-acknowledged" ? "held" : "passed", details: { occurrence } }];
}
