import type { Tx } from "../database/database.ts";
import type { LoggedEvent } from "./event.ts";
import { eventOf, exactColumns, type EventRow } from "./event-log.queries.ts";

/** An event as it lies in the log, or after all of them a head. */
export type LogRow = { part: "event"; position: number; event: LoggedEvent; hash: Buffer } | { part: "head"; streamId: string; version: number; hash: Buffer };

type VerifiedRow = Omit<EventRow, "position"> & { position: number | null };

// One statement sees one moment, so heads and events agree while others append.
const logThenHeads = `
  declare log_under_verification no scroll cursor for
  (select ${exactColumns} from event_log order by position)
  union all
  (select null, stream_id, version, null, null, null, null, null, null, hash from stream_head where version > 0)`;

const batch = 2_000;

/** Reads the whole log in the order of positions, then all heads, as they were at one moment. */
export async function* readLogThenHeads(tx: Tx): AsyncGenerator<LogRow> {
  await tx.run(logThenHeads);
  try {
    let rows: VerifiedRow[];
    do {
      rows = await tx.rows<VerifiedRow>(`fetch ${batch} from log_under_verification`);
      for (const row of rows) yield presentRow(row);
    } while (rows.length === batch);
  } finally {
    // Where the transaction has failed there is nothing left to close.
    await tx.run("close log_under_verification").catch(() => undefined);
  }
}

function presentRow(row: VerifiedRow): LogRow {
  const { position, hash } = row;
  if (position === null) return { part: "head", streamId: row.stream_id, version: row.version, hash };
  return { part: "event", position, event: eventOf(row), hash };
}

const guardedTables = ["event_log", "checkpoint"];
// Before each UPDATE, DELETE and TRUNCATE statement (pg_trigger.h: 2 + 8 + 16 + 32).
const guardsEveryChange = 58;

/** The append-only tables of which nothing keeps changes away any more. */
export async function readUnguardedTables(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select name from unnest($1::text[]) as name where not exists (
       select from pg_trigger join pg_proc on pg_proc.oid = tgfoid
       where tgrelid = to_regclass(name) and tgtype = $2 and tgenabled in ('O', 'A') and tgqual is null
         and proname = 'refuse_change' and prosrc like '%raise exception%')`,
    [guardedTables, guardsEveryChange],
  );
  return rows.map((row) => row.name);
}
