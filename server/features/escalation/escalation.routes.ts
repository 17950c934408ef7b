import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, personOf } from "../../values/actor.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import type { Subject } from "../../values/subject.ts";
import { whyNotTake } from "../alert-intake/index.ts";
import { escalationSchema } from "./contract.ts";
import { acknowledge } from "./escalation.commands.ts";
import { escalationPermissions } from "./escalation.permissions.ts";
import { viewEscalation } from "./escalation-view.queries.ts";

const groupParams = z.object({ id: z.uuid() });
const nobodyLookedFor = refuse("escalation.not-found", "Nobody was to be woken about this.");

/** Who is being looked for about a group, and taking it. */
export function escalationRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/groups/:id/escalation",
    summary: "Who is being looked for about a group of alerts",
    tag: "alerts",
    access: escalationPermissions.read,
    params: groupParams,
    answer: escalationSchema,
    handle: async (tx, { params }) => (await viewEscalation(tx, { kind: "group", id: params.id })) ?? nobodyLookedFor,
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/groups/:id/acknowledge",
    summary: "Take a group of alerts: nobody else is paged, unless several people are to have it",
    tag: "alerts",
    access: escalationPermissions.acknowledge,
    params: groupParams,
    answer: escalationSchema,
    handle: async (tx, { params, caller }) => {
      const actor = caller.actor ?? muster;
      const subject: Subject = { kind: "group", id: params.id };
      const refused = await whyNotTake(tx, params.id);
      if (refused) return refused;
      const outcome = await acknowledge(tx, { subject, personId: personOf(actor), actor, commandId: newId() });
      return isRefusal(outcome) ? outcome : ((await viewEscalation(tx, subject)) ?? nobodyLookedFor);
    },
  });
}
