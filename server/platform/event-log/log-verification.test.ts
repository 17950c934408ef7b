import { describe, expect, it } from "vitest";
import type { Actor } from "../../values/actor.ts";
import type { Tx } from "../database/database.ts";
import { runSet } from "../due-work/set-runner.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import { publicKeyOf, signCheckpoint, signingKeyOf, treeHash } from "./checkpoint.ts";
import { readCheckpoints, readInstallationId, readLatestCheckpoint } from "./checkpoint.queries.ts";
import { checkpointHandler, scheduleCheckpoints } from "./checkpoint.work.ts";
import type { Decider, LoggedEvent } from "./event.ts";
import { chainHash, execute } from "./event-log.ts";
import { readStream } from "./event-log.queries.ts";
import { verifyLog, type LogTrust, type LogVerdict } from "./log-verification.ts";
import { emptyTree, growTree, rootOf } from "../../values/merkle.ts";

type Added = { type: "added"; data: { amount: number } };
const counter: Decider<{ total: number }, number, Added> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => [{ type: "added", data: { amount } }],
  evolve: (state, fact) => ({ total: state.total + fact.data.amount }),
};

const secret = "a secret for tests, long enough";
const trust: LogTrust = { publicKeys: [publicKeyOf(secret)], kept: [] };
const { database, clock } = await openTestDatabase();
const amara: Actor = { kind: "person", id: "amara" };

let commands = 0;
function add(tx: Tx, id: string): Promise<unknown> {
  commands += 1;
  return execute(tx, counter, { streamId: `counter/${id}`, commandId: String(commands), actor: amara, command: commands });
}

async function makeCheckpoint(): Promise<void> {
  await clock.advance(60_000);
  await runSet(database, checkpointHandler(secret), (problem, fault) => {
    throw new Error(problem, { cause: fault });
  });
}

// Streams a, b and c, of which the last events of b came after the last checkpoint.
await database.transaction((tx) => scheduleCheckpoints(tx));
for (const id of ["a", "b", "a", "c", "a", "b", "a", "c"]) await database.transaction((tx) => add(tx, id));
await makeCheckpoint();
for (const id of ["a", "b", "a"]) await database.transaction((tx) => add(tx, id));
await makeCheckpoint();
for (const id of ["b", "b"]) await database.transaction((tx) => add(tx, id));

class Undone extends Error {}

/** Does as a superuser what the product cannot, verifies, and takes it back. */
async function afterAttack(attack: (tx: Tx) => Promise<unknown>, held: LogTrust = trust): Promise<LogVerdict> {
  let verdict: LogVerdict | undefined;
  const attacked = database.transaction(async (tx) => {
    for (const table of ["event_log", "checkpoint"]) await tx.run(`alter table ${table} disable trigger all`);
    await attack(tx);
    for (const table of ["event_log", "checkpoint"]) await tx.run(`alter table ${table} enable trigger all`);
    verdict = await verifyLog(tx, held);
    throw new Undone();
  });
  await expect(attacked).rejects.toThrow(Undone);
  if (!verdict) throw new Error("Nothing was verified.");
  return verdict;
}

const statement = (...statements: string[]) => async (tx: Tx) => {
  for (const text of statements) await tx.run(text);
};

/** Writes a stream anew as somebody would who knows how the chain is made, and mends the head. */
async function writeAnew(tx: Tx, streamId: string, change: (event: LoggedEvent) => LoggedEvent): Promise<void> {
  let before: Buffer = Buffer.alloc(32);
  for (const { position, hash: _hash, ...event } of await readStream(tx, streamId)) {
    const changed = change(event);
    before = chainHash(before, changed);
    await tx.run("update event_log set data = $2, actor = $3, hash = $4 where position = $1", [position, JSON.stringify(changed.fact.data), JSON.stringify(changed.actor), before]);
  }
  await tx.run("update stream_head set hash = $2 where stream_id = $1", [streamId, before]);
}

const changeAmount = (event: LoggedEvent): LoggedEvent => ({ ...event, fact: { ...event.fact, data: { amount: 0 } } });

const cutEvents = statement(
  "delete from event_log where position > 9",
  "update stream_head set version = ends.version, hash = ends.hash from (select distinct on (stream_id) * from event_log order by stream_id, version desc) as ends where ends.stream_id = stream_head.stream_id",
);

async function cutTail(tx: Tx): Promise<void> {
  await cutEvents(tx);
  await tx.run("delete from checkpoint where last_position > 9");
}

describe("a log that nobody touched", () => {
  it("is whole", async () => {
    const verdict = await database.transaction((tx) => verifyLog(tx, trust));
    const newest = await database.transaction((tx) => readLatestCheckpoint(tx));
    expect(newest).toMatchObject({ eventCount: 11 });
    expect(verdict).toEqual({ isWhole: true, events: 13, streams: 3, checkpoints: 2, newest });
  });

  it("is whole against checkpoints kept elsewhere", async () => {
    const kept = await database.transaction((tx) => readCheckpoints(tx));
    expect(await database.transaction((tx) => verifyLog(tx, { ...trust, kept }))).toMatchObject({ isWhole: true });
  });
});

describe("an attack by a superuser is found", () => {
  const attacks: [string, string, (tx: Tx) => Promise<unknown>][] = [
    ["an edited event", "log.event-changed", statement("update event_log set data = '{\"amount\": 99}' where position = 5")],
    ["an edited event that no checkpoint covers yet", "log.event-changed", statement("update event_log set data = '{\"amount\": 99}' where position = 13")],
    ["a swapped actor", "log.event-changed", statement(`update event_log set actor = '{"kind": "person", "id": "ben"}' where position = 4`)],
    ["a swapped time", "log.event-changed", statement("update event_log set occurred_at = occurred_at - interval '1 hour' where position = 4")],
    ["a time that differs by less than the log writes", "log.event-changed", statement("update event_log set recorded_at = recorded_at + interval '1 microsecond' where position = 4")],
    ["another command", "log.event-changed", statement("update event_log set command_id = 'other' where position = 4")],
    ["a restamped hash", "log.event-changed", statement("update event_log set hash = sha256(hash) where position = 11")],
    ["an event taken out of the middle", "log.event-out-of-place", statement("delete from event_log where position = 3")],
    ["the first event of a stream taken out", "log.event-out-of-place", statement("delete from event_log where position = 1")],
    ["a cut tail", "log.head-differs", statement("delete from event_log where position > 9", "delete from checkpoint where last_position > 9")],
    ["a cut tail whose heads were mended and whose checkpoints stayed", "log.ends-too-soon", cutEvents],
    ["a whole stream taken out with its head", "log.checkpoint-differs", statement("delete from event_log where stream_id = 'counter/c'", "delete from stream_head where stream_id = 'counter/c'")],
    ["a changed order within a stream", "log.event-out-of-place", statement("update event_log set version = case version when 2 then 100 else 2 end where stream_id = 'counter/a' and version in (2, 3)", "update event_log set version = 3 where version = 100")],
    ["a changed order between streams", "log.checkpoint-differs", statement("alter table event_log alter position drop identity", "update event_log set position = case position when 3 then 100 else 3 end where position in (3, 4)", "update event_log set position = 4 where position = 100")],
    ["a moved last position", "log.checkpoint-differs", statement("alter table event_log alter position drop identity", "update event_log set position = position + 100 where position > 10")],
    ["a copied row put at the end", "log.event-changed", statement("insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash) select stream_id, 3, type, data, actor, command_id, occurred_at, recorded_at, hash from event_log where position = 4")],
    ["a copied row in a stream of its own", "log.event-changed", statement("insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash) select 'counter/d', 1, type, data, actor, command_id, occurred_at, recorded_at, hash from event_log where position = 4")],
    ["a rewritten stream with a mended chain and head", "log.checkpoint-differs", (tx) => writeAnew(tx, "counter/c", changeAmount)],
    ["a head put elsewhere", "log.head-differs", statement("update stream_head set version = version + 1 where stream_id = 'counter/b'")],
    ["a head taken away", "log.head-missing", statement("delete from stream_head where stream_id = 'counter/b'")],
    ["a checkpoint with another count", "log.checkpoint-not-genuine", statement("update checkpoint set event_count = event_count + 1")],
    ["a checkpoint with another root", "log.checkpoint-not-genuine", statement("update checkpoint set root = sha256(root)")],
  ];

  it.each(attacks)("%s", async (_name, code, attack) => {
    expect(await afterAttack(attack)).toMatchObject({ isWhole: false, difference: { code } });
  });

  it("an event put in between, the chain, the head and the positions mended", async () => {
    const verdict = await afterAttack(async (tx) => {
      await tx.run("alter table event_log alter position drop identity");
      await tx.run("update event_log set position = position + 1000 where position > 1");
      await tx.run("update event_log set version = version + 100 where stream_id = 'counter/a' and version > 1");
      await tx.run("update event_log set version = version - 99 where stream_id = 'counter/a' and version > 100");
      await tx.run(
        `insert into event_log (position, stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash)
         select 2, stream_id, 2, type, data, actor, 'put in', occurred_at, recorded_at, hash from event_log where position = 1`,
      );
      await tx.run("update event_log set position = position - 999 where position > 1000");
      await tx.run("update stream_head set version = version + 1 where stream_id = 'counter/a'");
      await writeAnew(tx, "counter/a", (event) => event);
    });
    expect(verdict).toMatchObject({ isWhole: false, difference: { code: "log.checkpoint-differs" } });
  });

  it("checkpoints made anew over a rewritten log by another key", async () => {
    const verdict = await afterAttack(async (tx) => {
      await writeAnew(tx, "counter/c", changeAmount);
      const hashes = await tx.rows<{ hash: Buffer }>("select hash from event_log order by position");
      const root = Buffer.from(rootOf(treeHash, growTree(treeHash, emptyTree, hashes.map(({ hash }) => hash))));
      const checkpoint = { installation: await readInstallationId(tx), eventCount: 13, lastPosition: 13, root, madeAt: tx.now };
      const { signature, publicKey } = signCheckpoint(signingKeyOf("the attacker's own secret"), checkpoint);
      await tx.run("delete from checkpoint");
      await tx.run("insert into checkpoint values (13, 13, $1, muster_now(), $2, $3)", [root, signature, publicKey]);
    });
    expect(verdict).toMatchObject({ isWhole: false, difference: { code: "log.checkpoint-not-genuine" } });
  });

  it("a tail cut off with its heads and checkpoints, by a checkpoint kept elsewhere", async () => {
    const kept = await database.transaction((tx) => readCheckpoints(tx));
    expect(await afterAttack(cutTail)).toMatchObject({ isWhole: true, events: 9 });
    expect(await afterAttack(cutTail, { ...trust, kept })).toMatchObject({ isWhole: false, difference: { code: "log.ends-too-soon" } });
  });

  it("a tail cut off and grown again by the product itself, by a checkpoint kept elsewhere", async () => {
    const kept = await database.transaction((tx) => readCheckpoints(tx));
    const verdict = await afterAttack(
      async (tx) => {
        await cutTail(tx);
        await tx.run("select setval(pg_get_serial_sequence('event_log', 'position'), 9)");
        for (const id of ["a", "a", "b", "c"]) await regrow(tx, id);
      },
      { ...trust, kept },
    );
    expect(verdict).toMatchObject({ isWhole: false, difference: { code: "log.checkpoint-differs" } });
  });

  it.each([
    ["event_log", "alter table event_log disable trigger event_log_is_append_only"],
    ["event_log", "drop trigger event_log_is_append_only on event_log"],
    ["event_log", "create or replace trigger event_log_is_append_only before update on event_log for each statement execute function refuse_change()"],
    ["event_log", "create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'"],
    ["checkpoint", "alter table checkpoint disable trigger all"],
  ])("a guard of %s taken off: %s", async (table, sql) => {
    const undone = database.transaction(async (tx) => {
      await tx.run(sql);
      expect(await verifyLog(tx, trust)).toMatchObject({ isWhole: false, difference: { code: "log.unguarded", sentence: expect.stringContaining(table) } });
      throw new Undone();
    });
    await expect(undone).rejects.toThrow(Undone);
  });
});

/** Appends without the product's staging, since the attack's own transaction is still open. */
async function regrow(tx: Tx, id: string): Promise<void> {
  const streamId = `counter/${id}`;
  const head = await tx.first<{ version: number; hash: Buffer }>("select version, hash from stream_head where stream_id = $1", [streamId]);
  if (!head) throw new Error(`There is no ${streamId}.`);
  const event: LoggedEvent = { streamId, version: head.version + 1, fact: { type: "added", data: { amount: 1 } }, actor: amara, commandId: `again ${head.version}`, occurredAt: tx.now, recordedAt: tx.now };
  const hash = chainHash(head.hash, event);
  await tx.run(
    `insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash)
     values ($1, $2, 'added', '{"amount": 1}', $3, $4, to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0), $6)`,
    [streamId, event.version, JSON.stringify(amara), event.commandId, tx.now, hash],
  );
  await tx.run("update stream_head set version = $2, hash = $3 where stream_id = $1", [streamId, event.version, hash]);
}

describe("verifying while 16 writers append", () => {
  it("finds nothing amiss, and no two events in one place", async () => {
    let isWriting = true;
    const writers = Promise.all(Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; turn < 12; turn += 1) await database.transaction((tx) => add(tx, `busy-${(writer + turn) % 5}`));
    })).finally(() => (isWriting = false));
    const verdicts: LogVerdict[] = [];
    while (isWriting) {
      await makeCheckpoint();
      verdicts.push(await database.transaction((tx) => verifyLog(tx, trust)));
    }
    await writers;
    const last = await database.transaction((tx) => verifyLog(tx, trust));
    expect([...verdicts, last].filter((verdict) => !verdict.isWhole)).toEqual([]);
    expect(last).toMatchObject({ events: 13 + 16 * 12 });
    expect((await database.transaction((tx) => readLatestCheckpoint(tx)))?.eventCount).toBeGreaterThan(11);
  });
});
