import { canonicalJson } from "../../values/canonical-json.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import type { LoggedEvent } from "./event.ts";
import { eventOf, exactColumns, type EventRow } from "./event-log.queries.ts";
import type { PackText } from "./evidence-pack.ts";

/** An event with the text over which its hash was taken. */
export interface WrittenEvent {
  position: number;
  hash: Buffer;
  text: string;
  event: LoggedEvent;
}

/** All events of these streams, as they were at one moment. */
export async function readWrittenStreams(tx: Tx, streamIds: readonly string[]): Promise<WrittenEvent[]> {
  const rows = await tx.rows<EventRow>(`select ${exactColumns} from event_log where stream_id = any($1::text[]) order by stream_id, version`, [streamIds]);
  return rows.map(presentWritten);
}

/** The events of one kind of stream, such as `audit`, that were recorded in a span, up to the limit. */
export async function readWrittenSpan(tx: Tx, kind: string, span: { from: Instant; to: Instant }, limit: number): Promise<WrittenEvent[]> {
  const rows = await tx.rows<EventRow>(
    `select ${exactColumns} from event_log where stream_id like $1 || '/%' and recorded_at >= $2 and recorded_at < $3 order by stream_id, version limit $4`,
    [kind, toIso(span.from), toIso(span.to), limit],
  );
  return rows.map(presentWritten);
}

function presentWritten(row: EventRow): WrittenEvent {
  const event = eventOf(row);
  return { position: row.position, hash: row.hash, text: canonicalJson(event), event };
}

/** How many events these streams hold. */
export async function countEvents(tx: Tx, streamIds: readonly string[]): Promise<number> {
  const row = await tx.first<{ count: number }>("select count(*) as count from event_log where stream_id = any($1::text[])", [streamIds]);
  return row?.count ?? 0;
}

/** Hashes of events by stream and version, as `<stream> <version>`. */
export async function readHashesAt(tx: Tx, places: readonly { streamId: string; version: number }[]): Promise<Map<string, Buffer>> {
  const rows = await tx.rows<{ key: string; hash: Buffer }>(
    `select stream_id || ' ' || version as key, hash from event_log where (stream_id, version) in (select * from unnest($1::text[], $2::int[]))`,
    [places.map(({ streamId }) => streamId), places.map(({ version }) => version)],
  );
  return new Map(rows.map(({ key, hash }) => [key, hash]));
}

/** The hashes of a piece of the log, 32 bytes each, and which of them stand at wanted positions. */
export interface HashPiece {
  count: number;
  hashes: Buffer;
  /** Places in the piece, from 0. */
  wanted: number[];
}

/**
 * The hashes after one position, up to another; a million rows so cost a hundred answers and not a million objects. The piece is bounded by positions
 * and not by a limit: in a log that grew faster than it was analyzed, a limit is found by sorting all that follows, for each piece anew.
 */
export async function readHashPiece(tx: Tx, after: number, last: number, positions: readonly number[]): Promise<HashPiece> {
  const row = await tx.first<{ count: number; hashes: Buffer | null; wanted: number[] | null }>(
    `with piece as (
       select position, hash, (row_number() over (order by position) - 1)::int as place from event_log where position > $1 and position <= $2)
     select count(*) as count, string_agg(hash, ''::bytea order by position) as hashes,
       array_agg(place order by place) filter (where position = any($3::bigint[])) as wanted from piece`,
    [after, last, positions],
  );
  return { count: row?.count ?? 0, hashes: row?.hashes ?? Buffer.alloc(0), wanted: row?.wanted ?? [] };
}

/** Texts with the salt over which their hash was taken; of those that were taken out, that they were. */
export async function readPackTexts(tx: Tx, contentIds: readonly string[]): Promise<PackText[]> {
  const rows = await tx.rows<{ id: string; hash: Buffer; salt: Buffer | null; body: string | null; redacted_at: Instant | null }>(
    "select id, hash, salt, body, redacted_at from content where id = any($1::uuid[]) order by id",
    [contentIds],
  );
  return rows.map(({ id, hash, salt, body, redacted_at }) => ({ contentId: id, hash: hash.toString("hex"), salt: salt?.toString("hex") ?? null, text: body, redactedAt: toIsoOrNull(redacted_at) }));
}
