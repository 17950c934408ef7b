import type { Tx } from "../platform/database/database.ts";
import type { Instant } from "../values/instant.ts";

/** Put aside, and not dropped since. */
const isParked = "parked_at is not null and (dropped_at is null or dropped_at < parked_at)";

/** Kinds of due work that were put aside, the most first. */
export async function readParked(tx: Tx): Promise<{ kind: string; count: number }[]> {
  return tx.rows(`select kind, count(*)::int as count from due_work where ${isParked} group by kind order by count(*) desc, kind`);
}

/** Kinds of due work that nobody has done a minute after it was due, the most first; held paging is late by a person's will. */
export async function readLate(tx: Tx): Promise<{ kind: string; count: number }[]> {
  return tx.rows(
    `select kind, count(*)::int as count from due_work cross join installation
     where parked_at is null and due_at < muster_now() - interval '1 minute' and paging_held_since is null
     group by kind order by count(*) desc, kind`,
  );
}

export async function readDatabaseVersion(tx: Tx): Promise<string> {
  const row = await tx.first<{ version: string }>("select split_part(current_setting('server_version'), ' ', 1) as version");
  return row?.version ?? "";
}

/** How far the database's clock is ahead of this process's, in milliseconds, to half the time that asking takes. */
export async function measureClockAhead(tx: Tx, processNow: () => number): Promise<number> {
  const before = processNow();
  const row = await tx.first<{ now: number }>("select (extract(epoch from clock_timestamp() + (muster_now() - now())) * 1000)::float8 as now");
  const after = processNow();
  return row ? row.now - (before + after) / 2 : 0;
}

export interface ParkedRow {
  id: number;
  kind: string;
  key: string;
  parked_at: Instant;
  last_fault: string | null;
}

const parkedColumns = "id, kind, key, parked_at, last_fault";

/** Work that was put aside and that nobody dropped, the newest first. */
export async function readParkedRows(tx: Tx, most: number): Promise<ParkedRow[]> {
  return tx.rows<ParkedRow>(`select ${parkedColumns} from due_work where ${isParked} order by parked_at desc, id desc limit $1`, [most]);
}

/** Lets it be tried again now; null where it is not put aside any more. */
export async function tryAgain(tx: Tx, id: number): Promise<ParkedRow | null> {
  return tx.first<ParkedRow>(
    `update due_work set due_at = muster_now(), attempts = 0, epoch = due_work.epoch + 1, leased_until = null, node = null, parked_at = null
     from (select id, parked_at from due_work where id = $1 and ${isParked} for update) as before
     where due_work.id = before.id returning due_work.id, kind, key, before.parked_at, last_fault`,
    [id],
  );
}

/** It stays where it is, so that nothing puts it there anew, and is not done; null where it is not put aside any more. */
export async function drop(tx: Tx, id: number): Promise<ParkedRow | null> {
  return tx.first<ParkedRow>(`update due_work set dropped_at = muster_now() where id = $1 and ${isParked} returning ${parkedColumns}`, [id]);
}

/** When the reconciler looked last, and what it found; in milliseconds before now. */
export interface Looks {
  lookedAgo: number | null;
  tookMilliseconds: number | null;
  foundAgo: number | null;
  found: number;
}

const ago = (column: string) => `(extract(epoch from muster_now() - ${column}) * 1000)::float8`;

export async function readLooks(tx: Tx): Promise<Looks> {
  const row = await tx.first<Looks>(`select ${ago("looked_at")} as "lookedAgo", took_milliseconds as "tookMilliseconds", ${ago("found_at")} as "foundAgo", found from reconciliation`);
  return row ?? { lookedAgo: null, tookMilliseconds: null, foundAgo: null, found: 0 };
}
