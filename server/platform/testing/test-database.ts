import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import type { Instant } from "../../values/instant.ts";
import { openDatabase, type Context, type Database } from "../database/database.ts";
import { databaseUrl, runOn, templateName } from "./global-setup.ts";

export interface TestDatabase {
  database: Database;
  url: string;
  clock: TestClock;
}

/** Moves the clock of one test database. Time goes on by itself from where it was put. */
export interface TestClock {
  advance(milliseconds: number): Promise<void>;
  set(at: Instant): Promise<void>;
}

/** A database of this test file's own, made from the migrated template and dropped at the end. */
export async function openTestDatabase(context: Context = {}): Promise<TestDatabase> {
  const { url, clock } = await makeTestDatabase();
  // Beside other tests a statement may take long.
  const database = openDatabase({ url, connections: 8, context, isPatient: true });
  afterAll(() => database.close());
  return { database, url, clock };
}

/** The same without a pool: for tests that start the whole product on it. */
export async function makeTestDatabase(): Promise<{ url: string; clock: TestClock }> {
  const serverUrl = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runOn(serverUrl, `create database ${name} template ${templateName}`);
  afterAll(() => runOn(serverUrl, `drop database if exists ${name} with (force)`));
  const url = databaseUrl(serverUrl, name);
  return { url, clock: openClock(url) };
}

/** The clock of a database that `prepareDatabase` prepared. */
export function openClock(url: string): TestClock {
  return {
    advance: (milliseconds) => runOn(url, `update test_clock set shift = shift + interval '${milliseconds} milliseconds'`),
    set: (at) => runOn(url, `update test_clock set shift = to_timestamp(${at / 1_000}) - now()`),
  };
}
