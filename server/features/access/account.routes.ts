import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, pageOf } from "../../platform/schemas/list.ts";
import { mayChangeAccess, mayReadAccounts } from "./access.permissions.ts";
import { changeAccess } from "./account.commands.ts";
import { presentAccount } from "./account.presenter.ts";
import { readAccounts } from "./account.queries.ts";
import { access, account, accountQuery, personParameters } from "./contract.ts";

export function accountRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/accounts",
    summary: "Everybody who has an account or is invited.",
    tag: "Access",
    access: mayReadAccounts,
    query: accountQuery,
    answer: listOf(account),
    async handle(tx, { query }) {
      const found = await readAccounts(tx, query.limit, query.cursor ?? null);
      const { rows, next } = pageOf(found, query.limit, (row) => row.person_id);
      return { items: rows.map(presentAccount), next };
    },
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/people/:id/access",
    summary: "Change what a person may do, or disable the account.",
    tag: "Access",
    access: mayChangeAccess,
    params: personParameters,
    body: access,
    answer: access,
    handle: (tx, { caller, params, body }) => changeAccess(tx, caller, params.id, body),
  });
}
