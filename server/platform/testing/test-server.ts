import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openDatabase } from "../database/database.ts";
import { startEmbeddedPostgres } from "../embedded-postgres/index.ts";
import { prepareDatabase } from "./global-setup.ts";
import { openClock, type TestClock } from "./test-database.ts";

/** A PostgreSQL of one test's own, which it may take down and bring back at the same address. */
export interface TestServer {
  url: string;
  clock: TestClock;
  takeDown(): Promise<void>;
  bringBack(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "muster-server-"));
  const open = (port?: number) => startEmbeddedPostgres({ dataDirectory, log: () => undefined, onFatal: () => undefined, ...(port ? { port } : {}) });
  let server = await open();
  const { url } = server;
  onTestFinished(async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  });
  await prepareDatabase(url);
  return {
    url,
    clock: openClock(url),
    takeDown: () => server.stop(),
    async bringBack() {
      server = await open(Number(new URL(url).port));
    },
  };
}

/** Rows straight from the database: an oracle never asks the product what happened. */
export async function readRows<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const database = openDatabase({ url, connections: 1 });
  try {
    return await database.transaction((tx) => tx.rows<Row>(sql));
  } finally {
    await database.close();
  }
}
