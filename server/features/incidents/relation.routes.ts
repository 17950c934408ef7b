import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { addChange, refParams } from "./change.routes.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { relateIncidents, withdrawRelation } from "./relation.commands.ts";
import { likelySchema, relatingSchema } from "./relation.contract.ts";
import { presentLikely } from "./relation.presenter.ts";
import { readLikely } from "./relation.queries.ts";
import { readOrganizationWords } from "./words.queries.ts";

const otherParams = refParams.extend({ other: z.string().min(1).max(100).meta({ description: "The other incident: INC-214, 214 or its id." }) });

/** Incidents that belong together: said from either side, taken back, and proposed by what is hit and when. */
export function relationRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/likely-related",
    summary: "Open incidents that may belong together with it: on the same or a neighbouring service, begun within hours of it; likeliest first",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    answer: listOf(likelySchema),
    async handle(tx, { params, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      const { services } = await readOrganizationWords(tx, caller, []);
      return { items: (await readLikely(tx, incidentId, state)).map((likely) => presentLikely(likely, (id) => services.get(id) ?? id)), next: null };
    },
  });
  addChange(app, tools, {
    method: "PUT",
    path: "/relations/:other",
    summary: "Say how it belongs together with another incident; the other is told the same from its side",
    access: incidentPermissions.work,
    params: otherParams,
    body: relatingSchema,
    change: (tx, { incidentId, params, body, actor }) => withOther(tx, params.other, (otherId) => relateIncidents(tx, { incidentId, otherId, relation: body.relation, note: body.note ?? null, actor })),
  });
  addChange(app, tools, {
    method: "DELETE",
    path: "/relations/:other",
    summary: "The two do not belong together after all",
    access: incidentPermissions.work,
    params: otherParams,
    change: (tx, { incidentId, params, actor }) => withOther(tx, params.other, (otherId) => withdrawRelation(tx, { incidentId, otherId, actor })),
  });
}

async function withOther<T>(tx: Tx, ref: string, run: (otherId: string) => Promise<T | Refusal>): Promise<T | Refusal> {
  const otherId = await findIncident(tx, ref);
  return otherId === null ? refuse("incident.other.not-found", `There is no incident “${ref}”.`) : run(otherId);
}
