import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse } from "../../values/refusal.ts";
import { tellAdministrators } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { refParams } from "./change.routes.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { refOf } from "./incident-ref.rules.ts";
import { commanderOf, isRunning, type IncidentState } from "./incident.state.rules.ts";
import { conductReportingSchema, conductReportSchema, promptSchema, type PromptView } from "./well-being.contract.ts";
import { insertConductReport, readConductReports, readWellBeing } from "./well-being.queries.ts";
import { promptsOf } from "./well-being.rules.ts";

const tag = "incidents";

/** Looking after the people in an incident, and what somebody tells administrators alone. */
export function wellBeingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/well-being",
    summary: "What asks for care now: all of it to the commander, to others what is about the room or themselves",
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
  conductRoute(app, tools);
  conductReadingRoute(app, tools);
}

async function readPrompts(tx: Tx, incidentId: string, state: IncidentState, { personId }: Caller): Promise<PromptView[]> {
  const isCommander = personId !== null && commanderOf(state)?.personId === personId;
  const prompts = promptsOf(await readWellBeing(tx, incidentId, state)).filter((prompt) => isCommander || prompt.personId === null || prompt.personId === personId);
  const people = await readPeople(tx, prompts.flatMap(({ fact, personId: about }) => [...[...fact.matchAll(/@\{([^}]+)\}/g)].map(([, id = ""]) => id), ...(about === null ? [] : [about])]));
  const named = (id: string) => people.get(id)?.name ?? id;
  return prompts.map(({ personId: about, fact, ...prompt }) => ({ ...prompt, person: about === null ? null : { id: about, name: named(about) }, fact: fact.replace(/@\{([^}]+)\}/g, (_all, id: string) => named(id)) }));
}

const url = "/api/v1/incidents/:ref/conduct-reports";

function conductRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url,
    summary: "Tell administrators how somebody was treated; nobody else reads it, and it stands in no timeline",
    tag,
    access: incidentPermissions.read,
    params: refParams,
    body: conductReportingSchema,
    answer: z.object({ id: z.uuid() }).meta({ id: "ConductReported" }),
    status: 201,
    async handle(tx, { params, body, caller }) {
      const { actor, personId } = caller;
      if (actor?.kind !== "person" || personId === null) return refuse("not-allowed", "A token is nobody. Sign in to report how somebody was treated.");
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      const id = newId();
      await insertConductReport(tx, { id, incidentId, personId, text: body.text });
      const where = state.privacy ? "in an incident that not everybody sees. Whoever of the administrators is in it reads it there" : `in ${refOf(state.number)}. Administrators read it in its room`;
      await tellAdministrators(tx, [{ key: `conduct/${id}`, code: "conduct.reported", sentence: `Somebody reports how they or others were treated ${where}, and nobody else does.` }]);
      return { id };
    },
  });
}

function conductReadingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url,
    summary: "What was reported of conduct, for administrators",
    tag,
    access: incidentPermissions.conduct,
    params: refParams,
    answer: listOf(conductReportSchema),
    async handle(tx, { params }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const rows = await readConductReports(tx, incidentId);
      const people = await readPeople(tx, rows.map(({ by_person_id }) => by_person_id));
      return { items: rows.map(({ id, by_person_id, body, at }) => ({ id, by: { id: by_person_id, name: people.get(by_person_id)?.name ?? by_person_id }, text: body, at: toIso(at) })), next: null };
    },
  });
}
