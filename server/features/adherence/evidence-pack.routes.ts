import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { packSchema, type EvidencePack } from "../../platform/event-log/evidence-pack.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { findIncident, noSuchIncident, readIncidentRow, refOf } from "../incidents/index.ts";
import { packIncident, packPeriod } from "./evidence-pack.commands.ts";
import { packParams, packQuery, periodQuery, sealSchema } from "./evidence-pack.contract.ts";
import { packPermissions } from "./evidence-pack.permissions.ts";
import { readSeal } from "./evidence-seal.queries.ts";
import { writePackMarkdown, writePeriodMarkdown } from "./pack-markdown.rules.ts";
import { writePackPage, writePeriodPage, type PageLook } from "./pack-page.presenter.ts";
import { clockOf, packFileName, periodFileName } from "./pack-story.rules.ts";
import { tellPack, tellPeriod } from "./pack-story.queries.ts";

const tag = "adherence";
/** A pack costs a walk over the whole log. */
const packsPerMinute = 30;

/** Evidence to take away: of an incident, of a period. */
export function evidencePackRoutes(app: FastifyInstance, tools: RouteTools): void {
  incidentRoute(app, tools);
  periodRoute(app, tools);
  sealRoute(app, tools);
}

function incidentRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/evidence-pack",
    summary: "Everything of one incident, signed, so that it can be verified without Muster",
    tag,
    access: packPermissions.readIncident,
    perMinute: packsPerMinute,
    params: packParams,
    query: packQuery,
    answer: z.union([packSchema, z.string()]),
    async handle(tx, { params, query, caller, request, reply }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const made = await packIncident(tx, incidentId, { caller, grownFrom: query.checkpoint ?? null });
      if (isRefusal(made)) return made;
      if (query.format === "json") return handOut(reply, made.pack, packFileName(refOf(made.row.number)));
      const [story, { toVerify }] = [await tellPack(tx, caller, made), made.pack];
      return write(tx, { markdown: () => writePackMarkdown(story, toVerify), html: (look) => writePackPage(story, toVerify, look) }, { format: query.format, nonce: request.nonce, reply });
    },
  });
}

interface Writers {
  markdown: () => string;
  html: (look: PageLook) => string;
}

async function write(tx: Tx, { markdown, html }: Writers, { format, nonce, reply }: { format: "markdown" | "html"; nonce: string; reply: FastifyReply }): Promise<string> {
  if (format === "markdown") {
    void reply.type("text/markdown; charset=utf-8");
    return markdown();
  }
  const organization = await tx.first<{ timezone: string }>("select timezone from organization");
  void reply.type("text/html; charset=utf-8").header("cache-control", "no-store");
  return html({ clock: clockOf(zoneNamed(organization?.timezone ?? "UTC")), nonce });
}

function handOut(reply: FastifyReply, pack: EvidencePack, file: string): EvidencePack {
  void reply.header("content-disposition", `attachment; filename="${file}"`).header("cache-control", "no-store");
  return pack;
}

function periodRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/evidence-packs",
    summary: "All incidents declared in a period, with the audit trail of the period, signed",
    tag,
    access: packPermissions.readPeriod,
    perMinute: packsPerMinute,
    query: periodQuery,
    answer: z.union([packSchema, z.string()]),
    async handle(tx, { query, caller, request, reply }) {
      const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
      const wrong = whyNotPeriod(from, to, tx.now);
      if (wrong) return wrong;
      const made = await packPeriod(tx, { from, to }, { caller, grownFrom: query.checkpoint ?? null });
      if (isRefusal(made)) return made;
      if (query.format === "json") return handOut(reply, made.pack, periodFileName(from, to));
      const [period, { toVerify }] = [await tellPeriod(tx, caller, made, { from, to }), made.pack];
      return write(tx, { markdown: () => writePeriodMarkdown(period, toVerify), html: (look) => writePeriodPage(period, toVerify, look) }, { format: query.format, nonce: request.nonce, reply });
    },
  });
}

function whyNotPeriod(from: number, to: number, now: number): Refusal | null {
  const message = to <= from ? "The period ends before it begins. Give a later `to`." : to > now ? "The period is not over yet. Give a `to` that lies in the past." : null;
  return message === null ? null : refuse("evidence.period.invalid", message, { errors: [{ path: "to", message }] });
}

function sealRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/evidence-seal",
    summary: "What holds the log of an incident: how many events, the last hash, when it was sealed",
    tag,
    access: packPermissions.readIncident,
    params: packParams,
    answer: sealSchema,
    async handle(tx, { params }) {
      const incidentId = await findIncident(tx, params.ref);
      const row = incidentId === null ? null : await readIncidentRow(tx, incidentId);
      return row === null ? noSuchIncident : readSeal(tx, row.id, refOf(row.number));
    },
  });
}
