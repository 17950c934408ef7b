import type { FastifyInstance } from "fastify";
import { prepareContent } from "../../platform/event-log/content.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { escalationWishSchema, expertsSchema, expertWishSchema, noManager, readCallsOfIncident, readExperts, whyNotExperts, whyNotPolicy } from "../escalation/index.ts";
import { addChange, refParams } from "./change.routes.ts";
import { askExperts, callByPolicyId, callNextStep, callPeople } from "./calls.commands.ts";
import { readTeamsOfServices } from "./commander.queries.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { unknownTargets } from "./words.queries.ts";

/** Turning to more people for an incident: the next step, another policy, somebody senior, an expert. */
export function callingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/escalate",
    summary: "Look for more people: they are paged at once, and whoever has it keeps it",
    access: incidentPermissions.work,
    body: escalationWishSchema,
    async change(tx, { incidentId, body: { targets, policyId, because }, actor }) {
      const outcome = targets ? await callTargets(tx, incidentId, targets, actor) : policyId !== undefined ? await callPolicy(tx, incidentId, policyId, actor) : await callNextStep(tx, incidentId, actor);
      return isRefusal(outcome) ? outcome : noteWhy(tx, incidentId, outcome, because, actor);
    },
  });
  expertRoutes(app, tools);
}

function expertRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/experts",
    summary: "Ask experts of the services: they are paged at once",
    access: incidentPermissions.work,
    body: expertWishSchema,
    async change(tx, { incidentId, body: { personIds, because }, actor }) {
      const state = await readIncidentState(tx, incidentId);
      if (!state) return noSuchIncident;
      const refused = await whyNotExperts(tx, state.serviceIds, personIds);
      if (refused) return refused;
      const outcome = await askExperts(tx, incidentId, personIds, actor);
      return isRefusal(outcome) ? outcome : noteWhy(tx, incidentId, outcome, because, actor);
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/experts",
    summary: "The experts of the services of an incident, with who is on call or awake",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    answer: expertsSchema,
    async handle(tx, { params: { ref } }) {
      const incidentId = await findIncident(tx, ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      const pages = (await readCallsOfIncident(tx, incidentId)).flatMap((call) => call.pages);
      return { items: await readExperts(tx, state.serviceIds, pages.map(({ person_id, opened_at, answer }) => ({ personId: person_id, at: opened_at, answer }))), next: null };
    },
  });
}

async function callTargets(tx: Tx, incidentId: string, targets: readonly string[], actor: Actor): Promise<IncidentState | Refusal> {
  const state = await readIncidentState(tx, incidentId);
  const managers = targets.includes("team-manager") ? (await readTeamsOfServices(tx, state?.serviceIds ?? [])).managers : [];
  if (targets.includes("team-manager") && managers.length === 0) return noManager;
  const meant = [...targets.filter((target) => target !== "team-manager"), ...managers.map((personId) => `person/${personId}`)];
  return (await unknownTargets(tx, meant)) ?? callPeople(tx, incidentId, [...new Set(meant)], actor);
}

async function callPolicy(tx: Tx, incidentId: string, policyId: string, actor: Actor): Promise<IncidentState | Refusal> {
  return (await whyNotPolicy(tx, policyId)) ?? callByPolicyId(tx, incidentId, policyId, actor);
}

/** The reason stands in the timeline, below what was asked for. */
async function noteWhy(tx: Tx, incidentId: string, state: IncidentState, because: string | undefined, actor: Actor): Promise<IncidentState | Refusal> {
  if (because === undefined) return state;
  const text = prepareContent(because);
  return changeIncident(tx, { incidentId, actor, texts: [text], command: { kind: "note", text: text.reference, replyTo: state.entries } });
}
