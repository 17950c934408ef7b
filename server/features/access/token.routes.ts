import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, pageOf } from "../../platform/schemas/list.ts";
import { isRefusal } from "../../values/refusal.ts";
import { mayHaveTokens, seesAllTokens } from "./access.permissions.ts";
import { apiToken, apiTokenParameters, apiTokenQuery, apiTokenWish, newApiToken } from "./contract.ts";
import { endToken, makeToken, readOwner } from "./token.commands.ts";
import { presentToken } from "./token.presenter.ts";
import { readTokens } from "./token.queries.ts";

export function tokenRoutes(app: FastifyInstance, tools: RouteTools): void {
  addListing(app, tools);
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/tokens",
    summary: "Make an API token; its secret is shown this once.",
    tag: "Access",
    access: mayHaveTokens,
    holdsSecret: true,
    body: apiTokenWish,
    answer: newApiToken,
    status: 201,
    async handle(tx, { caller, body }) {
      const made = await makeToken(tx, caller, body);
      return isRefusal(made) ? made : { ...presentToken(made.row), secret: made.secret };
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/tokens/:id",
    summary: "Revoke an API token.",
    tag: "Access",
    access: mayHaveTokens,
    params: apiTokenParameters,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, params }) => endToken(tx, caller, params.id),
  });
}

function addListing(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/tokens",
    summary: "The API tokens in force: all for managers and administrators, for others their own.",
    tag: "Access",
    access: mayHaveTokens,
    query: apiTokenQuery,
    answer: listOf(apiToken),
    async handle(tx, { caller, query }) {
      const owner = seesAllTokens(caller) ? "all" : await readOwner(tx, caller);
      if (owner === null) return { items: [], next: null };
      const found = await readTokens(tx, owner, query.limit, query.cursor ?? null);
      const { rows, next } = pageOf(found, query.limit, (row) => row.id);
      return { items: rows.map(presentToken), next };
    },
  });
}
