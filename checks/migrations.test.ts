import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkMigrations, landedMap } from "./migrations.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "muster-migrations-"));
  await mkdir(join(root, "migrations"));
  await put("2026-01-05-01-people.sql", "create table person ();");
  await land();
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe("the check of migrations", () => {
  it("passes what landed, a new one after it, and one without a transaction", async () => {
    await put("2026-01-05-02-teams.sql", "create table team ();");
    await put("2026-01-06-01-team-index.sql", "-- no transaction\ncreate index concurrently if not exists team_name on team (name);");
    expect(await checkMigrations(root)).toEqual({ failures: [] });
  });

  it("refuses a change to one that landed, and says how to mend it", async () => {
    await put("2026-01-05-01-people.sql", "create table person (name text);");
    expect((await checkMigrations(root)).failures).toEqual([expect.stringMatching(/changed after it landed.*git checkout.*new migration/)]);
  });

  it("refuses that one that landed goes away", async () => {
    await rm(join(root, "migrations/2026-01-05-01-people.sql"));
    expect((await checkMigrations(root)).failures).toEqual([expect.stringContaining("is gone after it landed")]);
  });

  it("refuses a new one that stands before one that landed", async () => {
    await put("2026-01-04-01-teams.sql", "create table team ();");
    expect((await checkMigrations(root)).failures).toEqual([expect.stringContaining("stands before 2026-01-05-01-people.sql")]);
  });

  it("refuses a number that is taken", async () => {
    await put("2026-01-05-01-teams.sql", "create table team ();");
    expect((await checkMigrations(root)).failures).toEqual([expect.stringContaining("another migration bears the number 2026-01-05-01")]);
  });

  it("refuses a name of another shape", async () => {
    await put("teams.sql", "create table team ();");
    await put("2026-13-01-01-teams.sql", "create table team ();");
    const { failures } = await checkMigrations(root);
    expect(failures.filter((failure) => failure.includes("YYYY-MM-DD-NN-words.sql"))).toHaveLength(2);
  });

  it("keeps the checksum of what landed when the list is generated again", async () => {
    const before = JSON.parse((await landedMap.text(root)) ?? "{}") as Record<string, string>;
    await put("2026-01-05-01-people.sql", "create table person (name text);");
    await put("2026-01-05-02-teams.sql", "create table team ();");
    const after = JSON.parse((await landedMap.text(root)) ?? "{}") as Record<string, string>;
    expect(after).toEqual({ ...before, "2026-01-05-02-teams.sql": expect.any(String) as string });
  });
});

async function put(name: string, sql: string): Promise<void> {
  await writeFile(join(root, "migrations", name), sql);
}

async function land(): Promise<void> {
  await writeFile(join(root, landedMap.file), (await landedMap.text(root)) ?? "");
}
