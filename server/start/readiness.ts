import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { Registry, collectDefaultMetrics } from "prom-client";
import { checkDurability } from "../platform/database/durability.ts";
import { migrate } from "../platform/database/migrations.ts";
import { problem } from "../platform/http/problem.ts";
import type { Logger } from "../platform/log/log.ts";
import { packageRoot } from "../platform/package/package-root.ts";
import type { Node } from "./node.ts";

/** Whether Muster can be relied on now, and if not why. */
export interface Readiness {
  /** Null where it is ready. */
  reason(): string | null;
  /** True from the first time on: what is away after that comes back by itself. */
  hasBegun(): boolean;
  start(): void;
  stop(): void;
}

const lookEvery = 500;

/** Looks at the database until it is reachable, safe and of the newest shape; begins then; goes on looking. */
export function createReadiness(databaseUrl: string, node: Node, begin: () => Promise<void>, log: Logger): Readiness {
  let reason: string | null = "Muster is starting.";
  let hasBegun = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const before = reason;
    reason = await findReason().catch((error: unknown) => `The database is away: ${(error as Error).message || "no answer"}`);
    if (reason !== before) log.info({ reason }, reason === null ? "Muster is ready." : "Muster is not ready.");
    if (!isStopped) timer = setTimeout(() => void look(), lookEvery);
  }

  async function findReason(): Promise<string | null> {
    if (hasBegun) return ping(node);
    const refusal = await prepare(databaseUrl);
    if (refusal !== null) return refusal;
    await begin();
    hasBegun = true;
    return null;
  }

  return {
    reason: () => reason,
    hasBegun: () => hasBegun,
    start: () => void look(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

async function ping(node: Node): Promise<null> {
  await node.database.transaction((tx) => tx.run("select 1"));
  return null;
}

/** Refuses a database that can lose what it confirmed; brings any other to the newest shape. */
async function prepare(databaseUrl: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const problems = await checkDurability(async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows);
    if (problems.length > 0) return problems.map(({ setting, value, source, mend }) => `${setting} is ${value} (${source}), so a confirmed page could be lost. ${mend}`).join(" ");
  } finally {
    await client.end();
  }
  await migrate(databaseUrl, join(packageRoot, "migrations"));
  return null;
}

const openAlways = new Set(["/healthz", "/readyz", "/metrics"]);

/** `/healthz`: the process lives. `/readyz`: it can be relied on. `/metrics`: for Prometheus. Everything else waits for the first readiness. */
export function readinessRoutes(app: FastifyInstance, readiness: Readiness): void {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  app.addHook("onRequest", async (request, reply) => {
    if (readiness.hasBegun() || openAlways.has(request.url.split("?")[0] ?? "")) return;
    await reply
      .status(503)
      .header("retry-after", "1")
      .type("application/problem+json")
      .send(problem(503, "away", readiness.reason() ?? "Muster is starting."));
  });
  app.get("/healthz", { config: { access: "public" }, schema: { hide: true } }, async () => ({ isAlive: true }));
  app.get("/readyz", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => {
    const reason = readiness.reason();
    return reply.status(reason === null ? 200 : 503).send({ isReady: reason === null, reason });
  });
  app.get("/metrics", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}
