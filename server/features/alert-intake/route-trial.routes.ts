import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { compileCondition, isConditionFault } from "../../platform/conditions/conditions.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { routeNames } from "../../values/condition-names.ts";
import { toIso } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { alertOf, type AlertRow } from "./alert.queries.ts";
import { createAsk, readIntakeConfiguration } from "./configuration.intake.ts";
import type { Alert } from "./fold.rules.ts";
import { conditionValues, routeAlert, type Route } from "./route.rules.ts";

const urgency = z.enum(["high", "low", "none"]);
const mostShown = 50;

/** Routes as in the document, to be tried on what came lately. */
const trialSchema = z
  .object({
    routes: z.array(z.object({ when: z.string().max(2_000).optional(), then: z.object({ urgency, declare: z.object({ severity: z.string().optional(), priority: z.string().optional() }).optional() }) })).max(500),
    last: z.number().int().min(1).max(1_000).default(200).meta({ description: "How many occurrences of alerts they are tried on, the newest." }),
  })
  .meta({ id: "RouteTrial" });

const outcomeSchema = z
  .object({
    tried: z.number().int(),
    byRoute: z.array(z.object({ route: z.number().int().nullable().meta({ description: "Counted from 1; null where none matches." }), alerts: z.number().int() })),
    byUrgency: z.object({ before: z.record(urgency, z.number().int()), after: z.record(urgency, z.number().int()) }),
    changed: z.array(z.object({ alertId: z.uuid(), title: z.string(), at: z.iso.datetime(), serviceName: z.string().nullable(), before: urgency, after: urgency, declares: z.boolean() })),
    changedTotal: z.number().int(),
  })
  .meta({ id: "RouteTrialOutcome" });

/** A test bench: what other routes would have made of the alerts that came lately. Nothing is changed. */
export function routeTrialRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/routes/try",
    summary: "Try routes on the alerts that came lately; nothing is changed",
    tag: "alerts",
    access: alertPermissions.read,
    body: trialSchema,
    answer: outcomeSchema,
    async handle(tx, { body }) {
      const refused = whyNotTry(body.routes);
      if (refused) return refused;
      const routes = body.routes.map(({ when, then }): Route => ({ when: when ?? null, urgency: then.urgency, declare: then.declare ? { severity: then.declare.severity ?? null, priority: then.declare.priority ?? null } : null }));
      return tryRoutes(tx, routes, body.last);
    },
  });
}

function whyNotTry(routes: z.infer<typeof trialSchema>["routes"]): Refusal | null {
  const errors = routes.flatMap(({ when }, place) => {
    const compiled = when === undefined ? null : compileCondition(when, routeNames);
    return compiled !== null && isConditionFault(compiled) ? [{ path: `routes.${place}.when`, message: `${compiled.message} ${compiled.mend}`, column: compiled.column }] : [];
  });
  const [first] = errors;
  return first ? refuse("route.invalid", first.message, { errors }) : null;
}

async function tryRoutes(tx: Tx, routes: readonly Route[], last: number): Promise<z.input<typeof outcomeSchema>> {
  const { services } = await readIntakeConfiguration(tx);
  const rows = await tx.rows<AlertRow>("select * from alert order by first_at desc, id desc limit $1", [last]);
  const ask = createAsk(routes);
  const tried = rows.map(alertOf).map((alert) => {
    const service = services.get(alert.serviceId ?? "");
    const routed = routeAlert(routes, conditionValues(alert, service ? { id: service.id, tier: service.tier ?? 0, team: service.team_id ?? "" } : null), ask);
    return { alert, routed, serviceName: service?.name ?? null };
  });
  const changed = tried.filter(({ alert, routed }) => alert.urgency !== routed.urgency);
  return {
    tried: tried.length,
    byRoute: countBy(tried.map(({ routed }) => (routed.route === null ? null : routed.route + 1))).map(([route, alerts]) => ({ route, alerts })),
    byUrgency: { before: countsOf(tried.map(({ alert }) => alert.urgency)), after: countsOf(tried.map(({ routed }) => routed.urgency)) },
    changed: changed.slice(0, mostShown).map(({ alert, routed, serviceName }) => ({
      ...{ alertId: alert.id, title: alert.title, at: toIso(alert.firstAt), serviceName, before: alert.urgency, after: routed.urgency },
      declares: routed.declare !== null,
    })),
    changedTotal: changed.length,
  };
}

function countBy<Key>(keys: readonly Key[]): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
}

function countsOf(urgencies: readonly Alert["urgency"][]): Record<Alert["urgency"], number> {
  return { high: 0, low: 0, none: 0, ...Object.fromEntries(countBy(urgencies)) };
}
