import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { beginDraft, discardDraft, restoreDraft, writeDraft } from "./draft.commands.ts";
import { answerFindingSchema, beginDraftSchema, checkedTextSchema, checkTextSchema, discardDraftSchema, draftStateSchema, publishedSchema, publishSchema, settleCommentSchema, type DraftState, writeCommentSchema, writeDraftSchema } from "./draft.contract.ts";
import { presentFinding, readDraftState } from "./draft.presenter.ts";
import { judgeText, type DraftTools } from "./judged-draft.queries.ts";
import { processPermissions } from "./process.permissions.ts";
import { publishDraft } from "./publish.commands.ts";
import { answerFinding, settle, writeComment } from "./review.commands.ts";

const tag = "process";
const writing = { tag, access: processPermissions.write, answer: draftStateSchema } as const;
const draft = "/api/v1/process/draft";
const bodyLimit = 2 * 1_048_576;

const compared = z.object({ against: z.coerce.number().int().min(1).optional().meta({ description: "The version it is compared with; left out: the newest." }) });

/** The process as it is being written anew: its draft, what is found in it and said of it, until it is published. */
export function draftRoutes(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools): void {
  const stateAfter: StateAfter = async (tx, outcome) => (isRefusal(outcome) ? outcome : readDraftState(tx, draftTools, null));
  addRoute(app, tools, {
    method: "GET",
    url: draft,
    summary: "The draft of the process with its findings and comments, compared with a version; null where none is open",
    tag,
    access: processPermissions.read,
    query: compared,
    answer: draftStateSchema,
    handle: (tx, { query }) => readDraftState(tx, draftTools, query.against ?? null),
  });
  addRoute(app, tools, { ...writing, method: "POST", url: draft, summary: "Begin a draft, from the process in force or a template", body: beginDraftSchema, status: 201, handle: async (tx, { caller, body }) => stateAfter(tx, await beginDraft(tx, draftTools, caller, body.template)) });
  addRoute(app, tools, { ...writing, method: "PUT", url: draft, summary: "Write the draft, as text or as values; refused where it was written on since `revision`", bodyLimit, body: writeDraftSchema, handle: async (tx, { caller, body }) => stateAfter(tx, await writeDraft(tx, caller, body)) });
  addRoute(app, tools, { ...writing, method: "DELETE", url: draft, summary: "Discard the draft; it can be brought back until another one is begun", query: discardDraftSchema, handle: async (tx, { caller, query }) => stateAfter(tx, await discardDraft(tx, caller, query.revision)) });
  addRoute(app, tools, { ...writing, method: "POST", url: `${draft}/restore`, summary: "Bring back the draft that was discarded last", handle: async (tx, { caller }) => stateAfter(tx, await restoreDraft(tx, caller)) });
  reviewRoutes(app, tools, draftTools, stateAfter);
  checkRoute(app, tools, draftTools);
  addRoute(app, tools, {
    method: "POST",
    url: `${draft}/publish`,
    summary: "Put the draft in force as the next version; refused while a finding waits for an answer, or where another version came in between",
    tag,
    access: processPermissions.publish,
    body: publishSchema,
    answer: publishedSchema,
    handle: (tx, { caller, body }) => publishDraft(tx, draftTools, caller, body),
  });
}

type StateAfter = (tx: Tx, outcome: object | null | Refusal) => Promise<DraftState | Refusal>;

function reviewRoutes(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools, stateAfter: StateAfter): void {
  addRoute(app, tools, { ...writing, method: "POST", url: `${draft}/comments`, summary: "Say something to a part of the draft, or reply", body: writeCommentSchema, status: 201, handle: async (tx, { caller, body }) => stateAfter(tx, await writeComment(tx, caller, body)) });
  addRoute(app, tools, { ...writing, method: "POST", url: `${draft}/comments/:id/settle`, summary: "Settle a comment with its replies, or take it up again", params: z.object({ id: z.uuid() }), body: settleCommentSchema, handle: async (tx, { caller, params, body }) => stateAfter(tx, await settle(tx, caller, params.id, body.isSettled)) });
  addRoute(app, tools, { ...writing, method: "PUT", url: `${draft}/answers`, summary: "Say why a finding may stand as it is, or take that back", body: answerFindingSchema, handle: async (tx, { caller, body }) => stateAfter(tx, await answerFinding(tx, draftTools, caller, body)) });
}

function checkRoute(app: FastifyInstance, tools: RouteTools, draftTools: DraftTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/process/check",
    summary: "What is found in a process, each with its line in the text; nothing is kept",
    tag,
    access: processPermissions.read,
    bodyLimit,
    body: checkTextSchema,
    answer: checkedTextSchema,
    async handle(tx, { body }) {
      const { findings } = await judgeText(tx, draftTools, body.text);
      return { findings: findings.map((finding) => presentFinding(finding, [], () => ({ id: null, name: "" }))) };
    },
  });
}
