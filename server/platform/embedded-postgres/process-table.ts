import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const hasProc = process.platform === "linux";
const executed = promisify(execFile);

/** When the process began, in the system's own words; null where it has ended. Together with the id it names one process for good. */
export async function startTimeOf(pid: number): Promise<string | null> {
  if (!hasProc) return startTimeByPs(pid);
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  // The second field is the program's name and may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return hasEnded(fields[0] ?? "") ? null : (fields[19] ?? null);
}

async function startTimeByPs(pid: number): Promise<string | null> {
  const [state, ...began] = (await ps("state=,lstart=", pid)).split(/\s+/);
  return hasEnded(state ?? "") || began.length === 0 ? null : began.join(" ");
}

// A process that ended keeps its id until its parent asks for it, which some containers' first process never does.
function hasEnded(state: string): boolean {
  return state === "" || state.startsWith("Z") || state.startsWith("X");
}

async function ps(columns: string, pid: number): Promise<string> {
  return executed("ps", ["-o", columns, "-p", String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
}

/** Where process ids mean the same: this boot of the machine and this container. */
export async function processPlace(): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(hostname);
  const namespace = await readlink("/proc/self/ns/pid").catch(hostname);
  return `${boot.trim()} ${namespace}`;
}

/** True where the process is the main process of PostgreSQL on this cluster. */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if ((await startTimeOf(pid)) === null) return false;
  if (!hasProc) return (await ps("command=", pid)).includes(`-D ${cluster}`);
  const isPostgres = basename((await commandLineOf(pid))[0] ?? "") === "postgres";
  return isPostgres && (await workingDirectoryOf(pid)) === cluster;
}

/** The workers of PostgreSQL on this cluster, as far as the system tells. */
export async function backendsOf(cluster: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of hasProc ? await allProcesses() : []) {
    const isBackend = (await commandLineOf(pid))[0]?.startsWith("postgres: ") === true;
    if (isBackend && (await workingDirectoryOf(pid)) === cluster) found.push(pid);
  }
  return found;
}

async function allProcesses(): Promise<number[]> {
  return (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
}

async function commandLineOf(pid: number): Promise<string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
}

async function workingDirectoryOf(pid: number): Promise<string | null> {
  return readlink(`/proc/${pid}/cwd`).catch(() => null);
}

const pollEvery = 10;

/** Waits until the process has ended; false where it still runs after so many milliseconds. */
export async function waitForEnd(pid: number, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while ((await startTimeOf(pid)) !== null) {
    if (performance.now() > deadline) return false;
    await delay(pollEvery);
  }
  return true;
}

/** True where the id cannot be given to a new process: its process runs, or ended and was not collected. */
export function isIdTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Sends the signal; a process that has ended in the meantime is no fault. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
