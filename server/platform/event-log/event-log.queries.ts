import { toIso } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import type { LoggedEvent, Order } from "./event.ts";
import { isKnown, refuseNewer, type Knowing } from "./newer-stream.ts";

/** Where a stream stands; also its lock. */
export interface Head<State> {
  streamId: string;
  version: number;
  state: State;
  hash: Buffer;
  /** Every type of event that the stream holds. */
  types: string[];
  /** Hashes of the events appended in this transaction, not yet written. */
  hashes: Buffer[];
}

const noHash = Buffer.alloc(32);

/** Locks the heads in the order of their ids (so that two sets cannot deadlock), making those that are missing. */
export async function lockHeads<State>(tx: Tx, streamIds: string[], initial: State): Promise<Map<string, Head<State>>> {
  const sorted = [...streamIds].sort();
  const [, rows] = await Promise.all([
    tx.run(
      `insert into stream_head (stream_id, version, state, hash)
       select id, 0, $2::jsonb, $3 from unnest($1::text[]) as id on conflict do nothing`,
      [sorted, JSON.stringify(initial), noHash],
    ),
    tx.rows<{ stream_id: string; version: number; state: State; hash: Buffer; types: string[] }>(
      `select stream_id, version, state, hash, types from stream_head where stream_id = any($1::text[]) order by stream_id for update`,
      [sorted],
    ),
  ]);
  return new Map(rows.map(({ stream_id: streamId, ...row }) => [streamId, { ...row, streamId, hashes: [] }]));
}

/** Locks the heads of streams that exist, in the order of their ids. */
export async function lockStreams(tx: Tx, streamIds: readonly string[]): Promise<void> {
  await tx.run("select from stream_head where stream_id = any($1::text[]) order by stream_id for update", [streamIds]);
}

/** Reads states to decide by, without locking; streams that do not exist are absent. Throws `NewerStream` where one holds what this node does not know. */
export async function readStates<State>(tx: Tx, reading: Reading<State>, streamIds: readonly string[]): Promise<Map<string, State>> {
  const rows = await readHeads<State>(tx, streamIds);
  for (const row of rows) refuseNewer(reading, row.stream_id, row.types);
  return new Map(rows.map((row) => [row.stream_id, row.state]));
}

/** Reads states to be shown; streams that hold what this node does not know are absent too. */
export async function readKnownStates<State>(tx: Tx, reading: Reading<State>, streamIds: readonly string[]): Promise<Map<string, State>> {
  const rows = await readHeads<State>(tx, streamIds);
  return new Map(rows.filter((row) => isKnown(reading, row.types)).map((row) => [row.stream_id, row.state]));
}

/** The rules under which states are read. */
type Reading<State> = Knowing & { readonly initial: State };

async function readHeads<State>(tx: Tx, streamIds: readonly string[]): Promise<{ stream_id: string; state: State; types: string[] }[]> {
  return tx.rows("select stream_id, state, types from stream_head where stream_id = any($1::text[]) and version > 0", [streamIds]);
}

/** Which of the orders were carried out before, as `<stream> <command>`. */
export async function findDoneCommands(tx: Tx, orders: readonly Order<unknown>[]): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const rows = await tx.rows<{ key: string }>(
    `select distinct stream_id || ' ' || command_id as key from event_log
     where (stream_id, command_id) in (select * from unnest($1::text[], $2::text[]))`,
    [orders.map((order) => order.streamId), orders.map((order) => order.commandId)],
  );
  return new Set(rows.map((row) => row.key));
}

interface Staged {
  events: LoggedEvent[];
  hashes: Buffer[];
}

const staged = new WeakMap<Tx, Staged>();

/**
 * Writes the heads now and the events last, just before COMMIT: the global lock that keeps positions in the order
 * of their commits is so held for one insert only.
 */
export function stageAppend(tx: Tx, heads: readonly Head<unknown>[], events: readonly LoggedEvent[]): void {
  const waiting = staged.get(tx) ?? { events: [], hashes: [] };
  staged.set(tx, waiting);
  waiting.events.push(...events);
  waiting.hashes.push(...hashesInOrder(heads, events));
  tx.leave(writeHeads(tx, heads.filter((head) => head.hashes.length > 0)));
  tx.beforeCommit("event-log", () => insertStaged(tx));
}

/** What this transaction appended and the log does not hold yet. */
export function readStaged(tx: Tx): readonly LoggedEvent[] {
  return staged.get(tx)?.events ?? [];
}

/** Writes heads that are locked. */
export async function writeHeads(tx: Tx, heads: readonly Head<unknown>[]): Promise<void> {
  await tx.run(
    `update stream_head set version = new.version, state = new.state, hash = new.hash, types = new.types
     from unnest($1::text[], $2::int[], $3::jsonb[], $4::bytea[], $5::jsonb[]) as new (stream_id, version, state, hash, types)
     where stream_head.stream_id = new.stream_id`,
    [
      heads.map((head) => head.streamId),
      heads.map((head) => head.version),
      heads.map((head) => JSON.stringify(head.state)),
      heads.map((head) => head.hash),
      heads.map((head) => JSON.stringify(head.types.toSorted())),
    ],
  );
}

function hashesInOrder(heads: readonly Head<unknown>[], events: readonly LoggedEvent[]): Buffer[] {
  const byStream = new Map(heads.map((head) => [head.streamId, head]));
  return events.map((event) => {
    const head = byStream.get(event.streamId);
    const hash = head?.hashes[head.hashes.length - 1 - (head.version - event.version)];
    if (!hash) throw new Error(`No hash for ${event.streamId} ${event.version}.`);
    return hash;
  });
}

/** Held by whoever appends, from its first event to its COMMIT. */
export const appendLock = 4_600_002;

async function insertStaged(tx: Tx): Promise<void> {
  const { events, hashes } = staged.get(tx) ?? { events: [], hashes: [] };
  const columns = [
    events.map((event) => event.streamId),
    events.map((event) => event.version),
    events.map((event) => event.fact.type),
    events.map((event) => JSON.stringify(event.fact.data)),
    events.map((event) => JSON.stringify(event.actor)),
    events.map((event) => event.commandId),
    events.map((event) => toIso(event.occurredAt)),
    events.map((event) => toIso(event.recordedAt)),
    hashes,
  ];
  tx.leave(tx.run("select pg_advisory_xact_lock($1)", [appendLock]));
  tx.leave(
    tx.run(
      `insert into event_log (stream_id, version, type, data, actor, command_id, occurred_at, recorded_at, hash)
       select * from unnest($1::text[], $2::int[], $3::text[], $4::jsonb[], $5::jsonb[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::bytea[])`,
      columns,
    ),
  );
  tx.afterCommit(() => (tx.context["appended"] as (() => void) | undefined)?.());
}

/** A row of the log. */
export interface EventRow {
  position: number;
  stream_id: string;
  version: number;
  type: string;
  data: object;
  actor: LoggedEvent["actor"];
  command_id: string;
  occurred_at: number;
  recorded_at: number;
  hash: Buffer;
}

/** The columns of such a row. Fractions of a millisecond, which the log never writes, stay visible. */
export const exactColumns = `position, stream_id, version, type, data, actor, command_id,
  (extract(epoch from occurred_at) * 1000)::float8 as occurred_at, (extract(epoch from recorded_at) * 1000)::float8 as recorded_at, hash`;

/** An event with its place in the feed. */
export interface FeedEvent extends LoggedEvent {
  position: number;
  hash: Buffer;
}

/** The next events of the feed after a position, in order. */
export async function readFeed(tx: Tx, after: number, limit: number): Promise<FeedEvent[]> {
  const rows = await tx.rows<EventRow>(`select * from event_log where position > $1 order by position limit $2`, [after, limit]);
  return rows.map(presentEvent);
}

/** All events of one stream, oldest first. */
export async function readStream(tx: Tx, streamId: string): Promise<FeedEvent[]> {
  const rows = await tx.rows<EventRow>(`select * from event_log where stream_id = $1 order by version`, [streamId]);
  return rows.map(presentEvent);
}

/** The position of the newest event; 0 in an empty log. */
export async function readLastPosition(tx: Tx): Promise<number> {
  const row = await tx.first<{ last: number }>("select coalesce(max(position), 0) as last from event_log");
  return row?.last ?? 0;
}

function presentEvent(row: EventRow): FeedEvent {
  return { ...eventOf(row), position: row.position, hash: row.hash };
}

/** The event that a row of the log holds: what is hashed. */
export function eventOf(row: Omit<EventRow, "position" | "hash">): LoggedEvent {
  return {
    streamId: row.stream_id,
    version: row.version,
    fact: { type: row.type, data: row.data },
    actor: row.actor,
    commandId: row.command_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
