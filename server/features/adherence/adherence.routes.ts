import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { commanderOf, findIncident, noSuchIncident, readIncidentState } from "../incidents/index.ts";
import { viewAdherence, viewTrends } from "./adherence-view.queries.ts";
import { adherencePermissions, whyNotWaive } from "./adherence.permissions.ts";
import { adherenceSchema, incidentParams, trendQuery, trendSchema, waivedSchema, waiverQuery, waiverSchema } from "./contract.ts";
import { waiveRule, withdrawWaiver } from "./waiver.commands.ts";

const { read, waive } = adherencePermissions;

/** Each incident against the process it ran under, and each rule over the newest incidents. */
export function adherenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/adherence",
    summary: "What became of every clause of the process in an incident, with the events that prove it",
    tag: "adherence",
    access: read,
    params: incidentParams,
    answer: adherenceSchema,
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      return (incidentId === null ? null : await viewAdherence(tx, caller, incidentId)) ?? noSuchIncident;
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/adherence",
    summary: "What became of each rule in the newest incidents",
    tag: "adherence",
    access: read,
    query: trendQuery,
    answer: listOf(trendSchema),
    handle: async (tx, { query, caller }) => ({ items: await viewTrends(tx, caller, query.last), next: null }),
  });
  waiverRoutes(app, tools);
}

function waiverRoutes(app: FastifyInstance, tools: RouteTools): void {
  const shared = { url: "/api/v1/incidents/:ref/waivers", tag: "adherence", access: waive, params: incidentParams, answer: waivedSchema } as const;
  addRoute(app, tools, {
    ...shared,
    method: "POST",
    summary: "Waive a rule for this incident, with a reason that stands in its log",
    body: waiverSchema,
    handle: async (tx, { params, body, caller }) => (await change(tx, { ref: params.ref, caller }, (incidentId, actor) => waiveRule(tx, { incidentId, actor, ...body }))) ?? { rule: body.rule, isWaived: true },
  });
  addRoute(app, tools, {
    ...shared,
    method: "DELETE",
    summary: "Hold a waived rule against this incident again",
    query: waiverQuery,
    handle: async (tx, { params, query, caller }) => (await change(tx, { ref: params.ref, caller }, (incidentId, actor) => withdrawWaiver(tx, { incidentId, actor, rule: query.rule }))) ?? { rule: query.rule, isWaived: false },
  });
}

const nobody = refuse("adherence.person.invalid", "A rule is waived by a person. Sign in as one.", { errors: [{ path: "Authorization", message: "is a token, which is nobody" }] });

/** Null where it is done. */
async function change(tx: Tx, { ref, caller }: { ref: string; caller: Caller }, act: (incidentId: string, actor: Actor) => Promise<Refusal | null>): Promise<Refusal | null> {
  const incidentId = await findIncident(tx, ref);
  const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
  if (incidentId === null || !state) return noSuchIncident;
  if (caller.actor?.kind !== "person") return nobody;
  return whyNotWaive(caller, commanderOf(state)?.personId ?? null) ?? act(incidentId, caller.actor);
}
