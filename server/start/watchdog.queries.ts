import type { Tx } from "../platform/database/database.ts";
import { appendLock } from "../platform/event-log/event-log.queries.ts";
import type { Instant } from "../values/instant.ts";

/** A page that is for nobody: it shows that a page would come out. */
export interface SyntheticPage {
  id: string;
  callback: string;
  asked_at: Instant;
  out_at: Instant | null;
}

/** The watchdog as Muster last heard of it. */
export interface SeenWatchdog {
  every_milliseconds: number;
  seen_at: Instant;
  /** When it was last seen before it fell silent; null while it asks. */
  missed_since: Instant | null;
}

const kept = "interval '1 hour'";

/** Waits for its turn to append to the log as every event does, and appends nothing: what keeps events out keeps this out too. */
export async function waitForLog(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock($1)", [appendLock]);
}

export async function insertSyntheticPage(tx: Tx, { id, callback }: { id: string; callback: string }): Promise<void> {
  await tx.run(`delete from synthetic_page where asked_at < muster_now() - ${kept}`);
  await tx.run("insert into synthetic_page (id, callback, asked_at) values ($1, $2, muster_now()) on conflict do nothing", [id, callback]);
}

export async function noteSeen(tx: Tx, everyMilliseconds: number): Promise<void> {
  await tx.run(
    `insert into watchdog (every_milliseconds, seen_at) values ($1, muster_now())
     on conflict (only_one) do update set every_milliseconds = excluded.every_milliseconds, seen_at = excluded.seen_at, missed_since = null`,
    [everyMilliseconds],
  );
}

export async function readWatchdog(tx: Tx): Promise<SeenWatchdog | null> {
  return tx.first<SeenWatchdog>("select every_milliseconds, seen_at, missed_since from watchdog");
}

/** Notes that it fell silent; false where it was heard again meanwhile or that is known. */
export async function noteMissed(tx: Tx, seenAt: Instant): Promise<boolean> {
  return (await tx.run("update watchdog set missed_since = seen_at where missed_since is null and seen_at <= to_timestamp($1 / 1000.0) + interval '1 millisecond'", [seenAt])) === 1;
}

export async function forgetWatchdog(tx: Tx): Promise<void> {
  await tx.run("delete from watchdog");
}

export async function noteEscalated(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run("update synthetic_page set escalated_at = muster_now() where id = any($1::uuid[])", [ids]);
}

export async function readSyntheticPage(tx: Tx, id: string): Promise<SyntheticPage | null> {
  return tx.first<SyntheticPage>("select id, callback, asked_at, out_at from synthetic_page where id = $1", [id]);
}

export async function noteAttempt(tx: Tx, id: string, error: string | null): Promise<void> {
  await tx.run("update synthetic_page set attempts = attempts + 1, error = $2, out_at = case when $2::text is null then muster_now() end where id = $1", [id, error]);
}

/** Notes why it is not sent yet; that counts as no attempt. */
export async function noteHeldUp(tx: Tx, id: string, error: string): Promise<void> {
  await tx.run("update synthetic_page set error = $2 where id = $1", [id, error]);
}

/** Why the newest page that did not come out did not, where one came out neither since. */
const newestTrouble = `
  select error from synthetic_page where out_at is null and error is not null
    and asked_at > coalesce((select max(asked_at) from synthetic_page where out_at is not null), '-infinity') order by asked_at desc limit 1`;

export async function readTrouble(tx: Tx): Promise<string | null> {
  return (await tx.first<{ error: string }>(newestTrouble))?.error ?? null;
}

/** How the watchdog and its pages are, in milliseconds before now. */
export interface WatchdogStanding {
  seenAgo: number | null;
  isMissed: boolean;
  outAgo: number | null;
  error: string | null;
}

export async function readWatchdogStanding(tx: Tx): Promise<WatchdogStanding> {
  const ago = (moment: string) => `(extract(epoch from muster_now() - ${moment}) * 1000)::float8`;
  const row = await tx.first<WatchdogStanding>(
    `select ${ago("seen_at")} as "seenAgo", missed_since is not null as "isMissed", ${ago("(select max(out_at) from synthetic_page)")} as "outAgo", (${newestTrouble}) as error
     from (values (1)) as one left join watchdog on true`,
  );
  return row ?? { seenAgo: null, isMissed: false, outAgo: null, error: null };
}

/** How many pages and steps of escalations have been due for a minute while nobody as much as tried. */
export async function countStuck(tx: Tx): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from due_work
     where (kind = 'page.deliver' or kind like 'page.deliver.%' or kind like 'escalation.%') and parked_at is null and attempts = 0
       and due_at < muster_now() - interval '1 minute' and coalesce(leased_until <= muster_now(), true)`,
  );
  return row?.count ?? 0;
}
