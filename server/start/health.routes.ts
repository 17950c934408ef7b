import { hostname } from "node:os";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isFirstRunOpen, recordAudit } from "../features/access/index.ts";
import { checkDurability } from "../platform/database/durability.ts";
import type { Tx } from "../platform/database/database.ts";
import { confirmPaging, readPagingHold } from "../platform/database/paging-hold.ts";
import { addRoute, type RouteTools } from "../platform/http/route.ts";
import { version } from "../platform/package/package-root.ts";
import { muster } from "../values/actor.ts";
import { toIso, toIsoOrNull } from "../values/instant.ts";
import { refuse } from "../values/refusal.ts";
import { whyNot, type Permission } from "../values/permission.ts";
import { healthSchema, parkedWorkParameters, type Health } from "./health.contract.ts";
import { drop, measureClockAhead, readDatabaseVersion, readLate, readLooks, readParked, readParkedRows, tryAgain, type ParkedRow } from "./health.queries.ts";
import { checkHealth } from "./health.rules.ts";
import { readWatchdogStanding } from "./watchdog.queries.ts";

const mayReadHealth: Permission = { atLeast: "administrator", sentence: "Only administrators see how this installation is." };
const mayConfirmPaging: Permission = { atLeast: "administrator", sentence: "Only administrators let paging go on after a restore." };

const maySettleParked: Permission = { atLeast: "administrator", sentence: "Only administrators say what becomes of work that was put aside." };

export interface HealthSettings {
  publicUrl: string;
  smtpUrl: string | null;
  databaseUrl: string | null;
  watchdogToken?: string | null;
}

/** How this installation is: for administrators, and for whoever is about to become the first. */
export function healthRoutes(app: FastifyInstance, tools: RouteTools, settings: HealthSettings): void {
  const startedAt = Date.now();
  const read = (tx: Tx, request: FastifyRequest) => readHealth(tx, { settings, startedAt, askedHost: request.host });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/health",
    summary: "How this installation is: what is to do, and what is well; open to everybody during the first run",
    tag: "Health",
    access: "public",
    answer: healthSchema,
    handle: async (tx, { caller, request }) => {
      const refused = (await isFirstRunOpen(tx)) ? null : whyNot(caller, mayReadHealth);
      return refused ?? read(tx, request);
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/health/confirm-paging",
    summary: "After a restore: this Muster, and no other, pages from now on",
    tag: "Health",
    access: mayConfirmPaging,
    answer: healthSchema,
    handle: async (tx, { caller, request }) => {
      const isNew = await confirmPaging(tx);
      if (isNew) await recordAudit(tx, { actor: caller.actor ?? muster, section: "installation", id: "installation", action: "confirmed", paths: ["pagingHeldSince"] });
      return read(tx, request);
    },
  });
  parkedRoutes(app, tools, read);
}

interface ParkedVerb {
  verb: "retry" | "drop";
  summary: string;
  action: string;
  settle: (tx: Tx, id: number) => Promise<ParkedRow | null>;
}

const parkedVerbs: readonly ParkedVerb[] = [
  { verb: "retry", summary: "Try work again that was put aside after it failed five times", action: "tried again", settle: tryAgain },
  { verb: "drop", summary: "Drop work that was put aside after it failed five times: it is never done", action: "dropped", settle: drop },
];

/** What becomes of work that was put aside: a person says so, and the audit trail keeps it. */
function parkedRoutes(app: FastifyInstance, tools: RouteTools, read: (tx: Tx, request: FastifyRequest) => Promise<Health>): void {
  for (const { verb, summary, action, settle } of parkedVerbs) {
    addRoute(app, tools, {
      method: "POST",
      url: `/api/v1/health/parked/:id/${verb}`,
      summary,
      tag: "Health",
      access: maySettleParked,
      params: parkedWorkParameters,
      answer: healthSchema,
      handle: async (tx, { caller, params, request }) => {
        const row = await settle(tx, params.id);
        if (!row) return refuse("work.not-parked", "This work is not put aside any more: somebody tried it again or dropped it. Read the page anew.");
        await recordAudit(tx, { actor: caller.actor ?? muster, section: "due-work", id: row.key, action, paths: ["parkedAt"], details: { kind: row.kind, fault: row.last_fault } });
        return read(tx, request);
      },
    });
  }
}

const mostParked = 100;

function presentParked({ id, kind, key, parked_at: parkedAt, last_fault: fault }: ParkedRow): Health["parked"][number] {
  return { id, kind, key, parkedAt: toIso(parkedAt), fault: fault ?? "No reason was noted." };
}

interface Circumstances {
  settings: HealthSettings;
  startedAt: number;
  askedHost: string;
}

async function readHealth(tx: Tx, { settings, startedAt, askedHost }: Circumstances): Promise<Health> {
  const heldSince = await readPagingHold(tx);
  const { protocol, host, hostname: name } = new URL(settings.publicUrl);
  const checks = checkHealth({
    isPagingHeld: heldSince !== null,
    mailHost: settings.smtpUrl === null ? null : new URL(settings.smtpUrl).hostname,
    database: {
      version: await readDatabaseVersion(tx),
      isEmbedded: settings.databaseUrl === null,
      unsafe: await checkDurability((sql, values) => tx.rows(sql, values)),
    },
    publicUrl: { protocol, host, hostname: name },
    askedHost,
    parked: await readParked(tx),
    late: await readLate(tx),
    upMilliseconds: Date.now() - startedAt,
    looks: await readLooks(tx),
    watchdog: { isExpected: (settings.watchdogToken ?? null) !== null, ...(await readWatchdogStanding(tx)) },
    clockAheadMilliseconds: await measureClockAhead(tx, Date.now),
  });
  return { version, host: hostname(), startedAt: toIso(startedAt), pagingHeldSince: toIsoOrNull(heldSince), parked: (await readParkedRows(tx, mostParked)).map(presentParked), checks };
}
