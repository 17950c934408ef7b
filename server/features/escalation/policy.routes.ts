import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { refuse } from "../../values/refusal.ts";
import { escalationPermissions } from "./escalation.permissions.ts";
import { policyParams, policyViewSchema, type PolicyView } from "./policy.contract.ts";
import { presentPolicy } from "./policy.presenter.ts";
import { listPolicies, readTargetNames, type ListedPolicyRow } from "./policy.queries.ts";
import { readWho } from "./who.queries.ts";

/** Whom escalation policies turn to, in words. */
export function policyRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/policies",
    summary: "Escalation policies in words, with who would be paged now",
    tag: "escalation",
    access: escalationPermissions.read,
    query: listQuery,
    answer: listOf(policyViewSchema),
    async handle(tx, { query }) {
      const found = await listPolicies(tx, { limit: query.limit, after: query.cursor ?? null, only: null });
      const { rows, next } = pageOf(found, query.limit, ({ id }) => id);
      return { items: await presentPolicies(tx, rows), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/policies/:id",
    summary: "One escalation policy in words, with who would be paged now",
    tag: "escalation",
    access: escalationPermissions.read,
    params: policyParams,
    answer: policyViewSchema,
    async handle(tx, { params }) {
      const [view] = await presentPolicies(tx, await listPolicies(tx, { limit: 1, after: null, only: params.id }));
      return view ?? refuse("not-found", "There is no such escalation policy.");
    },
  });
}

async function presentPolicies(tx: Tx, rows: readonly ListedPolicyRow[]): Promise<PolicyView[]> {
  const steps = rows.flatMap((row) => row.steps.map(({ targets }) => ({ targets, waitMilliseconds: 0 })));
  const [who] = await readWho(tx, [{ steps, policyId: null, urgency: "high" }], tx.now, "to-show");
  const names = await readTargetNames(tx, steps.flatMap(({ targets }) => targets));
  return rows.map((row) => presentPolicy(row, { names, peopleNow: who?.people ?? {} }));
}
