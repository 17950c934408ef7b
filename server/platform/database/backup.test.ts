import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { schedule, type ClaimedWork, type SendHandler, type SetHandler } from "../due-work/due-work.ts";
import { Sender } from "../due-work/sender.ts";
import { runSet } from "../due-work/set-runner.ts";
import { publicKeyOf } from "../event-log/checkpoint.ts";
import { readCheckpoints } from "../event-log/checkpoint.queries.ts";
import { checkpointHandler, scheduleCheckpoints } from "../event-log/checkpoint.work.ts";
import type { Decider } from "../event-log/event.ts";
import { execute } from "../event-log/event-log.ts";
import { readLastPosition } from "../event-log/event-log.queries.ts";
import { verifyLog } from "../event-log/log-verification.ts";
import { databaseUrl, runOn } from "../testing/global-setup.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import { backup, type BackupSummary } from "./backup.ts";
import { openDatabase, type Database, type Tx } from "./database.ts";
import { migrate } from "./migrations.ts";
import { confirmPaging, readPagingHold } from "./paging-hold.ts";
import { ownMigrations, restore, type RestoreSummary } from "./restore.ts";

type Added = { type: "added"; data: { amount: number; word: string } };
const counter: Decider<{ total: number }, number, Added> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => [{ type: "added", data: { amount, word: 'tab\tline\nquote"slash\\N ünïcode 🚒' } }],
  evolve: (state, fact) => ({ total: state.total + fact.data.amount }),
};

const secret = "a secret for tests, long enough";
const trust = { publicKeys: [publicKeyOf(secret)], kept: [] };
const { database, url, clock } = await openTestDatabase();
const directory = await mkdtemp(join(tmpdir(), "muster-backup-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

let names = 0;
const newFile = () => join(directory, `${(names += 1)}.muster`);
const quiet = () => undefined;

/** A database with nothing in it. */
async function makeEmpty(): Promise<string> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await runOn(inject("postgresUrl"), `create database ${name}`);
  afterAll(() => runOn(inject("postgresUrl"), `drop database if exists ${name} with (force)`));
  return databaseUrl(inject("postgresUrl"), name);
}

function openOther(otherUrl: string): Database {
  const other = openDatabase({ url: otherUrl, connections: 4 });
  afterAll(() => other.close());
  return other;
}

async function backUp(from = url): Promise<BackupSummary> {
  const made = await backup(from, newFile(), quiet);
  if (isRefusal(made)) throw new Error(made.reason);
  return made;
}

async function restoreInto(target: string, file: string, options: Partial<Parameters<typeof restore>[2]> = {}): Promise<RestoreSummary> {
  const restored = await restore(target, file, { migrations: ownMigrations, progress: quiet, ...options });
  if (isRefusal(restored)) throw new Error(restored.reason);
  return restored;
}

const refusedBy = async (target: string, file: string, migrations = ownMigrations) => restore(target, file, { migrations, progress: quiet });

async function ask<Row extends object>(target: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: target });
  await client.connect();
  return client.query<Row>(sql).then(({ rows }) => rows).finally(() => client.end());
}

const tablesOf = async (target: string) => (await ask<{ name: string }>(target, "select tablename as name from pg_tables where schemaname = 'public' order by 1")).map(({ name }) => name);

let commands = 0;
function add(tx: Tx, stream: string): Promise<unknown> {
  commands += 1;
  return execute(tx, counter, { streamId: `counter/${stream}`, commandId: String(commands), actor: muster, command: commands });
}

await database.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) values ('amara', E'Amara\\tO\\'Neill\\n\\\\N', 'amara@acme.example', 1), ('ben', 'Ben', 'ben@acme.example', 2)");
  await tx.run("insert into contact (person_id, id, channel, address, place, verified_at) values ('amara', 'phone', 'sms', '+49 1', 1, null), ('ben', 'phone', 'sms', '', 1, '2026-01-01 12:00:00.123456+00')");
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 2, 1)");
  await tx.run("insert into escalation_step (policy_id, place, targets) values ('web', 1, array['team/a,b', '', 'person/\"x\"'])");
  await tx.run("insert into api_token (id, name, token_hash, role, made_by, made_at) values (gen_random_uuid(), '', decode('00ff0a5c', 'hex'), 'viewer', '{\"kind\": \"muster\", \"n\": 1.50}', now())");
  await schedule(tx, [{ kind: "test.send", key: "old page", dueAt: tx.now - 1_000, payload: { page: 1 } }, { kind: "test.set", key: "old step", dueAt: tx.now - 1_000, payload: {} }]);
  await scheduleCheckpoints(tx);
  for (let index = 0; index < 50; index += 1) await add(tx, `before-${index % 7}`);
});

async function makeCheckpoint(): Promise<void> {
  await clock.advance(60_000);
  await runSet(database, checkpointHandler(secret), (problem, fault) => {
    throw new Error(problem, { cause: fault });
  });
}

describe("a backup that was taken while the product was writing", async () => {
  let isWriting = true;
  let stored = 0;
  const writers = Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let turn = 0; isWriting; turn += 1) {
        await database.transaction((tx) => add(tx, `busy-${(writer + turn) % 4}`));
        stored += 1;
      }
    }),
  );
  await makeCheckpoint();
  const storedBefore = stored;
  const made = await backUp();
  isWriting = false;
  await writers;
  const target = await makeEmpty();
  await restoreInto(target, made.file);
  const restored = openOther(target);

  it("holds one moment: every event stored before it, and no half of anything", async () => {
    const verdict = await restored.transaction((tx) => verifyLog(tx, trust));
    expect(verdict).toMatchObject({ isWhole: true, checkpoints: 1 });
    expect(verdict.isWhole && verdict.events).toBeGreaterThanOrEqual(50 + storedBefore);
    expect(verdict.isWhole && verdict.events).toBeLessThanOrEqual(50 + stored);
  });

  it("is the log that checkpoints kept elsewhere were made of", async () => {
    const kept = await database.transaction((tx) => readCheckpoints(tx));
    expect(await restored.transaction((tx) => verifyLog(tx, { ...trust, kept }))).toMatchObject({ isWhole: true });
  });

  it("can be gone on from: new events get new positions", async () => {
    const last = await restored.transaction((tx) => readLastPosition(tx));
    await restored.transaction((tx) => add(tx, "after"));
    expect(await restored.transaction((tx) => readLastPosition(tx))).toBeGreaterThan(last);
    expect(await restored.transaction((tx) => verifyLog(tx, trust))).toMatchObject({ isWhole: true });
    await expect(restored.transaction((tx) => tx.run("delete from event_log"))).rejects.toThrow("append-only");
  });
});

describe("a restored database", async () => {
  const made = await backUp();
  const target = await makeEmpty();
  const lines: string[] = [];
  const summary = await restoreInto(target, made.file, { progress: (line) => lines.push(line) });
  const restored = openOther(target);

  it("has every row of every table as it was", async () => {
    for (const table of (await tablesOf(target)).filter((name) => name !== "migration" && name !== "installation")) {
      const rows = `select to_jsonb(t)::text as row from "${table}" as t order by 1`;
      expect(await ask(target, rows), table).toEqual(await ask(url, rows));
    }
    expect(summary).toMatchObject({ takenAt: made.takenAt, rows: made.rows - 1, tables: made.tables - 1 });
    expect(lines).toContain("test_clock is no table of Muster's and was left out.");
    expect(await ask(target, "select name, checksum from migration order by name")).toEqual(await ask(url, "select name, checksum from migration order by name"));
  });

  it("is the same installation", async () => {
    expect(await ask(target, "select id, created_at from installation")).toEqual(await ask(url, "select id, created_at from installation"));
  });

  it("sends nothing and goes on with nothing until a person confirms", async () => {
    const sent: unknown[] = [];
    const sendHandler: SendHandler<ClaimedWork, void> = { kind: "test.send", mode: "send", prepare: async (_tx, work) => work, send: async (work) => void sent.push(work.payload), finish: async () => null };
    const setHandler: SetHandler = { kind: "test.set", mode: "set", handle: async (_tx, work) => void sent.push(...work.map(({ key }) => key)) };
    const complain = (problem: string, fault: unknown) => {
      throw new Error(problem, { cause: fault });
    };
    const work = async () => {
      const sender = new Sender(sendHandler as SendHandler, { database: () => restored, node: "restored", log: complain, wake: quiet });
      await runSet(restored, setHandler, complain);
      await sender.claim();
      await sender.stop();
    };
    expect(await restored.transaction((tx) => readPagingHold(tx))).not.toBeNull();
    await work();
    expect(sent).toEqual([]);
    expect(await restored.transaction((tx) => confirmPaging(tx))).toBe(true);
    expect(await restored.transaction((tx) => readPagingHold(tx))).toBeNull();
    await work();
    expect(sent).toEqual(["old step", { page: 1 }]);
    expect(await restored.transaction((tx) => confirmPaging(tx))).toBe(false);
  });
});

describe("a backup's file", () => {
  it("says on its first line what it is, and is its owner's alone", async () => {
    const { file } = await backUp();
    const [line = ""] = gunzipSync(await readFile(file)).toString().split("\n");
    expect(JSON.parse(line)).toMatchObject({ format: "muster-backup", formatVersion: 1, madeBy: expect.any(String) });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("is never written over another one", async () => {
    const file = newFile();
    await writeFile(file, "mine");
    expect(await backup(url, file, quiet)).toMatchObject({ refused: true, code: "backup.file-exists" });
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  it("does not appear when the backup fails halfway", async () => {
    const place = join(directory, "halfway");
    await mkdir(place);
    const failing = backup(url, join(place, "backup.muster"), (table) => {
      if (table === "contact") throw new Error("The disk is full.");
    });
    await expect(failing).rejects.toThrow("The disk is full.");
    expect(await readdir(place)).toEqual([]);
  });

  it("is not made of a database that is not Muster's", async () => {
    expect(await backup(await makeEmpty(), newFile(), quiet)).toMatchObject({ refused: true, code: "backup.nothing-there" });
  });
});

describe("a restore is refused, and nothing is changed,", async () => {
  const { file } = await backUp();
  const whole = await readFile(file);
  const target = await makeEmpty();
  const content = gunzipSync(whole);
  const changed = Buffer.from(content);
  changed.write("Amora", changed.indexOf("Amara\\tO"));
  const damages: [string, Buffer][] = [
    ["cut short", whole.subarray(0, whole.length - 40)],
    ["cut to half", whole.subarray(0, whole.length / 2)],
    ["with a flipped bit", Buffer.concat([whole.subarray(0, 3_000), Buffer.from([whole.readUInt8(3_000) ^ 4]), whole.subarray(3_001)])],
    ["changed and packed again", gzipSync(changed)],
    ["cut at a frame and packed again", gzipSync(content.subarray(0, content.length - 37))],
    ["with something added", gzipSync(Buffer.concat([content, Buffer.from("e\0\0\0\0")]))],
    ["of something else", gzipSync("hello\n")],
    ["that was never packed", Buffer.from("hello")],
    ["that is empty", Buffer.alloc(0)],
  ];

  it.each(damages)("for a file %s", async (_name, bytes) => {
    const damaged = newFile();
    await writeFile(damaged, bytes);
    expect(await refusedBy(target, damaged)).toMatchObject({ refused: true, code: "restore.damaged" });
    expect(await tablesOf(target)).toEqual([]);
  });

  it("for a file that is not there", async () => {
    expect(await refusedBy(target, newFile())).toMatchObject({ refused: true, code: "restore.unreadable" });
  });

  it("for a backup in a later format", async () => {
    const later = newFile();
    await writeFile(later, gzipSync(`${JSON.stringify({ format: "muster-backup", formatVersion: 2, madeBy: "9.1.0" })}\nwhatever comes then`));
    expect(await refusedBy(target, later)).toMatchObject({ code: "restore.newer-version", reason: expect.stringContaining("Install Muster 9.1.0 or later") });
  });

  it("for a backup whose migrations this version does not have, or has otherwise", async () => {
    const less = await copyMigrations((all) => all.slice(0, -1));
    expect(await refusedBy(target, file, less)).toMatchObject({ code: "restore.newer-version" });
    const other = await copyMigrations((all) => all);
    const [first = ""] = (await readdir(other)).sort();
    await writeFile(join(other, first), "select 1");
    expect(await refusedBy(target, file, other)).toMatchObject({ code: "restore.other-version", reason: expect.stringContaining(first) });
    expect(await tablesOf(target)).toEqual([]);
  });

  it("for a database that is in use, with what to do", async () => {
    const used = await makeEmpty();
    await migrate(used, ownMigrations);
    await runOn(used, "insert into person (id, name, email, place) values ('x', 'X', 'x@acme.example', 1)");
    const refused = await refusedBy(used, file);
    expect(refused).toMatchObject({ code: "restore.not-empty", reason: expect.stringContaining("there are rows in person") });
    expect(refused).toMatchObject({ reason: expect.stringContaining("MUSTER_DATA") });
    expect(await ask(used, "select id from person")).toEqual([{ id: "x" }]);
    expect(await refusedBy(url, file)).toMatchObject({ reason: expect.stringMatching(/there are rows in \d+ of its tables\. Nothing was changed/) });
  });

  it("for a database of a newer shape than the backup", async () => {
    const ahead = await makeEmpty();
    const more = await copyMigrations((all) => all);
    await writeFile(join(more, "2099-01-01-01-later.sql"), "create table later (id int)");
    await migrate(ahead, more);
    expect(await refusedBy(ahead, file, more)).toMatchObject({ code: "restore.database-ahead" });
  });
});

async function copyMigrations(choose: (names: string[]) => string[]): Promise<string> {
  const place = await mkdtemp(join(directory, "migrations-"));
  const all = (await readdir(ownMigrations)).filter((name) => /^\d.*\.sql$/.test(name)).sort();
  for (const name of choose(all)) await copyFile(join(ownMigrations, name), join(place, name));
  return place;
}

describe("a restore", () => {
  it("goes into a database that has been migrated but holds nothing", async () => {
    const { file, rows } = await backUp();
    const target = await makeEmpty();
    await migrate(target, ownMigrations);
    expect(await restoreInto(target, file)).toMatchObject({ rows: rows - 1 });
  });

  it("brings an older backup to the newest shape", async () => {
    const older = await makeEmpty();
    await migrate(older, ownMigrations);
    await runOn(older, "insert into person (id, name, email, place) values ('x', 'X', 'x@acme.example', 1)");
    const { file } = await backUp(older);
    const newer = await copyMigrations((all) => all);
    await writeFile(join(newer, "2099-01-01-01-later.sql"), "alter table person add column nickname text; update person set nickname = lower(name)");
    const target = await makeEmpty();
    const lines: string[] = [];
    await restoreInto(target, file, { migrations: newer, progress: (line) => lines.push(line) });
    expect(await ask(target, "select nickname from person")).toEqual([{ nickname: "x" }]);
    expect(lines.at(-1)).toBe("Brought to the newest shape by 2099-01-01-01-later.sql.");
  });

  it("that is interrupted leaves a database that holds nothing, into which it can be done again", async () => {
    const { file, rows } = await backUp();
    const target = await makeEmpty();
    const interrupted = restore(target, file, {
      migrations: ownMigrations,
      progress: quiet,
      tableDone(table) {
        if (table === "event_log") throw new Error("The power went out.");
      },
    });
    await expect(interrupted).rejects.toThrow("The power went out.");
    expect(await ask(target, "select count(*)::int as count from event_log")).toEqual([{ count: 0 }]);
    expect(await restoreInto(target, file)).toMatchObject({ rows: rows - 1 });
  });

  it("whose connection is cut in the middle fails, and leaves nothing", async () => {
    const { file } = await backUp();
    const target = await makeEmpty();
    const interrupted = restore(target, file, {
      migrations: ownMigrations,
      progress: quiet,
      async tableDone() {
        await runOn(inject("postgresUrl"), `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(target).pathname.slice(1)}'`);
      },
    });
    await expect(interrupted).rejects.toThrow();
    expect(await ask(target, "select count(*)::int as count from event_log")).toEqual([{ count: 0 }]);
  });
});
