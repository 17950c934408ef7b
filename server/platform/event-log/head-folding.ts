import { groupBy } from "../../values/group-by.ts";
import type { Tx } from "../database/database.ts";
import type { Decider, Fact } from "./event.ts";
import { chainHash } from "./event-log.ts";
import { lockHeads, writeHeads, type FeedEvent, type Head } from "./event-log.queries.ts";
import { isKnown } from "./newer-stream.ts";

/** The part of the rules of one kind of stream that folds events into a state. */
export type Folder = Pick<Decider<object, never, Fact>, "kind" | "knows" | "initial" | "evolve">;

/** The log cannot be folded: it is not the one that was written, or this version does not know its events. */
export class UnfoldableLog extends Error {}

/**
 * Empties the heads until the transaction ends, keeping aside where they stood. Whoever appends locks a head before anything else,
 * so the lock on their table holds off every append, and everything made from one.
 */
export async function setHeadsAside(tx: Tx): Promise<void> {
  await tx.run("lock table stream_head in exclusive mode");
  await tx.run("create temporary table head_before on commit drop as select stream_id, version, hash from stream_head where version > 0");
  await tx.run("delete from stream_head");
}

/** Folds the next events of the feed into the heads of their streams. */
export async function foldHeads(tx: Tx, folders: readonly Folder[], events: readonly FeedEvent[]): Promise<void> {
  for (const [kind, own] of groupBy(events, kindOf)) {
    const folder = folders.find((candidate) => candidate.kind === kind);
    if (!folder) throw new UnfoldableLog(`The log holds events of the kind "${kind}", which this version of Muster does not know.`);
    const heads = await lockHeads<object>(tx, [...new Set(own.map((event) => event.streamId))], folder.initial);
    for (const event of own) foldEvent(folder, heads.get(event.streamId), event);
    await writeHeads(tx, [...heads.values()]);
  }
}

export function kindOf(event: FeedEvent): string {
  return event.streamId.slice(0, event.streamId.indexOf("/"));
}

function foldEvent(folder: Folder, head: Head<object> | undefined, { position, hash, ...event }: FeedEvent): void {
  const isNext = head && event.version === head.version + 1 && chainHash(head.hash, event).equals(hash);
  if (!isNext) throw new UnfoldableLog(`Event ${event.version} of ${event.streamId}, at position ${position}, is not what was written, or something before it is missing.`);
  const { type } = event.fact;
  if (!isKnown(folder, [type])) throw new UnfoldableLog(`The log holds events "${type}" of the kind "${folder.kind}", which this version of Muster does not know.`);
  head.state = folder.evolve(head.state, event.fact, event.occurredAt);
  if (!head.types.includes(type)) head.types.push(type);
  head.version = event.version;
  head.hash = hash;
}

/** Holds the heads made anew against those set aside; gives how many they are. */
export async function compareHeads(tx: Tx): Promise<number> {
  const other = await tx.first<{ stream_id: string }>(
    `select coalesce(made.stream_id, before.stream_id) as stream_id from stream_head as made full join head_before as before
       on made.stream_id = before.stream_id and made.version = before.version and made.hash = before.hash
     where made.stream_id is null or before.stream_id is null limit 1`,
  );
  if (other) throw new UnfoldableLog(`The head of ${other.stream_id} stood elsewhere than its events lead: an end of the log was cut off, or the head was changed.`);
  const row = await tx.first<{ count: number }>("select count(*) as count from stream_head");
  return row?.count ?? 0;
}
