import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "../../platform/database/database.ts";
import { RawBody, takeRawBodies } from "../../platform/http/raw-body.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster, personOf } from "../../values/actor.ts";
import { refuse } from "../../values/refusal.ts";
import { momentOf, refParams } from "./change.routes.ts";
import { attachFile, attachLink, noSuchEvidence, removeEvidence } from "./evidence.commands.ts";
import { evidenceLinkSchema, evidenceSchema, evidenceUploadQuery } from "./evidence.contract.ts";
import { readEvidence, readPiece, type EvidenceRow } from "./evidence.queries.ts";
import { dispositionOf, mostFileBytes } from "./evidence.rules.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions, whyNotRedact } from "./incident.permissions.ts";
import { findIncident } from "./incident.queries.ts";

const tag = "incidents";
const one = z.object({ id: z.uuid() });
const limit = { bytes: mostFileBytes, sentence: "A file may have at most 50 MB (52,428,800 bytes). Nothing was stored. Pack it, cut it, or attach a link to where it lies." };
const bytes = { type: "string", format: "binary" } as const;

/** Evidence: files and links beside the timeline, handed out again, taken out for good. */
export function evidenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  void app.register((scope, _options, done) => {
    takeRawBodies(scope, tools, limit);
    uploadRoute(scope, tools);
    done();
  });
  linkRoute(app, tools);
  handOutRoute(app, tools);
  removalRoute(app, tools);
}

function uploadRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/incidents/:ref/evidence",
    summary: "Attach a file; the body is its bytes, of any content type, at most 50 MB",
    tag,
    access: incidentPermissions.work,
    params: refParams,
    query: evidenceUploadQuery,
    body: z.instanceof(RawBody, { error: "The body is missing. Send the bytes of the file." }).meta(bytes),
    answer: evidenceSchema,
    status: 201,
    async handle(tx, { params, query, body, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const { kind, name, caption = null, replyTo = null } = query;
      return attachFile(tx, { incidentId, actor: caller.actor ?? muster, kind, name, caption, replyTo, at: momentOf(query.at), body });
    },
  });
}

function linkRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/incidents/:ref/evidence/link",
    summary: "Attach a link; what lies there is not fetched",
    tag,
    access: incidentPermissions.work,
    params: refParams,
    body: evidenceLinkSchema,
    answer: evidenceSchema,
    status: 201,
    async handle(tx, { params, body, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const { url, caption = null, replyTo = null } = body;
      return attachLink(tx, { incidentId, actor: caller.actor ?? muster, url, caption, replyTo, at: momentOf(body.at) });
    },
  });
}

function handOutRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/evidence/:id",
    summary: "The bytes of a file; PNG, JPEG, GIF and WebP to be shown, all else to be saved",
    tag,
    access: incidentPermissions.read,
    params: one,
    answer: z.instanceof(Readable).meta(bytes),
    async handle(tx, { params, reply }) {
      const row = await readEvidence(tx, params.id);
      if (!row) return noSuchEvidence;
      if (row.removed_at !== null) return refuse("evidence.gone", "This was taken out.");
      if (row.hash === null) return refuse("evidence.link.not-found", "This is a link. What it leads to is not stored here.", { link: row.link });
      void reply.headers(headersOf(row));
      return Readable.from(piecesOf(tools.database, row.hash, row.size), { objectMode: false });
    },
  });
}

/** Nothing in a file may run as a page of ours: not sniffed, not framed, in a sandbox even where somebody opens it in a tab of its own. */
function headersOf(row: EvidenceRow): Record<string, string> {
  return {
    "content-type": row.media_type,
    "content-length": String(row.size),
    "content-disposition": dispositionOf(row.name ?? "", row.media_type),
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cache-control": "private, max-age=300",
  };
}

/** Each piece by a transaction of its own: a slow reader holds no connection. */
async function* piecesOf(database: Database, hash: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let place = 0, given = 0; given < size; place += 1) {
    const piece = await database.transaction((tx) => readPiece(tx, hash, place));
    // The answer cannot be taken back any more; cut off, it does not pass for whole.
    if (piece === null) throw new Error("The bytes were taken out while somebody read them.");
    given += piece.length;
    yield piece;
  }
}

function removalRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/evidence/:id",
    summary: "Take evidence out for good; the entry stays and says so",
    tag,
    access: incidentPermissions.work,
    params: one,
    answer: z.null(),
    status: 204,
    async handle(tx, { params, caller }) {
      const row = await readEvidence(tx, params.id);
      if (!row) return noSuchEvidence;
      return whyNotRedact(caller, personOf(row.added_by)) ?? removeEvidence(tx, params.id, caller.actor ?? muster);
    },
  });
}
