import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { readPostmasterFile } from "./orphans.ts";
import { identityOf, type Programs } from "./programs.ts";
import type { RunUser } from "./run-user.ts";

export interface PostmasterOptions {
  programs: Programs;
  user: RunUser;
  cluster: string;
  port: number;
  log: (line: string) => void;
}

/** The main process of PostgreSQL, from its start to its end. */
export interface Postmaster {
  readonly pid: number;
  /** True once it takes connections, false where it ended before. */
  readonly ready: Promise<boolean>;
  /** Why it ended. */
  readonly exited: Promise<string>;
  /** The last lines it said. */
  lastWords(): string[];
  /** Ends it quickly: open transactions are rolled back, what was committed is kept. */
  stop(): Promise<void>;
}

const keptLines = 12;
const fastPatience = 60_000;
const pollEvery = 10;

/** Starts PostgreSQL on the cluster, reachable on 127.0.0.1 only and by password only. */
export function startPostmaster(options: PostmasterOptions): Postmaster {
  const { programs, user, cluster } = options;
  const child = spawn(`${programs.directory}/postgres`, ["-D", cluster, ...settingsFor(options.port)], {
    ...identityOf(user),
    cwd: cluster,
    env: { ...programs.environment },
    stdio: ["ignore", "ignore", "pipe"],
    // Its own session, so that Ctrl-C in a terminal does not end it before its clients are done.
    detached: true,
  });
  const words: string[] = [];
  listenTo(child, (line) => {
    words.splice(0, words.length - keptLines + 1);
    words.push(line);
    options.log(line);
  });
  const exited = endOf(child);
  const pid = child.pid ?? 0;
  return { pid, exited, ready: waitUntilReady(cluster, pid, exited), lastWords: () => [...words], stop: () => stopChild(child, exited) };
}

// On the command line they win over what a person wrote into the configuration files.
function settingsFor(port: number): string[] {
  const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", ssl: "off", logging_collector: "off", log_destination: "stderr" };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function listenTo(child: ChildProcess, hear: (line: string) => void): void {
  if (child.stderr) createInterface({ input: child.stderr }).on("line", hear);
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

async function waitUntilReady(cluster: string, pid: number, exited: Promise<string>): Promise<boolean> {
  let hasEnded = false;
  void exited.then(() => (hasEnded = true));
  while (!hasEnded) {
    const file = await readPostmasterFile(cluster);
    if (file?.pid === pid && file.isReady) return true;
    await Promise.race([exited, delay(pollEvery)]);
  }
  return false;
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill("SIGINT");
  const impatience = setTimeout(() => child.kill("SIGQUIT"), fastPatience);
  await exited;
  clearTimeout(impatience);
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
