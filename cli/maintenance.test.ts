import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, inject, it } from "vitest";
import { runSet } from "../server/platform/due-work/set-runner.ts";
import { checkpointHandler, scheduleCheckpoints } from "../server/platform/event-log/checkpoint.work.ts";
import { execute } from "../server/platform/event-log/event-log.ts";
import { databaseUrl, runOn } from "../server/platform/testing/global-setup.ts";
import { openTestDatabase } from "../server/platform/testing/test-database.ts";
import { muster } from "../server/values/actor.ts";
import { maintenanceVerbs } from "./maintenance.ts";

const secret = "a secret for tests, long enough to be one";
const { database, url, clock } = await openTestDatabase();
const folder = await mkdtemp(join(tmpdir(), "muster-maintenance-"));
await chmod(folder, 0o755);
const data = join(folder, "data");
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void (process.exitCode = 0));

const noted = { kind: "note", knows: { noted: true }, initial: {}, decide: () => [{ type: "noted" as const, data: {} }], evolve: (state: object) => state } as const;

await database.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) select id, id, id || '@acme.example', 1 from unnest(array['amara', 'ben', 'chidi']) as id");
  await scheduleCheckpoints(tx);
  await execute(tx, noted, { streamId: "note/1", commandId: "1", actor: muster, command: null });
});
await clock.advance(60_000);
await runSet(database, checkpointHandler(secret), (problem, fault) => {
  throw new Error(problem, { cause: fault });
});

/** A verb as a terminal would run it, in another folder than Muster's own. */
async function run(environment: Record<string, string>, ...words: [string, ...string[]]): Promise<{ code: number; said: string; complained: string }> {
  const [said, complained] = [[] as string[], [] as string[]];
  const outside = { environment: { MUSTER_DATA: data, ...environment }, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
  const [name, ...rest] = words;
  process.exitCode = 0;
  await maintenanceVerbs(outside).find((verb) => verb.name() === name)?.parseAsync(rest, { from: "user" });
  return { code: process.exitCode, said: said.join("\n"), complained: complained.join("\n") };
}

async function makeEmpty(): Promise<string> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await runOn(inject("postgresUrl"), `create database ${name}`);
  afterAll(() => runOn(inject("postgresUrl"), `drop database if exists ${name} with (force)`));
  return databaseUrl(inject("postgresUrl"), name);
}

const nowhere: [string, ...string[]][] = [["backup", join(folder, "nothing.muster")], ["rebuild"], ["verify"]];

describe("backup, rebuild and verify", () => {
  it.each(nowhere)("%s says where it looked and how to name the place, and makes nothing", async (...words) => {
    const { code, said, complained } = await run({}, ...words);
    expect([code, said]).toEqual([1, ""]);
    expect(complained).toBe(`There is no database of Muster's in ${data}. Say where Muster's data is: its directory in MUSTER_DATA, or the address of its PostgreSQL in DATABASE_URL.`);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(nowhere)("%s refuses a database that is not Muster's", async (...words) => {
    const { code, complained } = await run({ DATABASE_URL: await makeEmpty() }, ...words);
    expect([code, complained]).toEqual([1, expect.stringContaining("The database of DATABASE_URL holds nothing of Muster's.")]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("verify", () => {
  it("asks for the key where there is none, and makes none", async () => {
    expect(await run({ DATABASE_URL: url }, "verify")).toMatchObject({ code: 1, complained: expect.stringContaining(`is not in ${join(data, "secret")}.`) });
    expect(await readdir(folder)).toEqual([]);
  });

  it("says what mends it where the checkpoints were signed with another key", async () => {
    const { complained } = await run({ DATABASE_URL: url, MUSTER_SECRET: "another secret, long enough too" }, "verify");
    expect(complained).toContain("The checkpoint over 1 events was not signed by this installation. If this Muster was restored from a backup, give the key of the one that was backed up in MUSTER_SECRET");
    expect((await run({ DATABASE_URL: url, MUSTER_SECRET: secret }, "verify")).said).toContain("The log is whole: 1 events");
  });
});

describe("backup and restore", () => {
  const file = join(folder, "acme.muster");
  afterAll(() => rm(file));

  it("say in a few words what was kept and brought back", async () => {
    const kept = await run({ DATABASE_URL: url }, "backup", file);
    expect(kept).toMatchObject({ code: 0, complained: "" });
    expect(kept.said).toMatch(/^\S+acme\.muster \(\d+ kB\) holds \d+ rows in \d+ tables \(person 3, .* as of \S+Z\.$/);
    expect(kept.said).not.toContain(" 0");
    const restored = await run({ DATABASE_URL: await makeEmpty() }, "restore", file);
    expect(restored).toMatchObject({ code: 0, complained: "test_clock is no table of Muster's and was left out." });
    expect(restored.said).toMatch(/^Restored \d+ rows in \d+ tables \(person 3, /);
    expect(restored.said.split("\n")).toHaveLength(3);
  });

  it("leave no new database behind where the file cannot be restored", async () => {
    expect(await run({}, "restore", join(folder, "absent.muster"))).toMatchObject({ code: 1, complained: expect.stringContaining("absent.muster cannot be read") });
    await writeFile(join(folder, "poem"), "roses are red");
    expect(await run({}, "restore", join(folder, "poem"))).toMatchObject({ code: 1, complained: expect.stringContaining("not a whole backup") });
    await rm(join(folder, "poem"));
    expect(await readdir(folder)).toEqual(["acme.muster"]);
  });

  it("use the embedded database that lies in the data directory, though it does not run", async () => {
    expect(await run({}, "restore", file)).toMatchObject({ code: 0 });
    expect(await readdir(data)).not.toContain("secret");
    expect((await run({}, "backup", join(data, "again.muster"))).said).toContain("person 3");
    expect(await run({ MUSTER_SECRET: secret }, "verify")).toMatchObject({ code: 0, said: expect.stringContaining("The log is whole: 1 events") });
    await rm(data, { recursive: true });
  });
});
