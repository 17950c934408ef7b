import { once } from "node:events";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { plainEnvironment, startChild, type Child } from "../fakes/processes/child.ts";
import { freePort } from "../fakes/processes/free-port.ts";
import { projectFolder } from "../fakes/processes/program.ts";
import { eventually, setStage, webhook } from "./stage.ts";

interface Started {
  child: Child;
  /** Where its data and the demo's directory lie. */
  folder: string;
}

/** A verb as in a terminal, on a place of its own that PostgreSQL's user may enter. */
async function start(verb: string, port?: number): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "muster-stop-"));
  await chmod(folder, 0o755);
  const env = { ...plainEnvironment(), TMPDIR: folder, MUSTER_DATA: join(folder, "data"), MUSTER_PORT: String(port ?? (await freePort())) };
  const child = await startChild(process.execPath, [join(projectFolder, "bin/muster.mjs"), verb], { name: verb, env, folder: projectFolder });
  onTestFinished(async () => {
    await child.end();
    for (const pid of processesIn(folder)) process.kill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  return { child, folder };
}

/** Ctrl-C reaches every process of the group; npm passes it on a second time. */
async function pressCtrlC({ child }: Started): Promise<void> {
  process.kill(-child.pid, "SIGINT");
  child.signal("SIGINT");
  expect(await child.ended).toEqual({ code: 0, signal: null });
}

function processesIn(folder: string): number[] {
  return readdirSync("/proc").map(Number).filter((pid) => pid > 0 && workingDirectoryOf(pid).startsWith(folder));
}

function workingDirectoryOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

const isThere = (folder: string, name: string) => async () => {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((path) => path.endsWith(name));
};
const appears = (name: string) => ({ folder }: Started) => eventually(isThere(folder, name), `${name} appears`, 30_000);
const says = (words: string) => ({ child }: Started) => child.lines.waitFor((line) => line.includes(words), 60_000, (lines) => lines.join("\n"));

const moments: [string, (started: Started) => Promise<unknown>][] = [
  ["the files of its PostgreSQL are being made", appears("postgres.unfinished")],
  ["its PostgreSQL starts", appears("postmaster.pid")],
  ["it has just begun to listen", says("Muster listens")],
];

describe.skipIf(!existsSync("/proc"))("Ctrl-C", () => {
  it.each([...moments.slice(0, 2), ["it says where to look", says("Open http")], ["the first is paged", says("✉")]] as typeof moments)(
    "in the demo while %s leaves no process and no file",
    async (_moment, comes) => {
      const demo = await start("demo");
      await comes(demo);
      await pressCtrlC(demo);
      expect(processesIn(demo.folder)).toEqual([]);
      expect((await readdir(demo.folder)).filter((name) => name.startsWith("muster-demo"))).toEqual([]);
    },
    120_000,
  );

  it.each(moments)(
    "in a first start while %s leaves no process",
    async (_moment, comes) => {
      const serve = await start("serve");
      await comes(serve);
      await pressCtrlC(serve);
      expect(processesIn(serve.folder)).toEqual([]);
    },
    120_000,
  );
});

describe("A node that is told to stop", () => {
  it("answers what it was asked before, lets go who follows its changes, and ends then", async () => {
    const { product, api } = await setStage();
    const body = JSON.stringify(webhook({ alertname: "AskedBefore" }));
    const following = await fetch(`${product.url}/api/v1/stream`, { headers: { authorization: `Bearer ${product.token}` } });
    const asked = connect(product.port, "127.0.0.1").setEncoding("utf8");
    const answer = once(asked, "data");
    const head = ["POST /intake/prometheus/acme-prometheus HTTP/1.1", "host: 127.0.0.1", "content-type: application/json", `content-length: ${body.length}`, "", ""];
    asked.write(head.join("\r\n") + body.slice(0, 9));
    expectOk(await api.get("/api/v1/services"));
    const ended = product.stop();
    await following.text();
    asked.write(body.slice(9));
    expect((await answer)[0]).toContain("HTTP/1.1 202");
    expect((await ended).code).toBe(0);
    await expect(fetch(`${product.url}/healthz`)).rejects.toThrow("fetch failed");
  }, 60_000);
});

describe.skipIf(!existsSync("/proc"))("A demo whose port is taken", () => {
  it("says so and leaves no process and no file", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => void other.close());
    const { child, folder } = await start("demo", port);
    expect(await child.ended).toEqual({ code: 1, signal: null });
    expect(child.lines.items.join("\n")).toContain(`Something else listens on 127.0.0.1:${port} already.`);
    expect(processesIn(folder)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  }, 60_000);
});
