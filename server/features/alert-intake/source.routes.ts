import type { FastifyInstance } from "fastify";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { listQuery, pageOf } from "../../platform/schemas/list.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { deliverySchema, sourceSchema } from "./contract.ts";
import { readAlertsOfDeliveries, readDeliveries } from "./delivery.queries.ts";
import { mappingRoutes } from "./mapping.routes.ts";
import type { IntakeAddresses } from "./source-address.rules.ts";
import { makeSource, rotateKey, type SourceWithNewKey } from "./source.commands.ts";
import { sourceParams, sourceWishSchema, sourceWithKeySchema, type SourceWithKey } from "./source.contract.ts";
import { presentDelivery, presentSource } from "./source.presenter.ts";
import { listSources, readListedSource } from "./source.queries.ts";

const tag = "sources";
const noSource = refuse("source.not-found", "There is no such source.");
const mostDeliveries = 50;
const mostAlerts = 5;

/** Where alerts come from: the list, one of them with what came last, a new one, a new key. */
export function sourceRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration, addresses: IntakeAddresses): void {
  readingRoutes(app, tools, addresses);
  deliveriesRoute(app, tools);
  keyRoutes(app, tools, configuration, addresses);
  mappingRoutes(app, tools, configuration, addresses);
}

function readingRoutes(app: FastifyInstance, tools: RouteTools, addresses: IntakeAddresses): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/sources",
    summary: "Where alerts come from, in the order of the configuration",
    tag,
    access: alertPermissions.readSources,
    query: listQuery,
    answer: listOf(sourceSchema),
    async handle(tx, { query }) {
      const { rows, next } = pageOf(await listSources(tx, query.limit, query.cursor ?? null), query.limit, (row) => row.id);
      return { items: rows.map((row) => presentSource(row, addresses)), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/sources/:id",
    summary: "One source",
    tag,
    access: alertPermissions.readSources,
    params: sourceParams,
    answer: sourceSchema,
    async handle(tx, { params }) {
      const row = await readListedSource(tx, params.id);
      return row ? presentSource(row, addresses) : noSource;
    },
  });
}

function deliveriesRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/sources/:id/deliveries",
    summary: `The last ${mostDeliveries} bodies that came, newest first, secrets masked`,
    tag,
    access: alertPermissions.readSources,
    params: sourceParams,
    query: listQuery,
    answer: listOf(deliverySchema),
    async handle(tx, { params, query }) {
      if (!(await readListedSource(tx, params.id))) return noSource;
      const rows = await readDeliveries(tx, params.id, Math.min(query.limit, mostDeliveries));
      const alerts = await readAlertsOfDeliveries(tx, params.id, rows, mostAlerts);
      return { items: rows.map((row) => presentDelivery(row, alerts)), next: null };
    },
  });
}

function keyRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration, addresses: IntakeAddresses): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/sources",
    summary: "Make a source; its key is shown this once",
    tag,
    access: alertPermissions.changeSources,
    holdsSecret: true,
    body: sourceWishSchema,
    answer: sourceWithKeySchema,
    status: 201,
    handle: async (tx, { caller, body }) => presentWithKey(await makeSource(tx, configuration, caller, body), addresses),
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/sources/:id/key",
    summary: "Give a source another key, shown this once; the old one is refused from then on",
    tag,
    access: alertPermissions.changeSources,
    holdsSecret: true,
    params: sourceParams,
    answer: sourceWithKeySchema,
    handle: async (tx, { caller, params }) => presentWithKey(await rotateKey(tx, configuration, caller, params.id), addresses),
  });
}

function presentWithKey(made: SourceWithNewKey | Refusal, addresses: IntakeAddresses): SourceWithKey | Refusal {
  return isRefusal(made) ? made : { ...presentSource(made.row, addresses, made.key), key: made.key };
}
