import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./index.ts";
import { backendsOf, startTimeOf } from "./process-table.ts";
import { ask, makePlace, startHere, startInOtherProcess, type OtherProcess } from "./server.fixture.ts";

let place: Awaited<ReturnType<typeof makePlace>>;
let data: string;
let running: EmbeddedPostgres[];

beforeAll(async () => {
  place = await makePlace();
});

afterAll(() => place.remove());

beforeEach(() => {
  data = join(place.path, "data");
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  expect(await backendsOf(join(data, "postgres"))).toEqual([]);
});

async function start(log?: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await startHere(data, log);
  running.push(server);
  return server;
}

async function startElsewhere(): Promise<OtherProcess & { url: string; pid: number }> {
  const other = startInOtherProcess(data);
  const answer = await other.answer;
  if ("failure" in answer) throw new Error(answer.failure);
  return { ...other, ...answer };
}

async function writeRow(url: string): Promise<void> {
  await ask(url, "create table if not exists kept (word text); truncate kept; insert into kept values ('here')");
}

function readRows(url: string): Promise<unknown> {
  return ask(url, "select word from kept");
}

describe("a new server", () => {
  it("can be reached by its password on 127.0.0.1 only, and sorts the same on every machine", async () => {
    const server = await start();
    const settings = await ask(
      server.url,
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync,
         current_setting('server_encoding') as encoding, current_setting('timezone') as zone, current_setting('lc_messages') as messages, datlocprovider as provider, datlocale as locale,
         (select left(rolpassword, 13) from pg_authid where rolname = current_user) as password
       from pg_database where datname = current_database()`,
    );
    expect(settings).toEqual([
      { addresses: "127.0.0.1", sockets: "", fsync: "on", encoding: "UTF8", zone: "UTC", messages: "C", provider: "b", locale: "C.UTF-8", password: "SCRAM-SHA-256" },
    ]);
    await expect(ask(server.url.replace(/:[^:]+@/, ":wrong@"), "select 1")).rejects.toThrow("password authentication failed");
  });

  it("keeps the password in a file that only its user reads, and the cluster closed", async () => {
    const server = await start();
    const file = join(data, "postgres-password");
    expect(server.url).toContain(`:${(await readFile(file, "utf8")).trim()}@`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(data, "postgres"))).mode & 0o777).toBe(0o700);
  });

  it("keeps its rows and its password when it is stopped and started, however often it is told to stop", async () => {
    const first = await start();
    await writeRow(first.url);
    await Promise.all([first.stop(), first.stop()]);
    const second = await start();
    expect(await readRows(second.url)).toEqual([{ word: "here" }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it("is made anew where making it was interrupted", async () => {
    data = join(place.path, "interrupted");
    await mkdir(join(data, "postgres.unfinished", "base"), { recursive: true });
    await writeFile(join(data, "postgres-password"), "");
    expect(await ask((await start()).url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("starting is refused, and may be tried again,", () => {
  it("where the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const refused = startEmbeddedPostgres({ dataDirectory: data, port, log: () => undefined, onFatal: () => undefined });
    await expect(refused).rejects.toMatchObject({ code: "not-started", message: expect.stringContaining("could not bind") });
    other.close();
    await start();
  });

  it("where the configuration is broken, with PostgreSQL's own words", async () => {
    await (await start()).stop();
    const file = join(data, "postgres", "postgresql.conf");
    const settings = await readFile(file, "utf8");
    await writeFile(file, `${settings}\nno_such_setting = 1\n`);
    await expect(start()).rejects.toMatchObject({ code: "not-started", message: expect.stringContaining("no_such_setting") });
    await writeFile(file, settings);
    await start();
  });

  it("where another version of PostgreSQL made the data, or the password is gone", async () => {
    await (await start()).stop();
    const version = join(data, "postgres", "PG_VERSION");
    await writeFile(version, "17\n");
    await expect(start()).rejects.toMatchObject({ code: "other-version", message: expect.stringContaining("made by PostgreSQL 17, and this is PostgreSQL 18") });
    await writeFile(version, "18\n");
    const password = join(data, "postgres-password");
    await rename(password, `${password}.aside`);
    await expect(start()).rejects.toMatchObject({ code: "password-missing", message: expect.stringContaining(password) });
    await rename(`${password}.aside`, password);
    await start();
  });
});

describe("a server whose supervisor was killed", () => {
  it("is found, stopped and started again without losing a row", async () => {
    const other = await startElsewhere();
    await writeRow(other.url);
    other.child.kill("SIGKILL");
    await other.ended;
    expect(await startTimeOf(other.pid)).not.toBeNull();
    const said: string[] = [];
    const server = await start((line) => said.push(line));
    expect(said[0]).toBe(`PostgreSQL still runs without its supervisor (process ${other.pid}); stopping it before starting anew.`);
    expect(await startTimeOf(other.pid)).toBeNull();
    expect(await readRows(server.url)).toEqual([{ word: "here" }]);
  });

  it("recovers when it was killed too", async () => {
    const other = await startElsewhere();
    await writeRow(other.url);
    other.child.kill("SIGKILL");
    process.kill(other.pid, "SIGKILL");
    await other.ended;
    expect(await readRows((await start()).url)).toEqual([{ word: "here" }]);
  });

  it.each([
    ["runs", "echo $$; exec sleep 60"],
    ["has ended, but was not collected by its parent", "sleep 0 & echo $!; exec sleep 60"],
  ])("does not keep another process's id from starting it, where that process %s", async (_, script) => {
    await (await start()).stop();
    const cluster = join(data, "postgres");
    const { uid, gid } = await stat(cluster);
    const stranger = spawn("/bin/sh", ["-c", script], { uid, gid, stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(stranger.stdout, "data")) as [Buffer];
    await writeFile(join(cluster, "postmaster.pid"), `${said.toString().trim()}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    await ask((await start()).url, "select 1");
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });
});

describe("a second start on the same data", () => {
  it("is refused while the first one's process lives, and leaves its server alone", async () => {
    const other = await startElsewhere();
    await expect(start()).rejects.toMatchObject({ code: "in-use", message: expect.stringContaining(`in use by process ${other.child.pid}`) });
    expect(await ask(other.url, "select 1 as one")).toEqual([{ one: 1 }]);
    other.child.kill("SIGKILL");
    await other.ended;
    await start();
  });

  it("is refused within one process too", async () => {
    const server = await start();
    await expect(start()).rejects.toMatchObject({ code: "in-use" });
    expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("a server that is killed while its supervisor lives", () => {
  async function connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  it("runs again at the same address with every confirmed row", async () => {
    const server = await start();
    await writeRow(server.url);
    const killed = server.pid();
    process.kill(killed, "SIGKILL");
    await expect.poll(() => readRows(server.url).catch(() => null), { timeout: 10_000 }).toEqual([{ word: "here" }]);
    expect(server.pid()).not.toBe(killed);
  });

  it("runs again although a statement of the old one would have gone on for ever", async () => {
    const server = await start();
    const client = await connect(server.url);
    const [{ pid } = { pid: 0 }] = (await client.query("select pg_backend_pid() as pid")).rows as { pid: number }[];
    const endless = client.query("do $$ begin loop end loop; end $$").catch((error: Error) => error.message);
    await expect.poll(() => ask(server.url, `select state from pg_stat_activity where pid = ${pid}`)).toEqual([{ state: "active" }]);
    process.kill(server.pid(), "SIGKILL");
    expect(await endless).toContain("Connection terminated");
    await expect.poll(() => ask(server.url, "select 1 as one").catch(() => null), { timeout: 10_000 }).toEqual([{ one: 1 }]);
    expect(await startTimeOf(pid)).toBeNull();
  });
});
