import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { addChange, refParams, type ChangeInput } from "./change.routes.ts";
import { plannedOf } from "./handover-plan.rules.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { commanderOf, isRunning, type IncidentState } from "./incident.state.rules.ts";
import { plannedNudge } from "./nudge.work.ts";
import { whyNotWorker } from "./commander.queries.ts";
import { readRole } from "./role.routes.ts";
import { readStaffing } from "./staffing.queries.ts";
import { handoverPlanningSchema, staffingSchema } from "./workstream.contract.ts";

/** A long incident goes around the sun: who would hold which role, and hand-overs that are agreed for then. */
export function handoverPlanRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/staffing",
    summary: "Who would hold each role for the 24 hours to come, by the schedules of the roles and everybody's own day; gaps are named",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    answer: listOf(staffingSchema),
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (!state) return noSuchIncident;
      return { items: isRunning(state) ? await readStaffing(tx, caller, state) : [], next: null };
    },
  });
  addChange(app, tools, {
    path: "/handover-plans",
    summary: "Agree on a hand-over for a time ahead: it is offered by itself before, with a brief, and passes when it is accepted",
    access: incidentPermissions.work,
    body: handoverPlanningSchema,
    change: plan,
  });
  addChange(app, tools, {
    method: "DELETE",
    path: "/handover-plans/:planId",
    summary: "Call a hand-over ahead off",
    access: incidentPermissions.work,
    params: refParams.extend({ planId: z.uuid() }),
    async change(tx, { incidentId, params: { planId }, caller, actor }) {
      const state = await readIncidentState(tx, incidentId);
      if (!state) return noSuchIncident;
      const planned = plannedOf(state).find((one) => one.planId === planId);
      const refused = planned && planned.toPersonId !== caller.personId ? whyNotPlan(state, planned.role, caller) : null;
      return refused ?? changeIncident(tx, { incidentId, actor, command: { kind: "unplan handover", planId, because: "person" } });
    },
  });
}

async function plan(tx: Tx, { incidentId, body, caller, actor }: ChangeInput<z.output<typeof handoverPlanningSchema>, { ref: string }>): Promise<IncidentState | Refusal> {
  const rule = await readRole(tx, incidentId, body.role);
  if (isRefusal(rule)) return rule;
  const state = await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  const refused = whyNotPlan(state, rule.role, caller) ?? (await whyNotWorker(tx, body.toPersonId, "toPersonId"));
  if (refused) return refused;
  const planId = newId();
  const command = { kind: "plan handover", planId, role: rule.role, toPersonId: body.toPersonId, passesAt: Date.parse(body.at), now: tx.now } as const;
  const outcome = await changeIncident(tx, { incidentId, actor, command });
  if (!isRefusal(outcome)) await schedule(tx, [plannedNudge(incidentId, planId, tx.now)]);
  return outcome;
}

function whyNotPlan(state: IncidentState, role: string, caller: Caller): Refusal | null {
  const isHolder = state.holders.some((holder) => holder.role === role && holder.personId === caller.personId);
  if (isHolder || commanderOf(state)?.personId === caller.personId || hasRole(caller, "manager")) return null;
  return refuse("not-allowed", "Whoever holds the role plans its hand-over, or the commander or a manager does.");
}
