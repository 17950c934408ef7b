import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isRefusal } from "../../values/refusal.ts";
import { readCursor, writeCursor } from "../http/cursor.ts";
import { addRoute, listOf, type RouteTools } from "../http/route.ts";
import type { Configuration } from "./configuration.ts";
import { changesSchema, configurationEntrySchema, entriesQuery, entryParams, planQuery, sectionParams } from "./configuration.contract.ts";
import { deleteEntry, putEntry, readEntries, readEntry } from "./configuration-entries.ts";
import { configurationPermissions } from "./configuration.permissions.ts";

const tag = "Configuration";

/** One way to edit any entry, for the screens. */
export function configurationEntryRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  readingRoutes(app, tools, configuration);
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/config/:section/:id",
    summary: "Make or change one entry, written as in the document; with `plan=true` only say what would change.",
    tag,
    access: configurationPermissions.changeEntry,
    holdsSecret: true,
    params: entryParams,
    query: planQuery,
    body: z.unknown(),
    answer: changesSchema,
    async handle(tx, { params, query, body, caller }) {
      const changes = await putEntry(tx, configuration, { ...params, caller, isPlan: query.plan === "true" }, body ?? null);
      return isRefusal(changes) ? changes : { changes };
    },
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/config/:section/:id",
    summary: "Delete one entry that nothing refers to; with `plan=true` only say what would change.",
    tag,
    access: configurationPermissions.changeEntry,
    params: entryParams,
    query: planQuery,
    answer: changesSchema,
    async handle(tx, { params, query, caller }) {
      const changes = await deleteEntry(tx, configuration, { ...params, caller, isPlan: query.plan === "true" });
      return isRefusal(changes) ? changes : { changes };
    },
  });
}

function readingRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/config/:section",
    summary: "The entries of a section, written as in the document.",
    tag,
    access: configurationPermissions.read,
    params: sectionParams,
    query: entriesQuery,
    answer: listOf(configurationEntrySchema),
    async handle(tx, { params, query }) {
      const entries = await readEntries(tx, configuration, params.section);
      if (isRefusal(entries)) return entries;
      const start = Math.max(0, Number(readCursor(query.cursor, 1)?.[0] ?? 0) || 0);
      const items = entries.slice(start, start + query.limit);
      const end = start + items.length;
      return { items, next: end < entries.length ? writeCursor(String(end)) : null };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/config/:section/:id",
    summary: "One entry, written as in the document; secrets as references.",
    tag,
    access: configurationPermissions.read,
    params: entryParams,
    answer: configurationEntrySchema,
    handle: (tx, { params }) => readEntry(tx, configuration, params.section, params.id),
  });
}
