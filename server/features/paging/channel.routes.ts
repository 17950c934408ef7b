import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { channelsSchema } from "./contract.ts";
import { channelsOf } from "./messenger.connector.ts";
import { pagePermissions } from "./page.permissions.ts";

/** By which means people can be reached here. */
export function channelRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/channels",
    summary: "The means by which this installation can reach people",
    tag: "pages",
    access: pagePermissions.read,
    answer: channelsSchema,
    handle: async (tx) => ({ usable: channelsOf(tx) }),
  });
}
