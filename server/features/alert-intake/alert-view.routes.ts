import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { changeView, deleteView, keepView } from "./alert-view.commands.ts";
import { savedViewChangeSchema, savedViewSchema, savedViewVersionSchema, savedViewWishSchema, type SavedView } from "./alert-view.contract.ts";
import { alertViewPermissions, whyNotChangeView } from "./alert-view.permissions.ts";
import { readKnownServices, readViews, type ViewRow } from "./alert-view.queries.ts";
import { readFilters, serviceOf, writeFilters } from "./alert-view.rules.ts";

const common = { tag: "alerts", access: alertViewPermissions.keep } as const;
const params = z.object({ id: z.uuid() });

/** Views of the alerts: ways to narrow the list that somebody keeps under a name. */
export function alertViewRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...common,
    method: "GET",
    url: "/api/v1/alert-views",
    summary: "Your views of the alerts, and those for everybody",
    answer: listOf(savedViewSchema),
    handle: async (tx, { caller }) => ({ items: await present(tx, caller, await readViews(tx, caller.personId)), next: null }),
  });
  addRoute(app, tools, {
    ...common,
    method: "POST",
    url: "/api/v1/alert-views",
    summary: "Keep a view of the alerts under a name",
    body: savedViewWishSchema,
    answer: savedViewSchema,
    status: 201,
    handle: async (tx, { caller, body }) => presentOne(tx, caller, await keepView(tx, caller, body)),
  });
  changingRoutes(app, tools);
}

function changingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    ...common,
    method: "PATCH",
    url: "/api/v1/alert-views/:id",
    summary: "Change a view, or bring it back; refused where it was changed since `baseVersion`",
    params,
    body: savedViewChangeSchema,
    answer: savedViewSchema,
    handle: async (tx, input) => presentOne(tx, input.caller, await changeView(tx, input.caller, input.params.id, input.body)),
  });
  addRoute(app, tools, {
    ...common,
    method: "DELETE",
    url: "/api/v1/alert-views/:id",
    summary: "Delete a view; for a day it can be brought back",
    params,
    query: savedViewVersionSchema,
    answer: savedViewSchema,
    handle: async (tx, input) => presentOne(tx, input.caller, await deleteView(tx, input.caller, input.params.id, input.query.baseVersion)),
  });
}

async function presentOne<Refused>(tx: Tx, caller: Caller, row: ViewRow | Refused) {
  if (isRefusal(row)) return row;
  const [view] = await present(tx, caller, [row as ViewRow]);
  return view as SavedView;
}

async function present(tx: Tx, caller: Caller, rows: readonly ViewRow[]): Promise<SavedView[]> {
  const people = await readPeople(tx, rows.map((row) => row.made_by));
  const read = rows.map((row) => ({ row, ...readFilters(row.filters) }));
  const services = await readKnownServices(tx, read.flatMap(({ known }) => serviceOf(known) ?? []));
  return read.map(({ row, known, unknown }) => {
    const gone = known.filter(({ name, value }) => name === "service" && !services.has(value));
    return {
      ...{ id: row.id, name: row.name, isShared: row.is_shared, version: row.version },
      filters: writeFilters(known.filter((one) => !gone.includes(one))),
      ignored: [...unknown, ...gone],
      maker: { id: row.made_by, name: people.get(row.made_by)?.name ?? row.made_by },
      mayChange: whyNotChangeView(caller, row) === null,
    };
  });
}
