import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processPlace, startTimeOf } from "./process-table.ts";
import { acquireSupervisorLock } from "./supervisor-lock.ts";

const rhythm = { beat: 20, patience: 300 };
let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "supervisor-lock-"));
  path = join(directory, "supervisor.1");
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function leaveLock(changes: Record<string, unknown>): Promise<void> {
  const holder = { pid: process.pid, startTime: await startTimeOf(process.pid), place: await processPlace(), ...changes };
  await writeFile(path, JSON.stringify(holder));
}

async function expectTaken(): Promise<void> {
  const lock = await acquireSupervisorLock(directory, rhythm);
  expect(await readdir(directory)).toHaveLength(1);
  await lock.release();
  expect(await readdir(directory)).toEqual([]);
}

describe("the supervisor's lock", () => {
  it("is taken where nobody holds it, and leaves nothing when it is given back", expectTaken);

  it("is refused while a process that lives holds it, by its id", async () => {
    const lock = await acquireSupervisorLock(directory, rhythm);
    const second = acquireSupervisorLock(directory, rhythm);
    await expect(second).rejects.toMatchObject({
      code: "in-use",
      message: `The data directory ${directory} is in use by process ${process.pid}, which is still running. Stop it first, or use another data directory.`,
    });
    expect(await readdir(directory)).toHaveLength(1);
    await lock.release();
  });

  it("is taken from a process that has ended", async () => {
    await leaveLock({ pid: 2 ** 22 + 1 });
    await expectTaken();
  });

  it("is taken where another process has got the holder's id since", async () => {
    await leaveLock({ startTime: "long ago" });
    await expectTaken();
  });

  it("is taken from a holder in another place that shows no life, and from what is no lock at all", async () => {
    await leaveLock({ place: "another container" });
    await expectTaken();
    await writeFile(path, "");
    await expectTaken();
  });

  it("is refused while a holder in another place shows that it lives", async () => {
    await leaveLock({ place: "another container" });
    const heart = setInterval(() => void utimes(path, new Date(), new Date()), rhythm.beat);
    const second = acquireSupervisorLock(directory, rhythm);
    await expect(second.finally(() => clearInterval(heart))).rejects.toMatchObject({ code: "in-use" });
  });

  it("shows life for as long as it is held", async () => {
    const lock = await acquireSupervisorLock(directory, rhythm);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(await processPlace(), "another container"));
    await expect(acquireSupervisorLock(directory, rhythm)).rejects.toMatchObject({ code: "in-use" });
    await lock.release();
  });

  it("goes to exactly one of many that find it abandoned at once", async () => {
    await leaveLock({ pid: 2 ** 22 + 1 });
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => acquireSupervisorLock(directory, rhythm)));
    const taken = attempts.filter((attempt) => attempt.status === "fulfilled");
    expect(taken).toHaveLength(1);
    expect(await readdir(directory)).toHaveLength(1);
    for (const { value } of taken) await value.release();
  });
});
