import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse } from "../../values/refusal.ts";
import type { z } from "zod";
import { listCustomers, listPeople, listServices, listTeams, partOf, type CatalogPart, type CatalogPersonRow } from "./catalog.queries.ts";
import { presentCustomer, presentPerson, presentService, presentTeam } from "./catalog.presenter.ts";
import { customerViewSchema, directoryParams, personViewSchema, serviceViewSchema, teamViewSchema, type PersonView } from "./contract.ts";
import { directoryPermissions } from "./directory.permissions.ts";
import { readContacts } from "./directory.queries.ts";

/** Who and what exists, as the screens show it. */
export function directoryRoutes(app: FastifyInstance, tools: RouteTools): void {
  catalogRoutes(app, tools, { path: "people", one: "person", schema: personViewSchema, list: listPeople, present: presentPeople });
  catalogRoutes(app, tools, { path: "teams", one: "team", schema: teamViewSchema, list: listTeams, present: async (_tx, rows) => rows.map(presentTeam) });
  catalogRoutes(app, tools, { path: "services", one: "service", schema: serviceViewSchema, list: listServices, present: async (_tx, rows) => rows.map(presentService) });
  catalogRoutes(app, tools, { path: "customers", one: "customer", schema: customerViewSchema, list: listCustomers, present: async (_tx, rows) => rows.map(presentCustomer) });
}

interface Catalog<Row extends { id: string }, Schema extends z.ZodType> {
  path: string;
  one: string;
  schema: Schema;
  list(tx: Tx, part: CatalogPart): Promise<Row[]>;
  present(tx: Tx, rows: readonly Row[], caller: Caller): Promise<z.input<Schema>[]>;
}

/** A list in the order of the configuration, and one of its entries. */
function catalogRoutes<Row extends { id: string }, Schema extends z.ZodType>(app: FastifyInstance, tools: RouteTools, catalog: Catalog<Row, Schema>): void {
  const { path, one, schema, list, present } = catalog;
  addRoute(app, tools, {
    method: "GET",
    url: `/api/v1/${path}`,
    summary: `All ${path}, in the order of the configuration`,
    tag: "directory",
    access: directoryPermissions.read,
    query: listQuery,
    answer: listOf(schema),
    async handle(tx, { query, caller }) {
      const found = await list(tx, { limit: query.limit, after: query.cursor ?? null, only: null });
      const { rows, next } = pageOf(found, query.limit, ({ id }) => id);
      return { items: await present(tx, rows, caller), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: `/api/v1/${path}/:id`,
    summary: `One ${one}`,
    tag: "directory",
    access: directoryPermissions.read,
    params: directoryParams,
    answer: schema,
    async handle(tx, { params, caller }) {
      const [view] = await present(tx, await list(tx, partOf(params.id)), caller);
      return view ?? refuse("not-found", `There is no such ${one}.`);
    },
  });
}

async function presentPeople(tx: Tx, rows: readonly CatalogPersonRow[], caller: Caller): Promise<PersonView[]> {
  const contacts = await readContacts(tx, rows.map(({ id }) => id));
  return rows.map((row) => presentPerson(row, contacts, caller));
}
