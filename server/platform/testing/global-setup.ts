import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../database/migrations.ts";
import { startEmbeddedPostgres } from "../embedded-postgres/index.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run; every test file makes its own database on it. */
    postgresUrl: string;
  }
}

export const templateName = "muster_template";

/** The tests' clock: the product asks `muster_now()`, which a test may move. */
const movableClock = `
  create table test_clock (shift interval not null);
  insert into test_clock values ('0');
  create or replace function muster_now() returns timestamptz language sql stable as 'select now() + shift from test_clock';
`;

/** One PostgreSQL for the whole run, with a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "muster-test-"));
  const server = await startEmbeddedPostgres({ dataDirectory: directory, log: () => undefined, onFatal: (error) => console.error(error) });
  await makeTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

async function makeTemplate(url: string): Promise<void> {
  await runOn(url, `create database ${templateName}`);
  await prepareDatabase(databaseUrl(url, templateName));
}

/** Migrates a database and gives it the clock that tests move. */
export async function prepareDatabase(url: string): Promise<void> {
  await migrate(url, "migrations");
  await runOn(url, movableClock);
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
