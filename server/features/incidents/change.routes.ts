import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster, type Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller, Permission } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { incidentSchema } from "./contract.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { findIncident } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { viewIncident } from "./incident-view.queries.ts";

export const refParams = z.object({ ref: z.string().min(1).max(100).meta({ description: "INC-214, 214, or the incident's id." }) });

/** What a change of an incident is asked with. */
export interface ChangeInput<Body, Params> {
  incidentId: string;
  body: Body;
  params: Params;
  caller: Caller;
  actor: Actor;
}

interface ChangeRoute<B extends z.ZodType, P extends z.ZodType> {
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind `/api/v1/incidents/:ref`. */
  path: string;
  summary: string;
  access: Permission;
  body?: B;
  params?: P;
  change: (tx: Tx, input: ChangeInput<z.output<B>, z.output<P>>) => Promise<IncidentState | Refusal>;
}

/** An address that changes an incident and answers it as it stands then. */
export function addChange<B extends z.ZodType, P extends z.ZodType = typeof refParams>(app: FastifyInstance, tools: RouteTools, route: ChangeRoute<B, P>): void {
  addRoute(app, tools, {
    method: route.method ?? "POST",
    url: `/api/v1/incidents/:ref${route.path}`,
    summary: route.summary,
    tag: "incidents",
    access: route.access,
    params: (route.params ?? refParams) as P,
    ...(route.body && { body: route.body }),
    answer: incidentSchema,
    handle: async (tx, { params, body, caller }) => {
      const incidentId = await findIncident(tx, (params as { ref: string }).ref);
      if (incidentId === null) return noSuchIncident;
      const outcome = await route.change(tx, { incidentId, body: body as z.output<B>, params: params as z.output<P>, caller, actor: caller.actor ?? muster });
      return isRefusal(outcome) ? outcome : ((await viewIncident(tx, caller, incidentId)) ?? noSuchIncident);
    },
  });
}

const entryAnswer = z.object({ entry: z.number().int().meta({ description: "The number of the entry in the timeline." }) }).meta({ id: "EntryMade" });

interface EntryRoute<B extends z.ZodType> {
  path: string;
  summary: string;
  access: Permission;
  body: B;
  write: (tx: Tx, input: ChangeInput<z.output<B>, { ref: string }>) => Promise<IncidentState | Refusal>;
}

/** An address that writes an entry into the timeline and answers its number. */
export function addEntry<B extends z.ZodType>(app: FastifyInstance, tools: RouteTools, route: EntryRoute<B>): void {
  addRoute(app, tools, {
    method: "POST",
    url: `/api/v1/incidents/:ref${route.path}`,
    summary: route.summary,
    tag: "incidents",
    access: route.access,
    params: refParams,
    body: route.body,
    bodyLimit: 1_048_576,
    answer: entryAnswer,
    status: 201,
    handle: async (tx, { params, body, caller }) => {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const outcome = await route.write(tx, { incidentId, body: body as z.output<B>, params, caller, actor: caller.actor ?? muster });
      return isRefusal(outcome) ? outcome : { entry: outcome.entries };
    },
  });
}

/** When it happened, as an instant; undefined where it is now. */
export function momentOf(at: string | undefined): Instant | undefined {
  return at === undefined ? undefined : Date.parse(at);
}
