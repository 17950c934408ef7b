import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { readCursor, writeCursor } from "../../platform/http/cursor.ts";
import { refuse } from "../../values/refusal.ts";
import { draftText, formOf } from "./draft-reading.document.ts";
import { processVersionSchema, questionsSchema, readVersionSchema, templateSchema } from "./draft.contract.ts";
import { presentVersion, readWho } from "./draft.presenter.ts";
import type { DraftTools } from "./judged-draft.queries.ts";
import { processPermissions } from "./process.permissions.ts";
import { presentComparison } from "./process-comparison.presenter.ts";
import { answerQuestions } from "./ten-questions.rules.ts";
import { readVersion, readVersions } from "./version.queries.ts";
import { processParts } from "./whole-process.rules.ts";

const common = { method: "GET", tag: "process", access: processPermissions.read } as const;
const noVersion = refuse("process.not-found", "There is no such version of the process.");
const number = z.coerce.number().int().min(1).max(1_000_000_000);
const versionParams = z.object({ version: z.union([z.literal("in-force"), number]) });
const against = z.object({ against: number.optional().meta({ description: "The version it is compared with; left out: none." }) });

/** The process as it holds and held: its versions, what differs between them, the ten questions, and what to begin from. */
export function versionRoutes(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools): void {
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/process/versions",
    summary: "The versions of the process, the newest first",
    query: listQuery,
    answer: listOf(processVersionSchema),
    async handle(tx, { query }) {
      const below = Number(readCursor(query.cursor, 1)?.[0] ?? 0) || null;
      const page = pageOf(await readVersions(tx, query.limit + 1, below), query.limit, (row) => writeCursor(String(row.version)));
      const who = await readWho(tx, page.rows.map((row) => row.published_by));
      return { items: page.rows.map((row) => presentVersion(row, who)), next: page.next };
    },
  });
  readingRoute(app, tools, draftTools);
  questionsRoute(app, tools, draftTools);
  addRoute(app, tools, { ...common, url: "/api/v1/process/templates", summary: "Processes to begin a draft from", answer: listOf(templateSchema), handle: () => Promise.resolve({ items: [...draftTools.templates], next: null }) });
}

function readingRoute(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools): void {
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/process/versions/:version",
    summary: "A version of the process in words, with what differs from another one",
    params: versionParams,
    query: against,
    answer: readVersionSchema,
    async handle(tx, { params, query }) {
      const row = await readVersion(tx, params.version === "in-force" ? null : params.version);
      const before = query.against === undefined ? null : await readVersion(tx, query.against);
      if (!row || (query.against !== undefined && !before)) return noVersion;
      const { names } = await draftTools.readSurroundings(tx, []);
      const published = presentVersion(row, await readWho(tx, [row.published_by]));
      return { version: row.version, against: before?.version ?? null, published, text: draftText(formOf(row.document)), parts: presentComparison(row.document, before?.document ?? null, names) };
    },
  });
}

function questionsRoute(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools): void {
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/process/questions",
    summary: "The ten questions that a process must answer, answered from the one in force",
    answer: questionsSchema,
    async handle(tx) {
      const row = await readVersion(tx, null);
      if (!row) return { version: null, questions: [] };
      const { names } = await draftTools.readSurroundings(tx, []);
      const titleOf = (id: string) => processParts.find((part) => part.id === id)?.title ?? id;
      return { version: row.version, questions: answerQuestions(row.document, names).map(({ question, answer, parts }) => ({ question, answer, parts: parts.map((id) => ({ id, title: titleOf(id) })) })) };
    },
  });
}
