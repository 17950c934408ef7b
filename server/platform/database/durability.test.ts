import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../embedded-postgres/index.ts";
import { checkDurability, type DurabilityProblem } from "./durability.ts";

let directory: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "durability-"));
  server = await startEmbeddedPostgres({ dataDirectory: directory, log: () => undefined, onFatal: () => undefined });
  await onServer("create role app login password 'app'", "create role other login", 'create database "Other"');
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
}, 60_000);

afterEach(async () => {
  await onServer(
    "alter system reset all",
    "select pg_reload_conf()",
    "alter role app reset all",
    "alter role app in database postgres reset all",
    "alter role other reset all",
    "alter role all reset all",
    "alter database postgres reset all",
    'alter database "Other" reset all',
  );
});

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function onServer(...statements: string[]): Promise<void> {
  await withClient(server.url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

function appUrl(query = ""): string {
  return `${server.url.replace(/\/\/.*@/, "//app:app@")}${query}`;
}

function checkOver(client: pg.Client): Promise<DurabilityProblem[]> {
  return checkDurability(async (sql, values) => (await client.query(sql, values)).rows);
}

function checkAsApp(query = ""): Promise<DurabilityProblem[]> {
  return withClient(appUrl(query), checkOver);
}

// The server reads its files again shortly after it was asked to.
async function setOnServer(setting: string): Promise<void> {
  await onServer(`alter system set ${setting} = off`, "select pg_reload_conf()");
  await expect.poll(() => withClient(appUrl(), async (client) => (await client.query(`show ${setting}`)).rows[0][setting])).toBe("off");
}

describe("a server that keeps what it confirms", () => {
  it("has nothing to mend", async () => {
    expect(await checkAsApp()).toEqual([]);
  });

  it("may set another role or another database as it likes", async () => {
    await onServer("alter role other set synchronous_commit = off", 'alter database "Other" set synchronous_commit = off');
    expect(await checkAsApp()).toEqual([]);
  });

  it("may wait for the local disk only", async () => {
    await onServer("alter role app set synchronous_commit = local");
    expect(await checkAsApp()).toEqual([]);
  });

  it("may be off for the database where the role has it on", async () => {
    await onServer("alter database postgres set synchronous_commit = off", "alter role app set synchronous_commit = on");
    expect(await checkAsApp()).toEqual([]);
  });
});

describe("a server that may lose what it confirmed", () => {
  it.each(["fsync", "full_page_writes", "synchronous_commit"])("is found with %s off for the whole server, and the mend helps", async (setting) => {
    await setOnServer(setting);
    const mend = `alter system set ${setting} = on; select pg_reload_conf();`;
    expect(await checkAsApp()).toEqual([{ setting, value: "off", source: "configuration file", mend }]);
    await onServer(...mend.split("; "));
    await expect.poll(() => checkAsApp()).toEqual([]);
  });

  it.each([`role "app"`, `database "postgres"`, `role "app" in database "postgres"`, "role all"])("is found with synchronous_commit off for %s, and the mend helps", async (place) => {
    await onServer(`alter ${place} set synchronous_commit = off`);
    const mend = `alter ${place} reset synchronous_commit;`;
    expect(await checkAsApp()).toEqual([{ setting: "synchronous_commit", value: "off", source: place, mend }]);
    await onServer(mend);
    expect(await checkAsApp()).toEqual([]);
  });

  it("is found by a session that began before the role was changed", async () => {
    const found = await withClient(appUrl(), async (client) => {
      await onServer("alter role app set synchronous_commit = 'no'");
      return checkOver(client);
    });
    expect(found).toEqual([{ setting: "synchronous_commit", value: "no", source: `role "app"`, mend: `alter role "app" reset synchronous_commit;` }]);
  });

  it("is found by a session that still has what was taken away since", async () => {
    await onServer("alter role app set synchronous_commit = off");
    const found = await withClient(appUrl(), async (client) => {
      await onServer("alter role app reset synchronous_commit");
      return checkOver(client);
    });
    expect(found).toEqual([{ setting: "synchronous_commit", value: "off", source: "user", mend: "Connect again: the setting has been taken away since." }]);
  });

  it("is found where the connection itself asks for it", async () => {
    const found = await checkAsApp("?options=-c%20synchronous_commit%3Doff");
    expect(found).toEqual([
      { setting: "synchronous_commit", value: "off", source: "client", mend: "Leave synchronous_commit out of the options of the connection." },
    ]);
  });

  it("is named setting by setting", async () => {
    await setOnServer("fsync");
    await onServer("alter role app set synchronous_commit = off");
    expect((await checkAsApp()).map(({ setting, source }) => [setting, source])).toEqual([
      ["fsync", "configuration file"],
      ["synchronous_commit", `role "app"`],
    ]);
  });
});
