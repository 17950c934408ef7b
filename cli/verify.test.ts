import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Tx } from "../server/platform/database/database.ts";
import { runSet } from "../server/platform/due-work/set-runner.ts";
import { publicKeyOf, signCheckpoint, signingKeyOf, treeHash, writeCheckpointNote } from "../server/platform/event-log/checkpoint.ts";
import { readCheckpoints, readInstallationId } from "../server/platform/event-log/checkpoint.queries.ts";
import { checkpointHandler, scheduleCheckpoints } from "../server/platform/event-log/checkpoint.work.ts";
import type { Decider } from "../server/platform/event-log/event.ts";
import { chainHash, execute } from "../server/platform/event-log/event-log.ts";
import { readFeed } from "../server/platform/event-log/event-log.queries.ts";
import { openTestDatabase } from "../server/platform/testing/test-database.ts";
import { muster } from "../server/values/actor.ts";
import { emptyTree, growTree, rootOf } from "../server/values/merkle.ts";
import { maintenanceVerbs } from "./maintenance.ts";

const secret = "a secret for tests, long enough to be one";
const { database, url, clock } = await openTestDatabase();
const folder = await mkdtemp(join(tmpdir(), "muster-verify-"));
const inFolder = (name: string) => join(folder, name);
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void (process.exitCode = 0));

const counter: Decider<{ total: number }, number, { type: "added"; data: { amount: number } }> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => [{ type: "added", data: { amount } }],
  evolve: ({ total }, { data }) => ({ total: total + data.amount }),
};

let written = 0;
async function append(count: number): Promise<void> {
  for (const end = written + count; written < end; written += 1) {
    const order = { streamId: `counter/${written % 3}`, commandId: String(written), actor: muster, command: written };
    await database.transaction((tx) => execute(tx, counter, order));
  }
  await clock.advance(60_000);
  await runSet(database, checkpointHandler(secret), (problem, fault) => {
    throw new Error(problem, { cause: fault });
  });
}

/** `muster verify` as a terminal would run it. */
async function verify(...options: string[]): Promise<{ code: number; said: string[]; complained: string[] }> {
  const [said, complained] = [[] as string[], [] as string[]];
  const outside = { environment: { DATABASE_URL: url, MUSTER_SECRET: secret }, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
  process.exitCode = 0;
  await maintenanceVerbs(outside).find((verb) => verb.name() === "verify")?.parseAsync(options, { from: "user" });
  return { code: process.exitCode, said, complained };
}

const tables = ["event_log", "checkpoint"];

/** As somebody would who has the database and the secret: history is written anew, the chains and heads mended, every checkpoint signed again. */
async function rewriteHistory(change: (tx: Tx) => Promise<unknown>): Promise<void> {
  await database.transaction(async (tx) => {
    for (const table of tables) await tx.run(`alter table ${table} disable trigger all`);
    await change(tx);
    const hashes = new Map<string, Buffer>();
    let tree = emptyTree;
    await tx.run("delete from checkpoint");
    for (const { position, hash: _hash, ...event } of await readFeed(tx, 0, 1_000)) {
      const hash = chainHash(hashes.get(event.streamId) ?? Buffer.alloc(32), event);
      hashes.set(event.streamId, hash);
      await tx.run("update event_log set hash = $2 where position = $1", [position, hash]);
      await tx.run("update stream_head set version = $2, hash = $3 where stream_id = $1", [event.streamId, event.version, hash]);
      tree = growTree(treeHash, tree, [hash]);
      const checkpoint = { installation: await readInstallationId(tx), eventCount: tree.count, lastPosition: position, root: Buffer.from(rootOf(treeHash, tree)), madeAt: tx.now };
      const { signature, publicKey } = signCheckpoint(signingKeyOf(secret), checkpoint);
      await tx.run("insert into checkpoint values ($1, $2, $3, muster_now(), $4, $5)", [position, tree.count, checkpoint.root, signature, publicKey]);
    }
    for (const table of tables) await tx.run(`alter table ${table} enable trigger all`);
  });
}

await database.transaction((tx) => scheduleCheckpoints(tx));

describe("muster verify", () => {
  it("has no checkpoint to save before there is one, and finds the log whole", async () => {
    expect(await verify()).toEqual({ code: 0, said: ["The log is whole: 0 events, 0 of them under a signed checkpoint."], complained: [] });
    expect(await verify("--save", inFolder("none"))).toMatchObject({ code: 1, said: [], complained: [expect.stringContaining("no checkpoint to save yet")] });
    expect(await readdir(folder)).toEqual([]);
  });

  it("saves the newest checkpoint, to be kept elsewhere", async () => {
    await append(5);
    const { code, said } = await verify("--save", inFolder("first"));
    expect([code, said[0]]).toEqual([0, expect.stringContaining(`5 of them under a signed checkpoint. The newest checkpoint is in ${inFolder("first")}`)]);
    const [newest] = await database.transaction((tx) => readCheckpoints(tx));
    expect(await readFile(inFolder("first"), "utf8")).toBe(newest && writeCheckpointNote(newest));
  });

  it("holds the log against those that were kept, while the log grew on", async () => {
    await append(4);
    await verify("--save", inFolder("second"));
    await append(3);
    expect(await verify("--checkpoint", inFolder("first"))).toMatchObject({ code: 0, said: [expect.stringContaining("12 of them under a signed checkpoint. It fits the checkpoint you kept.")] });
    expect(await verify("--checkpoint", inFolder("first"), "--checkpoint", inFolder("second"))).toMatchObject({ code: 0, said: [expect.stringContaining("It fits the 2 checkpoints you kept.")] });
  });

  it("replaces a kept one only after the log was held against it", async () => {
    const before = await readFile(inFolder("second"), "utf8");
    expect(await verify("--save", inFolder("second"))).toMatchObject({ code: 1, complained: [expect.stringContaining("is there already")] });
    expect(await readFile(inFolder("second"), "utf8")).toBe(before);
    expect(await verify("--checkpoint", inFolder("second"), "--save", inFolder("second"))).toMatchObject({ code: 0 });
    expect(await readFile(inFolder("second"), "utf8")).toContain("events 12\n");
  });

  it("says which file holds no checkpoint, cannot be read, or comes from another Muster", async () => {
    await writeFile(inFolder("poem"), "roses are red");
    const other = signCheckpoint(signingKeyOf("another secret"), { installation: "00000000-0000-4000-8000-000000000000", eventCount: 5, lastPosition: 5, root: Buffer.alloc(32), madeAt: 0 });
    expect(other.publicKey).not.toEqual(publicKeyOf(secret));
    await writeFile(inFolder("other"), writeCheckpointNote(other));
    const complaintOf = async (file: string) => (await verify("--checkpoint", inFolder(file))).complained[0];
    expect(await complaintOf("poem")).toBe(`${inFolder("poem")} holds no checkpoint such as --save writes.`);
    expect(await complaintOf("absent")).toContain(`${inFolder("absent")} cannot be read`);
    expect(await complaintOf("other")).toContain("The checkpoint over 5 events was not signed by this installation.");
  });

  it.each([
    ["an event from before it was changed", (tx: Tx) => tx.run("update event_log set data = '{\"amount\": 99}' where position = 2"), "The first 5 events are not those that the checkpoint over 5 events was made of."],
    ["the end was cut off", (tx: Tx) => tx.run("delete from event_log where position > 3"), "The log holds 3 events, and a checkpoint covers 5: its end was cut off."],
  ])("finds by a kept checkpoint, though every later one was signed again with the right secret, that %s", async (_what, change, finding) => {
    await rewriteHistory(change);
    expect(await verify()).toMatchObject({ code: 0 });
    const before = await readdir(folder);
    expect(await verify("--checkpoint", inFolder("first"), "--save", inFolder("after"))).toEqual({ code: 1, said: [], complained: [finding] });
    expect(await readdir(folder)).toEqual(before);
  });
});
