import type { FastifyInstance } from "fastify";
import { createAsk } from "../../platform/conditions/asking.ts";
import { compileCondition, isConditionFault } from "../../platform/conditions/conditions.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { routeNames } from "../../values/condition-names.ts";
import { toIso } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { alertOf, type AlertRow } from "./alert.queries.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import type { Alert } from "./fold.rules.ts";
import { routeTrialOutcomeSchema, routeTrialSchema, type RouteTrial, type RouteTrialOutcome, type TrialReach } from "./route-trial.contract.ts";
import { conditionValues, routeAlert, type Route, type Routed } from "./route.rules.ts";

const mostShown = 50;

/** A test bench: what other routes would have made of the alerts that came lately. Nothing is changed. */
export function routeTrialRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/routes/try",
    summary: "Try routes on the alerts that came lately; nothing is changed",
    tag: "alerts",
    access: alertPermissions.read,
    body: routeTrialSchema,
    answer: routeTrialOutcomeSchema,
    async handle(tx, { body }) {
      const refused = whyNotTry(body.routes);
      if (refused) return refused;
      const routes = body.routes.map(({ when, then }): Route => ({ when: when ?? null, urgency: then.urgency, declare: then.declare ? { severity: then.declare.severity ?? null, priority: then.declare.priority ?? null } : null }));
      return tryRoutes(tx, routes, body);
    },
  });
}

function whyNotTry(routes: RouteTrial["routes"]): Refusal | null {
  const errors = routes.flatMap(({ when }, place) => {
    const compiled = when === undefined ? null : compileCondition(when, routeNames);
    return compiled !== null && isConditionFault(compiled) ? [{ path: `routes.${place}.when`, message: `${compiled.message} ${compiled.mend}`, column: compiled.column }] : [];
  });
  const [first] = errors;
  return first ? refuse("route.invalid", first.message, { errors }) : null;
}

interface Tried {
  alert: Alert;
  serviceName: string | null;
  routed: Routed;
  now: Routed;
}

async function tryRoutes(tx: Tx, routes: readonly Route[], among: TrialReach): Promise<RouteTrialOutcome> {
  const { services, routes: current, ask: askCurrent } = await readIntakeConfiguration(tx);
  const ask = createAsk(routeNames);
  const tried = (await readLately(tx, among)).map((alert): Tried => {
    const service = services.get(alert.serviceId ?? "");
    const values = conditionValues(alert, service ? { id: service.id, tier: service.tier ?? 0, team: service.team_id ?? "" } : null);
    return { alert, serviceName: service?.name ?? null, routed: routeAlert(routes, values, ask), now: routeAlert(current, values, askCurrent) };
  });
  const changed = tried.filter(({ alert, routed, now }) => alert.urgency !== routed.urgency || declares(routed) !== declares(now));
  return {
    tried: tried.length,
    byRoute: countBy(tried.map(({ routed }) => takerOf(routed))).map(([route, alerts]) => ({ route, alerts })),
    byUrgency: { before: countsOf(tried.map(({ alert }) => alert.urgency)), after: countsOf(tried.map(({ routed }) => routed.urgency)) },
    changed: changed.slice(0, mostShown).map(presentChanged),
    changedTotal: changed.length,
    pagedMore: countServices(changed.filter(({ alert, routed }) => routed.urgency === "high" && alert.urgency !== "high")),
    pagedLess: countServices(changed.filter(({ alert, routed }) => routed.urgency !== "high" && alert.urgency === "high")),
  };
}

async function readLately(tx: Tx, { last, hours }: TrialReach): Promise<Alert[]> {
  const rows = await tx.rows<AlertRow>(
    "select * from alert where $2::int is null or first_at > muster_now() - $2 * interval '1 hour' order by first_at desc, id desc limit $1",
    [last, hours ?? null],
  );
  return rows.map(alertOf);
}

function presentChanged({ alert, serviceName, routed, now }: Tried) {
  return {
    ...{ alertId: alert.id, title: alert.title, at: toIso(alert.firstAt), serviceName, before: alert.urgency, after: routed.urgency },
    ...{ declares: declares(routed), declared: declares(now), route: takerOf(routed), routeNow: takerOf(now) },
  };
}

function declares({ declare }: Routed): boolean {
  return declare !== null;
}

function takerOf({ route }: Routed): number | null {
  return route === null ? null : route + 1;
}

function countServices(tried: readonly Tried[]): { serviceName: string | null; alerts: number }[] {
  return countBy(tried.map(({ serviceName }) => serviceName)).map(([serviceName, alerts]) => ({ serviceName, alerts })).sort((one, other) => other.alerts - one.alerts);
}

function countBy<Key>(keys: readonly Key[]): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
}

function countsOf(urgencies: readonly Alert["urgency"][]): Record<Alert["urgency"], number> {
  return { high: 0, low: 0, none: 0, ...Object.fromEntries(countBy(urgencies)) };
}
