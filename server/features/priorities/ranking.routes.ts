import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import type { Caller } from "../../values/permission.ts";
import type { Refusal } from "../../values/refusal.ts";
import { prioritiesPermissions } from "./priorities.permissions.ts";
import { answerRanking, noSuchService, rankOutage, withdrawRanking } from "./ranking.commands.ts";
import { rankingAnswerSchema, rankingSchema, rankingStandings, rankingWishSchema, serviceRankingsSchema, type ServiceRankings } from "./ranking.contract.ts";
import { presentRankings, presentService } from "./ranking.presenter.ts";
import { readSurroundings } from "./ranking-surroundings.queries.ts";
import { readRankings } from "./ranking.queries.ts";

const tag = "priorities";
const id = z.string().min(1).max(100);

/** How the teams that use a service would rank its outage, and what its own team answers. */
export function rankingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/rankings",
    summary: "Rankings across services, each with where it stands beside the provider's priority",
    tag,
    access: prioritiesPermissions.read,
    query: z.object({ standing: z.enum([...rankingStandings, "all"]).default("all") }),
    answer: listOf(rankingSchema),
    async handle(tx, { query, caller }) {
      const all = await presentRankings(tx, caller, await readRankings(tx, null), await readSurroundings(tx, null));
      return { items: all.filter(({ standing }) => query.standing === "all" || standing === query.standing), next: null };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/services/:id/rankings",
    summary: "A service's priorities, and how the teams that use it would rank its outage",
    tag,
    access: prioritiesPermissions.read,
    params: z.object({ id }),
    answer: serviceRankingsSchema,
    handle: (tx, { params, caller }) => viewService(tx, caller, params.id),
  });
  changingRoutes(app, tools);
}

function changingRoutes(app: FastifyInstance, tools: RouteTools): void {
  const common = { tag, access: prioritiesPermissions.write } as const;
  addRoute(app, tools, {
    ...common,
    method: "PUT",
    url: "/api/v1/services/:id/rankings/:team",
    summary: "Say how a team would rank the outage; refused where somebody was first since `baseVersion`",
    params: z.object({ id, team: id }),
    body: rankingWishSchema,
    answer: serviceRankingsSchema,
    handle: async (tx, { params, body, caller }) => (await rankOutage(tx, caller, params.id, params.team, body)) ?? viewService(tx, caller, params.id),
  });
  addRoute(app, tools, {
    ...common,
    method: "DELETE",
    url: "/api/v1/rankings/:id",
    summary: "Take a ranking back",
    params: z.object({ id: z.uuid() }),
    query: z.object({ baseVersion: z.coerce.number().int() }),
    answer: z.null(),
    status: 204,
    handle: (tx, { params, query, caller }) => withdrawRanking(tx, caller, params.id, query.baseVersion),
  });
  addRoute(app, tools, {
    ...common,
    method: "PUT",
    url: "/api/v1/rankings/:id/answer",
    summary: "The provider's last word on a disagreement, with the reason",
    params: z.object({ id: z.uuid() }),
    body: rankingAnswerSchema,
    answer: z.null(),
    status: 204,
    handle: (tx, { params, body, caller }) => answerRanking(tx, caller, params.id, body),
  });
}

async function viewService(tx: Tx, caller: Caller, serviceId: string): Promise<ServiceRankings | Refusal> {
  const around = await readSurroundings(tx, serviceId);
  const service = around.services.get(serviceId);
  if (!service) return noSuchService;
  return presentService(tx, caller, service, await readRankings(tx, serviceId), around);
}
