import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { migrate } from "../server/platform/database/migrations.ts";
import { openDatabase, type Database } from "../server/platform/database/database.ts";
import { startEmbeddedPostgres } from "../server/platform/embedded-postgres/index.ts";

export interface BenchmarkGround {
  url: string;
  database: Database;
  /** Ends PostgreSQL as a fault would, and waits until it is back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL of its own as the product starts it, fsync on, migrated and empty. */
export async function openBenchmarkGround(): Promise<BenchmarkGround> {
  const directory = await mkdtemp(join(tmpdir(), "muster-benchmark-"));
  const server = await startEmbeddedPostgres({ dataDirectory: directory, log: () => undefined, onFatal: (error) => console.error(error) });
  await migrate(server.url, "migrations");
  // A table of a million rows is filled by one statement.
  const database = openDatabase({ url: server.url, isPatient: true });
  const fsync = await database.transaction((tx) => tx.first<{ fsync: string }>("show fsync"));
  if (fsync?.fsync !== "on") throw new Error("PostgreSQL runs without fsync; what it accepts would not be safe.");
  return {
    url: server.url,
    database,
    async kill() {
      process.kill(server.pid(), "SIGKILL");
      for (const until = Date.now() + 30_000; Date.now() < until; await pause(200)) {
        // Over a connection that was open before, what was killed may still answer for a moment.
        const fresh = openDatabase({ url: server.url });
        const isBack = await fresh.transaction(() => Promise.resolve(true)).catch(() => false);
        await fresh.close();
        if (isBack) return;
      }
      throw new Error("PostgreSQL did not come back.");
    },
    async stop() {
      await database.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? Number.NaN;
}

/** How busy the machine is with everything that runs on it. */
export function loadNow(): string {
  return `load ${loadavg().map((load) => load.toFixed(1)).join(" ")}`;
}
