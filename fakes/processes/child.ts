import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { WatchedList } from "../watched-list.ts";
import { leaveGroup, watchGroup } from "./reaper.ts";

type Spawned = ChildProcessByStdio<null, Readable, Readable>;

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program this process started, alone in its process group. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** What it wrote to its standard output and error, line by line, as it comes. */
  readonly lines: WatchedList<string>;
  readonly ended: Promise<Ending>;
  isAlive(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, kills what is left after the grace, and clears its whole group. */
  end(graceMs?: number): Promise<Ending>;
}

export interface ChildOptions {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly folder?: string;
}

const KEPT_NAMES = ["PATH", "HOME", "LANG", "TMPDIR", "USER"];

/** The few variables any program needs; nothing of the runner's own settings leaks into a child. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = KEPT_NAMES.filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}

/** Starts a program that cannot outlive this process. */
export async function startChild(command: string, args: readonly string[], options: ChildOptions): Promise<Child> {
  const spawned = spawn(command, args, {
    detached: true,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.folder === undefined ? {} : { cwd: options.folder }),
  });
  await new Promise((resolve, reject) => spawned.once("spawn", resolve).once("error", reject));
  return watchChild(spawned, options.name);
}

function watchChild(spawned: Spawned, name: string): Child {
  const pid = spawned.pid as number;
  watchGroup(pid);
  const isAlive = () => spawned.exitCode === null && spawned.signalCode === null;
  const ended = new Promise<Ending>((resolve) => {
    spawned.once("exit", (code, signal) => { resolve({ code, signal }); });
  });
  const signal = (wanted: NodeJS.Signals) => { if (isAlive()) process.kill(pid, wanted); };
  const end = async (graceMs = 10_000) => {
    const ending = await endWithin(graceMs, ended, signal);
    killGroup(pid);
    return ending;
  };
  return { name, pid, lines: readLines(spawned), ended, isAlive, signal, end };
}

function readLines(spawned: Spawned): WatchedList<string> {
  const lines = new WatchedList<string>();
  for (const stream of [spawned.stdout, spawned.stderr]) {
    createInterface({ input: stream }).on("line", (line) => { lines.add(line); });
  }
  spawned.once("close", () => { lines.end(); });
  return lines;
}

async function endWithin(graceMs: number, ended: Promise<Ending>, signal: (wanted: NodeJS.Signals) => void): Promise<Ending> {
  signal("SIGTERM");
  // A frozen process takes SIGTERM only once it runs again.
  signal("SIGCONT");
  const timer = setTimeout(() => { signal("SIGKILL"); }, graceMs);
  const ending = await ended;
  clearTimeout(timer);
  return ending;
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nobody is left in the group, which is what was wanted.
  }
  leaveGroup(group);
}
