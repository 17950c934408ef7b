import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import type { Caller } from "../../values/permission.ts";
import { readPeople } from "../directory/index.ts";
import { refParams } from "./change.routes.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { commanderOf, isRunning, type IncidentState } from "./incident.state.rules.ts";
import { promptSchema, type PromptView } from "./well-being.contract.ts";
import { readWellBeing } from "./well-being.queries.ts";
import { promptsFor } from "./well-being.rules.ts";

const tag = "incidents";

/** Looking after the people in an incident. */
export function wellBeingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/well-being",
    summary: "What asks for care now: all of it to the commander, to others in the incident what is about the room or themselves",
    tag,
    access: incidentPermissions.work,
    params: refParams,
    answer: listOf(promptSchema),
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      return { items: isRunning(state) ? await readPrompts(tx, incidentId, state, caller) : [], next: null };
    },
  });
}

async function readPrompts(tx: Tx, incidentId: string, state: IncidentState, { personId }: Caller): Promise<PromptView[]> {
  const isCommander = personId !== null && commanderOf(state)?.personId === personId;
  const prompts = promptsFor(await readWellBeing(tx, incidentId, state), { personId, isCommander });
  const people = await readPeople(tx, prompts.flatMap(({ fact, personId: about }) => [...[...fact.matchAll(/@\{([^}]+)\}/g)].map(([, id = ""]) => id), ...(about === null ? [] : [about])]));
  const named = (id: string) => people.get(id)?.name ?? id;
  return prompts.map(({ personId: about, fact, ...prompt }) => ({ ...prompt, person: about === null ? null : { id: about, name: named(about) }, fact: fact.replace(/@\{([^}]+)\}/g, (_all, id: string) => named(id)) }));
}
