import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { readCursor, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf, listQuery, pageOf } from "../../platform/schemas/list.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse } from "../../values/refusal.ts";
import { readOrganizationWords } from "../incidents/index.ts";
import { savedSectionSchema, savedTextSchema, sectionParams, sectionSaveSchema, versionParams } from "./contract.ts";
import { presentText } from "./retrospective.presenter.ts";
import { retrospectivePermissions } from "./retrospective.permissions.ts";
import { findRetrospective } from "./retrospective.queries.ts";
import { noSuchRetrospective } from "./retrospective.rules.ts";
import { saveSection } from "./section.commands.ts";
import { listSectionVersions, readSectionVersion, type TextRow } from "./section.queries.ts";

/** A million characters, each of which may take six bytes in JSON, and something around them. */
const mostBytes = 6_500_000;

/** Texts of sections: saved so that nobody's words are lost, and every version of them. */
export function sectionRoutes(app: FastifyInstance, tools: RouteTools): void {
  saveRoute(app, tools);
  versionRoutes(app, tools);
}

function saveRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/retrospectives/:id/sections/:section",
    summary: "Save a section, written on a version of it; changes of other lines are put together, else 409 with what stands now as `current`",
    tag: "retrospectives",
    access: retrospectivePermissions.write,
    bodyLimit: mostBytes,
    params: sectionParams,
    body: sectionSaveSchema,
    answer: savedSectionSchema,
    async handle(tx, { params, body, caller }) {
      const id = await findRetrospective(tx, params.id);
      if (id === null) return noSuchRetrospective;
      const saved = await saveSection(tx, { id, section: params.section, ...body, actor: caller.actor ?? muster });
      if (isRefusal(saved)) return saved;
      if ("refusal" in saved) return { ...saved.refusal, details: { current: await viewText(tx, caller, saved.current) } };
      return { ...(await viewText(tx, caller, saved.row)), isMerged: saved.isMerged };
    },
  });
}

function versionRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/retrospectives/:id/sections/:section/versions",
    summary: "Who saved a section when, newest first, without the texts",
    tag: "retrospectives",
    access: retrospectivePermissions.read,
    params: sectionParams,
    query: listQuery,
    answer: listOf(savedTextSchema.omit({ text: true })),
    async handle(tx, { params, query: { cursor, limit }, caller }) {
      const id = await findRetrospective(tx, params.id);
      if (id === null) return noSuchRetrospective;
      const found = await listSectionVersions(tx, id, params.section, { before: versionIn(cursor), limit });
      const { rows, next } = pageOf(found, limit, ({ version }) => writeCursor(String(version)));
      const words = await readOrganizationWords(tx, caller, []);
      return { items: rows.map((row) => presentText({ ...row, text: null }, words)), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/retrospectives/:id/sections/:section/versions/:version",
    summary: "The text of a section as it was saved once",
    tag: "retrospectives",
    access: retrospectivePermissions.read,
    params: versionParams,
    answer: savedTextSchema,
    async handle(tx, { params, caller }) {
      const id = await findRetrospective(tx, params.id);
      const row = id === null ? null : await readSectionVersion(tx, id, params.section, params.version);
      return row ? viewText(tx, caller, row) : refuse("retrospective.version.not-found", "This section has no such version.");
    },
  });
}

function versionIn(cursor: string | undefined): number | null {
  const [text = ""] = readCursor(cursor, 1) ?? [];
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

async function viewText(tx: Tx, caller: Caller, row: TextRow) {
  return presentText(row, await readOrganizationWords(tx, caller, []));
}
