import type { Tx } from "../platform/database/database.ts";

/** One node looks at a time; false where another does just now. */
export async function takeReconcilerLock(tx: Tx): Promise<boolean> {
  const row = await tx.first<{ is_taken: boolean }>("select pg_try_advisory_xact_lock(4600005) as is_taken");
  return row?.is_taken ?? false;
}

/** Work of one kind that is due and that nobody holds. */
export interface WaitingKind {
  kind: string;
  /** The oldest of it: each row with its epoch, so that one that was claimed meanwhile is another. */
  oldest: string[];
}

/** Kinds of which something has been due for a few seconds while nobody does any of it. */
export async function readWaiting(tx: Tx): Promise<WaitingKind[]> {
  return tx.rows<WaitingKind>(
    `select kind, (array_agg(id || '/' || epoch order by due_at))[1:100] as oldest from due_work
     where parked_at is null and due_at < muster_now() - interval '5 seconds'
     group by kind having not coalesce(bool_or(leased_until > muster_now()), false) order by kind`,
  );
}

export interface ParkedWork {
  id: number;
  kind: string;
  key: string;
  last_fault: string | null;
}

/** Marks what was put aside since the administrators were told last, and gives it. */
export async function takeUntoldParked(tx: Tx): Promise<ParkedWork[]> {
  return tx.rows<ParkedWork>(
    `update due_work set told_at = muster_now() where parked_at is not null and (dropped_at is null or dropped_at < parked_at) and (told_at is null or told_at < parked_at)
     returning id, kind, key, last_fault`,
  );
}

/** By how many milliseconds the clock has gone back since somebody looked last, as far as that can be known; null where it went on. */
export async function readClockBack(tx: Tx): Promise<number | null> {
  const row = await tx.first<{ back: number }>("select (extract(epoch from looked_at - muster_now()) * 1000)::float8 as back from reconciliation where looked_at > muster_now() + interval '5 seconds'");
  return row === null ? null : Math.floor(row.back / second) * second;
}

const second = 1_000;

/** Notes that the reconciler looked, and how much it found. */
export async function noteLook(tx: Tx, found: number): Promise<void> {
  await tx.run(
    `insert into reconciliation (looked_at, took_milliseconds, found, found_at)
     values (muster_now(), extract(epoch from clock_timestamp() - now()) * 1000, $1::int, case when $1::int > 0 then muster_now() end)
     on conflict (only_one) do update set looked_at = excluded.looked_at, took_milliseconds = excluded.took_milliseconds,
       found = reconciliation.found + excluded.found, found_at = coalesce(excluded.found_at, reconciliation.found_at)`,
    [found],
  );
}
