import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import { claimedColumns, leaseMilliseconds, leftMilliseconds, mostFaults, presentClaimed, type Answer, type ClaimedRow, type ClaimedWork } from "./due-work.ts";

/** Due by the transaction's own time: what falls due a moment later is for the next one, since whoever does it here would find it too early. */
const isDue = `due_at <= $3 and parked_at is null and (leased_until is null or leased_until <= muster_now())
  and not exists (select from installation where paging_held_since is not null)`;

/** Locks the next due rows of one kind for this transaction; rows that others hold are passed over. */
export async function lockDue(tx: Tx, kind: string, most: number): Promise<ClaimedWork[]> {
  const rows = await tx.rows<ClaimedRow>(
    `select ${claimedColumns} from due_work where kind = $1 and ${isDue} order by due_at, id limit $2 for update skip locked`,
    [kind, most, toIso(tx.now)],
  );
  return rows.map(presentClaimed);
}

/** Claims due rows of one kind for this node until the lease ends, in the order in which they are to be done; where the newest is first, what was answered already is before it. */
export async function claimDue(tx: Tx, kind: string, { node, most, isNewestFirst = false }: { node: string; most: number; isNewestFirst?: boolean }): Promise<ClaimedWork[]> {
  const rows = await tx.rows<ClaimedRow & { rank: number }>(
    `with due as (select id from due_work where kind = $1 and ${isDue} order by ${isNewestFirst ? "answer is null, rank desc, due_at desc, id" : "due_at, id"} limit $2 for update skip locked)
     update due_work set epoch = epoch + 1, leased_until = muster_now() + $5 * interval '1 millisecond', node = $4
     from due where due_work.id = due.id
     returning ${claimedColumns.split(", ").map((column) => `due_work.${column}`).join(", ")}, rank`,
    [kind, most, toIso(tx.now), node, leaseMilliseconds],
  );
  return rows.sort((a, b) => (isNewestFirst ? b.rank - a.rank || b.due_at - a.due_at : a.due_at - b.due_at)).map(presentClaimed);
}

/** Begins the lease anew, just before the call, if this claim still holds the row; false where somebody else may have it. */
export async function renewLease(tx: Tx, work: ClaimedWork): Promise<boolean> {
  const renewed = await tx.run(
    `update due_work set leased_until = muster_now() + $3 * interval '1 millisecond'
     where id = $1 and epoch = $2 and leased_until > muster_now()`,
    [work.id, work.epoch, leaseMilliseconds],
  );
  return renewed === 1;
}

/** Begins these claims anew as far as they hold yet, and gives the rows; one that is locked is being prepared or finished, and nobody takes it meanwhile. */
export async function renewLeases(tx: Tx, claims: readonly ClaimedWork[]): Promise<Set<number>> {
  const rows = await tx.rows<{ id: number }>(
    `update due_work set leased_until = muster_now() + $3 * interval '1 millisecond'
     from (select due_work.id from due_work join unnest($1::bigint[], $2::int[]) as claim (id, epoch) on claim.id = due_work.id and claim.epoch = due_work.epoch
           where leased_until > muster_now() order by due_work.id for update of due_work skip locked) as held
     where due_work.id = held.id returning due_work.id`,
    [claims.map(({ id }) => id), claims.map(({ epoch }) => epoch), leaseMilliseconds],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function deleteDone(tx: Tx, ids: readonly number[]): Promise<void> {
  tx.leave(tx.run("delete from due_work where id = any($1::bigint[])", [ids]));
}

/** Notes what the outside answered, and begins the lease anew; nothing is changed where the work is finished or put back already, or somebody else's since. */
export async function noteAnswer(tx: Tx, work: ClaimedWork, answer: Answer): Promise<void> {
  tx.leave(
    tx.run("update due_work set answer = $3, leased_until = muster_now() + $4 * interval '1 millisecond' where id = $1 and epoch = $2 and leased_until is not null", [
      work.id,
      work.epoch,
      JSON.stringify(answer),
      leaseMilliseconds,
    ]),
  );
}

/** Takes a row away after its send; false where somebody else has claimed it since. */
export async function finishOurs(tx: Tx, work: ClaimedWork): Promise<boolean> {
  return (await tx.run("delete from due_work where id = $1 and epoch = $2", [work.id, work.epoch])) === 1;
}

/** Puts a row back for a later try; false where somebody else has claimed it since. */
export async function putBack(tx: Tx, work: ClaimedWork, dueAt: Instant): Promise<boolean> {
  const back = await tx.run(
    "update due_work set due_at = $3, leased_until = null, node = null, attempts = attempts + 1, answer = null where id = $1 and epoch = $2",
    [work.id, work.epoch, toIso(dueAt)],
  );
  return back === 1;
}

/** Puts a row back that was not tried. */
export async function postpone(tx: Tx, work: ClaimedWork, until: Instant): Promise<void> {
  await tx.run("update due_work set due_at = $3, leased_until = null, node = null where id = $1 and epoch = $2", [work.id, work.epoch, toIso(until)]);
}

/** Lets what failed before and waits for another try be due within so many milliseconds, each at its own moment. */
export async function bringForward(tx: Tx, kind: string, withinMilliseconds: number): Promise<void> {
  await tx.run(
    `update due_work set due_at = muster_now() + random() * $2 * interval '1 millisecond' where id in (
       select id from due_work where kind = $1 and attempts > 0 and leased_until is null and parked_at is null
         and due_at > muster_now() + $2 * interval '1 millisecond' for update skip locked)`,
    [kind, withinMilliseconds],
  );
}

/** So far behind it may have been with what was due. */
const longestBehindMilliseconds = 300_000;

/** After the clock went back: what these kinds wait for comes when it would have come, and no lease outlives its own length. */
export async function shortenWaits(tx: Tx, kinds: readonly string[], byMilliseconds: number): Promise<void> {
  // What falls due much sooner was scheduled since; what was due then may not have been begun yet.
  await tx.run(
    `update due_work set due_at = greatest(due_at - $2 * interval '1 millisecond', muster_now())
     where kind = any($1::text[]) and parked_at is null and due_at > muster_now() + $3 * interval '1 millisecond'`,
    [kinds, byMilliseconds, Math.max(byMilliseconds - longestBehindMilliseconds, 0)],
  );
  await tx.run("update due_work set leased_until = muster_now() + $1 * interval '1 millisecond' where leased_until > muster_now() + $1 * interval '1 millisecond'", [leaseMilliseconds]);
}

/** Notes a fault: tried again with growing distance, parked after the fifth. */
export async function noteFault(tx: Tx, work: ClaimedWork, fault: string): Promise<void> {
  await tx.run(
    `update due_work set attempts = attempts + 1, last_fault = $3, leased_until = null, node = null,
       due_at = muster_now() + least(60, power(2, attempts)) * interval '1 second',
       parked_at = case when attempts + 1 >= $4 then muster_now() end
     where id = $1 and epoch = $2`,
    [work.id, work.epoch, fault.slice(0, 2_000), mostFaults],
  );
}

/**
 * Leaves a row to a newer node: it stays due and is not counted as tried. Nobody takes it for a moment, so that this node does not take it again
 * before the others could. Gives whether that is news.
 */
export async function leaveToNewer(tx: Tx, work: ClaimedWork, why: string): Promise<boolean> {
  const left = await tx.first<{ is_news: boolean }>(
    `with before as (select last_fault from due_work where id = $1)
     update due_work set last_fault = $3, leased_until = muster_now() + $4 * interval '1 millisecond', node = null
     where id = $1 and epoch = $2
     returning (select last_fault from before) is distinct from $3 as is_news`,
    [work.id, work.epoch, why, leftMilliseconds],
  );
  return left?.is_news ?? false;
}

/** When what waits under these keys falls due, by its key. */
export async function readDueTimes(tx: Tx, keys: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await tx.rows<{ key: string; due_at: Instant }>("select key, due_at from due_work where key = any($1::text[])", [keys]);
  return new Map(rows.map((row) => [row.key, row.due_at]));
}

/**
 * In how many milliseconds, by the database's clock, the next row of each kind may be taken, not above 0 where that is now. Kinds without rows are absent.
 * Asked once for all kinds, since nearly all of them have nothing to do nearly always.
 */
export async function readWaits(tx: Tx, kinds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ kind: string; wait: number }>(
    `with leased as (select kind, min(leased_until) as at from due_work where leased_until > muster_now() and parked_at is null group by kind)
     select kind, (extract(epoch from least(free.at, leased.at) - muster_now()) * 1000)::float8 as wait
     from unnest($1::text[]) as wanted (kind) left join leased using (kind)
       left join lateral (select due_at as at from due_work where due_work.kind = wanted.kind and parked_at is null
         and (leased_until is null or leased_until <= muster_now()) order by due_at limit 1) as free on true
     where least(free.at, leased.at) is not null and not exists (select from installation where paging_held_since is not null)`,
    [kinds],
  );
  return new Map(rows.map(({ kind, wait }) => [kind, wait]));
}
