import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import type { Instant } from "../../values/instant.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { alertPermissions } from "./alert.permissions.ts";
import { matchesPattern, zoneOf } from "./hold.intake.ts";
import { readNames } from "./names.queries.ts";
import { changeSilence, endSilence, makeSilence, noSuchSilence, whyNotMatch } from "./silence.commands.ts";
import { silenceCoverSchema, silencePreviewSchema, silenceSchema, silenceWishSchema, type SilenceView } from "./silence.contract.ts";
import { listSilences, readPagedGroups, readSilence, readUnheldAlerts, silenceOf, type SilenceRow } from "./silence.queries.ts";
import { factsOf, isCovered, spanFrom } from "./silence.rules.ts";

const tag = "silences";
const params = z.object({ id: z.uuid() });
const mostShown = 20;

/** Silences and maintenance: what would be held back, what is, and for how long. */
export function silenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  readingRoutes(app, tools);
  previewRoute(app, tools);
  changingRoutes(app, tools);
}

function readingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/silences",
    summary: "Silences and maintenance: what holds or is planned, or what is over",
    tag,
    access: alertPermissions.read,
    query: z.object({ state: z.enum(["live", "over"]).default("live"), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: listOf(silenceSchema),
    handle: async (tx, { query }) => ({ items: await present(tx, await listSilences(tx, query.state, query.limit)), next: null }),
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/silences/:id",
    summary: "One silence",
    tag,
    access: alertPermissions.read,
    params,
    answer: silenceSchema,
    handle: async (tx, input) => presentOne(tx, await readSilence(tx, input.params.id)),
  });
}

function previewRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/silences/preview",
    summary: "What a silence would hold back now; nothing is changed",
    tag,
    access: alertPermissions.answer,
    body: silencePreviewSchema,
    answer: silenceCoverSchema,
    async handle(tx, { body, caller }) {
      const refused = whyNotMatch(body.matchers);
      if (refused) return refused;
      const covered = (await readUnheldAlerts(tx)).filter((alert) => isCovered(body.matchers, factsOf(alert), matchesPattern));
      const paged = await readPagedGroups(tx, covered.flatMap(({ groupId }) => groupId ?? []));
      const names = await readNames(tx, caller);
      return {
        total: covered.length,
        paging: covered.filter(({ groupId }) => groupId !== null && paged.has(groupId)).length,
        alerts: covered.slice(0, mostShown).map(({ id, title, status, serviceId }) => ({ id, title, status, serviceName: serviceId === null ? null : names.service(serviceId) })),
      };
    },
  });
}

function changingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/silences",
    summary: "Page nobody for what matches, until it ends",
    tag,
    access: alertPermissions.answer,
    body: silenceWishSchema,
    answer: silenceSchema,
    status: 201,
    async handle(tx, { caller, body }) {
      const made = await makeSilence(tx, caller, body);
      return isRefusal(made) ? made : presentOne(tx, made);
    },
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/silences/:id",
    summary: "Change a silence that is not over",
    tag,
    access: alertPermissions.answer,
    params,
    body: silenceWishSchema,
    answer: silenceSchema,
    async handle(tx, input) {
      const changed = await changeSilence(tx, input.caller, input.params.id, input.body);
      return isRefusal(changed) ? changed : presentOne(tx, changed);
    },
  });
  endingRoute(app, tools);
}

function endingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/silences/:id/end",
    summary: "End a silence now: what still fires pages",
    tag,
    access: alertPermissions.answer,
    params,
    answer: silenceSchema,
    async handle(tx, input) {
      const ended = await endSilence(tx, input.caller, input.params.id);
      return isRefusal(ended) ? ended : presentOne(tx, ended);
    },
  });
}

async function presentOne(tx: Tx, row: SilenceRow | null) {
  const [view] = row ? await present(tx, [row]) : [];
  return view ?? noSuchSilence;
}

async function present(tx: Tx, rows: readonly SilenceRow[]): Promise<SilenceView[]> {
  const people = await readPeople(tx, rows.flatMap(({ owner_id: ownerId }) => ownerId ?? []));
  return rows.map((row) => presentSilence(row, row.owner_id === null ? null : { id: row.owner_id, name: people.get(row.owner_id)?.name ?? row.owner_id }, tx.now));
}

function presentSilence(row: SilenceRow, owner: SilenceView["owner"], now: Instant): SilenceView {
  const silence = silenceOf(row);
  const span = spanFrom(silence, now, zoneOf(silence));
  const { id, kind, matchers, reason, recurrence } = silence;
  return {
    id,
    kind,
    state: span === null ? "over" : span.from <= now ? "live" : "planned",
    matchers: [...matchers],
    reason,
    owner,
    madeAt: toIso(row.made_at),
    startsAt: toIso(row.starts_at),
    endsAt: toIso(row.ends_at),
    recurrence: recurrence && { ...recurrence, days: [...recurrence.days] },
    endedAt: toIsoOrNull(row.ended_at),
    next: span && { from: toIso(span.from), to: toIso(span.to) },
    held: row.held,
  };
}
