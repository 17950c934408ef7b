import { describe, expect, it } from "vitest";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { runSet } from "../due-work/set-runner.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import { isSignedByOneOf, publicKeyOf, readCheckpointNote, writeCheckpointNote } from "./checkpoint.ts";
import { readCheckpoints, readLatestCheckpoint } from "./checkpoint.queries.ts";
import { checkpointHandler, scheduleCheckpoints } from "./checkpoint.work.ts";
import type { Decider } from "./event.ts";
import { executeMany } from "./event-log.ts";

const noted: Decider<object, string, { type: "noted"; data: { word: string } }> = {
  kind: "note",
  knows: { noted: true },
  initial: {},
  decide: (word) => [{ type: "noted", data: { word } }],
  evolve: (state) => state,
};

const secret = "a secret for tests, long enough";
const trusted = [publicKeyOf(secret)];
const handler = checkpointHandler(secret);
const { database, clock } = await openTestDatabase();

let written = 0;
async function append(count: number): Promise<void> {
  const orders = Array.from({ length: count }, () => ({ streamId: `note/${(written += 1) % 7}`, commandId: String(written), actor: muster, command: `word ${written}` }));
  await database.transaction((tx) => executeMany(tx, noted, orders));
}

const faults: unknown[] = [];
async function runDue(): Promise<void> {
  while (await isDue()) await runSet(database, handler, (_problem, fault) => faults.push(fault));
}

async function isDue(): Promise<boolean> {
  return (await database.transaction((tx) => tx.first("select from due_work where due_at <= muster_now() and parked_at is null"))) !== null;
}

async function makeCheckpoint(): Promise<void> {
  await clock.advance(60_000);
  await runDue();
}

const latest = () => database.transaction((tx) => readLatestCheckpoint(tx));

describe("checkpoints", () => {
  it("are made each minute in which something was appended, and only then", async () => {
    await database.transaction((tx) => scheduleCheckpoints(tx));
    await runDue();
    expect(await latest()).toBeNull();
    await append(3);
    await runDue();
    expect(await latest()).toBeNull();
    await makeCheckpoint();
    const first = await latest();
    expect(first).toMatchObject({ eventCount: 3, lastPosition: 3 });
    await makeCheckpoint();
    expect(await latest()).toEqual(first);
    await append(2);
    await makeCheckpoint();
    expect(await latest()).toMatchObject({ eventCount: 5, lastPosition: 5 });
  });

  it("are scheduled once, however often it is asked for", async () => {
    const before = await database.transaction((tx) => tx.rows("select * from due_work"));
    await database.transaction((tx) => scheduleCheckpoints(tx));
    await database.transaction((tx) => scheduleCheckpoints(tx));
    expect(await database.transaction((tx) => tx.rows("select * from due_work"))).toEqual(before);
  });

  it("are signed by the installation's secret, whose key others can know", async () => {
    const checkpoint = await latest();
    if (!checkpoint) throw new Error("There is no checkpoint.");
    expect(isSignedByOneOf(trusted, checkpoint)).toBe(true);
    expect(isSignedByOneOf([publicKeyOf("another secret")], checkpoint)).toBe(false);
    expect(isSignedByOneOf(trusted, { ...checkpoint, eventCount: checkpoint.eventCount + 1 })).toBe(false);
    expect(isSignedByOneOf(trusted, { ...checkpoint, installation: "00000000-0000-4000-8000-000000000000" })).toBe(false);
  });

  it("can be kept as text and read again", async () => {
    const checkpoint = await latest();
    if (!checkpoint) throw new Error("There is no checkpoint.");
    const note = writeCheckpointNote(checkpoint);
    expect(note).toContain(`events ${checkpoint.eventCount}\nlast position ${checkpoint.lastPosition}\n`);
    expect(note).toContain(`made at ${toIso(checkpoint.madeAt)}\n`);
    expect(readCheckpointNote(note)).toEqual(checkpoint);
    expect(readCheckpointNote(note.replaceAll("\n", "\r\n"))).toEqual(checkpoint);
    expect(readCheckpointNote(note.replace("root", "rood"))).toBeNull();
  });

  it("give the same root when the edge of the tree was lost and is made again", async () => {
    await append(40);
    await makeCheckpoint();
    await append(5_100);
    await database.transaction((tx) => tx.run("delete from checkpoint_edge"));
    await makeCheckpoint();
    const [afresh, ...earlier] = (await database.transaction((tx) => readCheckpoints(tx))).reverse();
    expect(afresh?.eventCount).toBe(written);
    expect(earlier[0]?.eventCount).toBeGreaterThanOrEqual(45);
    expect(faults).toEqual([]);
  });

  it("are not made of a log that has become another one", async () => {
    const before = await latest();
    await database.transaction((tx) => tx.run("update checkpoint_edge set roots[1] = roots[2]"));
    await append(1);
    await makeCheckpoint();
    expect(String(faults.at(-1))).toContain("is not the one that the checkpoint");
    expect(await latest()).toEqual(before);
  });

  it("are tried again after a person has looked at what kept them away", async () => {
    for (let tries = 0; tries < 6; tries += 1) await makeCheckpoint();
    expect(await database.transaction((tx) => tx.first("select from due_work where parked_at is null"))).toBeNull();
    await database.transaction((tx) => tx.run("delete from checkpoint_edge"));
    await database.transaction((tx) => scheduleCheckpoints(tx));
    await runDue();
    expect(await latest()).toMatchObject({ eventCount: written });
  });
});
