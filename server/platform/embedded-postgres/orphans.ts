import { readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { backendsOf, isIdTaken, isPostmasterOf, signal, waitForEnd } from "./process-table.ts";
import { StartFailure } from "./start-failure.ts";

export interface PostmasterFile {
  pid: number;
  /** Null before it listens. */
  port: number | null;
  isReady: boolean;
}

const portLine = 3;
const statusLine = 7;

/** Reads what PostgreSQL writes into `postmaster.pid`; null where it is not whole yet. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[portLine]) || null, isReady: lines[statusLine]?.trim() === "ready" };
}

/** What `postmaster.pid` of this cluster says, or null. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => null);
  return text === null ? null : parsePostmasterFile(text);
}

const fastPatience = 30_000;
const immediatePatience = 10_000;

/**
 * Stops what an earlier supervisor left running on this cluster, which is safe only while holding the supervisor's lock.
 * A process that merely got the id written in `postmaster.pid` is left alone.
 */
export async function clearOrphans(cluster: string, log: (line: string) => void): Promise<void> {
  const real = await realpath(cluster).catch(() => null);
  if (real === null) return;
  const left = await readPostmasterFile(real);
  if (left && (await isPostmasterOf(left.pid, real))) await stopPostmaster(left.pid, log);
  for (const pid of await backendsOf(real)) await endBackend(pid, log);
  // PostgreSQL would take any process with the id in the file, even one ended but not collected, for a running server.
  if (left && isIdTaken(left.pid)) await rm(join(real, "postmaster.pid"), { force: true });
}

async function stopPostmaster(pid: number, log: (line: string) => void): Promise<void> {
  log(`PostgreSQL still runs without its supervisor (process ${pid}); stopping it before starting anew.`);
  signal(pid, "SIGINT");
  if (await waitForEnd(pid, fastPatience)) return;
  signal(pid, "SIGQUIT");
  if (await waitForEnd(pid, immediatePatience)) return;
  throw new StartFailure("orphan-remains", `PostgreSQL, process ${pid}, was left by an earlier run and cannot be stopped. End it, then start again.`);
}

// Its main process is gone, so nobody else will end it, and no new server can start beside it.
async function endBackend(pid: number, log: (line: string) => void): Promise<void> {
  signal(pid, "SIGKILL");
  if (await waitForEnd(pid, immediatePatience)) log(`Ended process ${pid}, which PostgreSQL had left behind.`);
  else throw new StartFailure("orphan-remains", `Process ${pid} of PostgreSQL was left by an earlier run and cannot be ended. End it, then start again.`);
}
