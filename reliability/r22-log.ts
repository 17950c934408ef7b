import { openTestDatabase } from "../server/platform/testing/test-database.ts";
import type { Actor } from "../server/values/actor.ts";
import { isRefusal, type Refusal } from "../server/values/refusal.ts";
import type { Tx } from "../server/platform/database/database.ts";
import { runSet } from "../server/platform/due-work/set-runner.ts";
import { checkpointHandler, scheduleCheckpoints } from "../server/platform/event-log/checkpoint.work.ts";
import type { Decider, LoggedEvent } from "../server/platform/event-log/event.ts";
import { chainHash, executeMany } from "../server/platform/event-log/event-log.ts";
import { readStream } from "../server/platform/event-log/event-log.queries.ts";
import type { EvidencePack } from "../server/platform/event-log/evidence-pack.ts";
import { readWrittenStreams } from "../server/platform/event-log/evidence-pack.queries.ts";
import { writePack } from "../server/platform/event-log/evidence-pack-writing.ts";

/** A log to attack: the product's own event log, checkpoints and packs, over events that count. */
export const secret = "a secret for tests, long enough";

type Added = { type: "added"; data: { amount: number } };
const counter: Decider<{ total: number }, number, Added> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => [{ type: "added", data: { amount } }],
  evolve: (state, fact) => ({ total: state.total + fact.data.amount }),
};
export const amara: Actor = { kind: "person", id: "amara" };

export const { database, clock } = await openTestDatabase();
await database.transaction((tx) => scheduleCheckpoints(tx));

let commands = 0;
export async function add(streams: readonly string[]): Promise<void> {
  const orders = streams.map((id) => ({ streamId: `counter/${id}`, commandId: String((commands += 1)), actor: amara, command: commands }));
  await database.transaction((tx) => executeMany(tx, counter, orders));
}

/** Makes checkpoints until all is under one. */
export async function makeCheckpoint(): Promise<void> {
  await clock.advance(60_000);
  const isDue = () => database.transaction((tx) => tx.first("select from due_work where due_at <= muster_now() and parked_at is null"));
  while (await isDue()) {
    await runSet(database, checkpointHandler(secret), (problem, fault) => {
      throw new Error(problem, { cause: fault });
    });
  }
}

/** A pack of some streams, as the transaction sees them. */
export async function packOf(tx: Tx, streamIds: readonly string[], { by = secret, grownFrom = null }: { by?: string; grownFrom?: number | null } = {}): Promise<EvidencePack | Refusal> {
  const subject = { kind: "counter", name: streamIds[0] ?? "", streamId: streamIds[0] ?? null };
  return writePack(tx, by, { subject, events: await readWrittenStreams(tx, streamIds), documents: [], findings: null, glossary: {}, grownFrom });
}

export async function makePack(streamIds: readonly string[], grownFrom: number | null = null): Promise<EvidencePack> {
  const pack = await database.transaction((tx) => packOf(tx, streamIds, { grownFrom }));
  if (isRefusal(pack)) throw new Error(pack.reason);
  return pack;
}

/** Writes a stream anew as somebody would who knows how the chain is made, and mends the head. */
export async function writeAnew(tx: Tx, streamId: string, change: (event: LoggedEvent) => LoggedEvent): Promise<void> {
  let before: Buffer = Buffer.alloc(32);
  let version = 0;
  for (const { position, hash: _hash, ...event } of await readStream(tx, streamId)) {
    const changed = change(event);
    before = chainHash(before, changed);
    version = changed.version;
    await tx.run("update event_log set data = $2, actor = $3, hash = $4 where position = $1", [position, JSON.stringify(changed.fact.data), JSON.stringify(changed.actor), before]);
  }
  await tx.run("update stream_head set hash = $2, version = $3 where stream_id = $1", [streamId, before, version]);
}

/** The heads as they would stand if the log had always ended where it ends now. */
export const mendHeads = "update stream_head set version = ends.version, hash = ends.hash from (select distinct on (stream_id) * from event_log order by stream_id, version desc) as ends where ends.stream_id = stream_head.stream_id";
