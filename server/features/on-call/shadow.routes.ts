import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { toIso } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { scheduleParameters, spanQuery } from "./contract.ts";
import { schedulePermissions } from "./schedule.permissions.ts";
import { addShadow, removeShadow } from "./shadow.commands.ts";
import { shadowParameters, shadowSchema, shadowWishSchema, type ShadowView } from "./shadow.contract.ts";
import { readShadowTurns } from "./shadow.queries.ts";
import type { Shadow } from "./shadow.rules.ts";
import { spanOf } from "./span.rules.ts";

const tag = "on call";
const access = { atLeast: "responder", sentence: "Responders stand beside turns to learn. Ask an administrator for that role." } as const;

/** Turns that somebody stands beside to learn. */
export function shadowRoutes(app: FastifyInstance, tools: RouteTools): void {
  listingRoute(app, tools);
  arrangingRoutes(app, tools);
}

function listingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/shadows",
    summary: "Who stands beside the turns of a schedule to learn",
    tag,
    access: schedulePermissions.read,
    params: scheduleParameters,
    query: spanQuery,
    answer: listOf(shadowSchema),
    async handle(tx, { params, query }) {
      const span = spanOf(query, tx.now);
      return isRefusal(span) ? span : { items: await presentShadows(tx, await readShadowTurns(tx, [params.id], span.from, span.to)), next: null };
    },
  });
}

function arrangingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/schedules/:id/shadows",
    summary: "Stand beside turns of a schedule to learn: pages come as a copy, and nobody counts on an answer",
    tag,
    access,
    params: scheduleParameters,
    body: shadowWishSchema,
    answer: shadowSchema,
    status: 201,
    async handle(tx, { caller, params, body }) {
      const { personId, from, to, besideId = null } = body;
      const made = await addShadow(tx, caller, params.id, { personId, from, to, besideId });
      if (isRefusal(made)) return made;
      const [view] = await presentShadows(tx, [made]);
      return view ?? noView(made);
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/schedules/:id/shadows/:shadowId",
    summary: "End a turn that somebody stands beside",
    tag,
    access,
    params: shadowParameters,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => removeShadow(tx, caller, params.id, params.shadowId),
  });
}

function noView(shadow: Shadow): never {
  throw new Error(`The shadow ${shadow.id} cannot be shown.`);
}

async function presentShadows(tx: Tx, shadows: readonly Shadow[]): Promise<ShadowView[]> {
  const people = await readPeople(tx, shadows.flatMap(({ personId, besideId }) => [personId, besideId ?? personId]));
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  return shadows.map(({ id, personId, besideId, from, to }) => ({
    id,
    personId,
    name: nameOf(personId),
    besideId,
    besideName: besideId === null ? null : nameOf(besideId),
    from: toIso(from),
    to: toIso(to),
  }));
}
