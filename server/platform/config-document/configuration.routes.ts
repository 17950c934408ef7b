import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { isRefusal } from "../../values/refusal.ts";
import { addRoute, type RouteTools } from "../http/route.ts";
import { exportForms, exportText, readCurrent, type Configuration } from "./configuration.ts";
import { applyDocument, planDocument } from "./configuration-apply.ts";
import { changesSchema, planQuery } from "./configuration.contract.ts";
import { configurationEntryRoutes } from "./configuration-entry.routes.ts";
import { configurationPermissions } from "./configuration.permissions.ts";

const mostBytes = 5 * 1_048_576;

/** The configuration as one document, and entry by entry. */
export function configurationRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  // Lines and columns of a JSON document are told too, so that its text is needed and not what was read from it.
  void app.register(async (scope) => {
    takeTexts(scope);
    applyRoute(scope, tools, configuration);
  });
  exportRoute(app, tools, configuration);
  configurationEntryRoutes(app, tools, configuration);
}

function takeTexts(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const types = ["application/json", "application/yaml", "application/x-yaml", "text/yaml", "text/plain"];
  scope.addContentTypeParser(types, { parseAs: "buffer" }, (_request, bytes, done) => {
    try {
      done(null, new TextDecoder("utf-8", { fatal: true }).decode(bytes as Buffer));
    } catch {
      done(Object.assign(new Error("The document is not UTF-8."), { statusCode: 400 }));
    }
  });
}

function applyRoute(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/config",
    summary: "Apply a document, YAML or JSON, whole or not at all; with `plan=true` only say what would change.",
    tag: "Configuration",
    access: configurationPermissions.apply,
    bodyLimit: mostBytes,
    holdsSecret: true,
    query: planQuery,
    body: z.string(),
    answer: changesSchema,
    async handle(tx, { query, body, caller, request }) {
      const document = { text: body, format: isJson(request) ? ("json" as const) : ("yaml" as const) };
      if (query.plan === "true") return planDocument(tx, configuration, document, caller);
      const changes = await applyDocument(tx, configuration, document, caller);
      return isRefusal(changes) ? changes : { changes };
    },
  });
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json\b/i.test(request.headers["content-type"] ?? "");
}

function exportRoute(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/config",
    summary: "The whole configuration as a document: YAML, or JSON where that is asked for. Secrets are references.",
    tag: "Configuration",
    access: configurationPermissions.read,
    answer: z.union([z.string(), z.record(z.string(), z.unknown())]),
    async handle(tx, { request, reply }) {
      const current = await readCurrent(tx, configuration);
      if (prefersJson(request)) return exportForms(configuration, current);
      void reply.type("application/yaml; charset=utf-8");
      return exportText(configuration, current);
    },
  });
}

function prefersJson(request: FastifyRequest): boolean {
  const accepted = (request.headers.accept ?? "").toLowerCase();
  return accepted.includes("application/json") && !accepted.includes("yaml");
}
