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
import { whyNot, type Permission } from "../values/permission.ts";
import { healthSchema, type Health } from "./health.contract.ts";
import { measureClockAhead, readDatabaseVersion, readLate, readParked } from "./health.queries.ts";
import { checkHealth } from "./health.rules.ts";

const mayReadHealth: Permission = { atLeast: "administrator", sentence: "Only administrators see how this installation is." };
const mayConfirmPaging: Permission = { atLeast: "administrator", sentence: "Only administrators let paging go on after a restore." };

export interface HealthSettings {
  publicUrl: string;
  smtpUrl: string | null;
  databaseUrl: string | null;
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
    clockAheadMilliseconds: await measureClockAhead(tx, Date.now),
  });
  return { version, host: hostname(), startedAt: toIso(startedAt), pagingHeldSince: toIsoOrNull(heldSince), checks };
}
