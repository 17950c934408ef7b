import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processPlace, startTimeOf } from "./process-table.ts";
import { errorCodeOf, StartFailure } from "./start-failure.ts";

export interface SupervisorLock {
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  startTime: string | null;
  place: string;
}

/** How often a holder shows that it lives, and how long one whose process cannot be looked up may be silent. */
export interface Rhythm {
  beat: number;
  patience: number;
}

const usualRhythm: Rhythm = { beat: 1_000, patience: 5_000 };

/**
 * Takes the data directory for this process alone; fails where another process that lives has it.
 * An abandoned lock is not removed but outbid by the next number, which only one process can create.
 */
export async function acquireSupervisorLock(directory: string, rhythm = usualRhythm): Promise<SupervisorLock> {
  const draft = join(directory, `supervisor.${randomUUID()}.draft`);
  await writeFile(draft, JSON.stringify(await describeSelf()), { mode: 0o600 });
  try {
    const abandoned = new Set<number>();
    for (;;) {
      const highest = await expectAbandoned(directory, await locksIn(directory), abandoned, rhythm);
      const own = highest + 1;
      if (await linkUnlessExisting(draft, lockPath(directory, own))) return await settle(directory, own, abandoned, rhythm);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function describeSelf(): Promise<Holder> {
  return { pid: process.pid, startTime: await startTimeOf(process.pid), place: await processPlace() };
}

function lockPath(directory: string, number: number): string {
  return join(directory, `supervisor.${number}`);
}

async function locksIn(directory: string): Promise<number[]> {
  return (await readdir(directory)).flatMap((name) => /^supervisor\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
}

// A link appears whole or not at all, so nobody ever reads half a lock.
async function linkUnlessExisting(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function expectAbandoned(directory: string, locks: readonly number[], abandoned: Set<number>, rhythm: Rhythm): Promise<number> {
  for (const number of locks) {
    if (!abandoned.has(number)) await expectNoLife(directory, lockPath(directory, number), rhythm);
    abandoned.add(number);
  }
  return Math.max(0, ...locks);
}

// Two may have outbid different locks at once. Each looks again after its own is in place, so one sees the other.
async function settle(directory: string, own: number, abandoned: Set<number>, rhythm: Rhythm): Promise<SupervisorLock> {
  const path = lockPath(directory, own);
  try {
    const others = (await locksIn(directory)).filter((number) => number !== own);
    await expectAbandoned(directory, others, abandoned, rhythm);
    for (const number of others) await rm(lockPath(directory, number), { force: true });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return keep(path, rhythm);
}

async function expectNoLife(directory: string, path: string, rhythm: Rhythm): Promise<void> {
  const holder = parseHolder(await readFile(path, "utf8").catch(() => ""));
  const isHere = holder?.place === (await processPlace());
  if (!(isHere ? await isRunning(holder) : await beats(path, rhythm))) return;
  const who = holder ? `process ${holder.pid}` : "another process";
  throw new StartFailure("in-use", `The data directory ${directory} is in use by ${who}, which is still running. Stop it first, or use another data directory.`);
}

function parseHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

async function isRunning({ pid, startTime }: Holder): Promise<boolean> {
  const found = await startTimeOf(pid);
  return found !== null && found === startTime;
}

// A holder in another container or from before a restart of the machine cannot be looked up: only its beat tells.
async function beats(path: string, { beat, patience }: Rhythm): Promise<boolean> {
  const deadline = performance.now() + patience;
  const first = await beatOf(path);
  while (first !== null && performance.now() < deadline) {
    await delay(beat / 4);
    const latest = await beatOf(path);
    if (latest !== first) return latest !== null;
  }
  return false;
}

async function beatOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

function keep(path: string, { beat }: Rhythm): SupervisorLock {
  const heart = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, beat);
  heart.unref();
  return {
    async release() {
      clearInterval(heart);
      await rm(path, { force: true });
    },
  };
}
