import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import { hasRole } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { addChange, refParams, type ChangeInput } from "./change.routes.ts";
import { optional } from "./contract.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { readIncidentState } from "./incident.queries.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import { handoverPlanRoutes } from "./handover-plan.routes.ts";
import { whyNotWorker } from "./commander.queries.ts";
import { readRole } from "./role.routes.ts";
import { deputyNamingSchema, workstreamChangeSchema, workstreamOpeningSchema } from "./workstream.contract.ts";

const { work } = incidentPermissions;

/** Who does what beside the roles themselves: deputies, workstreams, and hand-overs ahead. */
export function staffingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    method: "PUT",
    path: "/roles/:role/deputy",
    summary: "Name who stands in for whoever holds a role: an owed update that has not come by its time passes to them",
    access: work,
    params: refParams.extend({ role: z.string().min(1).max(100) }),
    body: deputyNamingSchema,
    change: nameDeputy,
  });
  workstreamRoutes(app, tools);
  handoverPlanRoutes(app, tools);
}

async function nameDeputy(tx: Tx, { incidentId, params, body, caller, actor }: ChangeInput<z.output<typeof deputyNamingSchema>, { role: string }>): Promise<IncidentState | Refusal> {
  const rule = await readRole(tx, incidentId, params.role);
  if (isRefusal(rule)) return rule;
  const state = await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  const isHolder = state.holders.some(({ role, personId }) => role === rule.role && personId === caller.personId);
  const mayName = isHolder || commanderOf(state)?.personId === caller.personId || hasRole(caller, "manager");
  if (!mayName) return refuse("not-allowed", "Whoever holds the role names a deputy, or the commander or a manager does.");
  const refused = await whyNotWorker(tx, body.personId, "personId");
  return refused ?? changeIncident(tx, { incidentId, actor, command: { kind: "name deputy", role: rule.role, personId: body.personId } });
}

function workstreamRoutes(app: FastifyInstance, tools: RouteTools): void {
  const params = refParams.extend({ workstreamId: z.uuid() });
  addChange(app, tools, {
    path: "/workstreams",
    summary: "Open a workstream: a part of the work with a lead, who tells the commander how it goes",
    access: work,
    body: workstreamOpeningSchema,
    async change(tx, { incidentId, body, actor }) {
      const name = body.name === undefined ? null : prepareContent(body.name);
      const command = { kind: "open workstream", workstreamId: newId(), area: body.area ?? null, name: name?.reference ?? null, leadId: body.leadId, everyMilliseconds: rhythmOf(body.every) ?? null } as const;
      return (await whyNotWorker(tx, body.leadId, "leadId")) ?? changeIncident(tx, { incidentId, actor, texts: [name], command });
    },
  });
  addChange(app, tools, {
    method: "PATCH",
    path: "/workstreams/:workstreamId",
    summary: "Give a workstream another lead, or another rhythm",
    access: work,
    params,
    body: workstreamChangeSchema,
    async change(tx, { incidentId, params: { workstreamId }, body, actor }) {
      const command = { kind: "change workstream", workstreamId, leadId: body.leadId, everyMilliseconds: rhythmOf(body.every) } as const;
      return (await whyNotWorker(tx, body.leadId, "leadId")) ?? changeIncident(tx, { incidentId, actor, command });
    },
  });
  addChange(app, tools, {
    path: "/workstreams/:workstreamId/close",
    summary: "Close a workstream; what is still to be done in it stays to be done",
    access: work,
    params,
    body: optional(z.object({})),
    change: (tx, { incidentId, params: { workstreamId }, actor }) => changeIncident(tx, { incidentId, actor, command: { kind: "close workstream", workstreamId } }),
  });
}

/** Undefined where nothing is said of it. */
function rhythmOf(every: string | null | undefined): number | null | undefined {
  return typeof every === "string" ? durationMilliseconds(every) : every;
}
