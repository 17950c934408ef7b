import type { Tx } from "../platform/database/database.ts";

/** Kinds of due work that were put aside, the most first. */
export async function readParked(tx: Tx): Promise<{ kind: string; count: number }[]> {
  return tx.rows("select kind, count(*)::int as count from due_work where parked_at is not null group by kind order by count(*) desc, kind");
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
