import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";

/** Work that falls due: one row, written in the transaction of the event that caused it. */
export interface DueWork {
  /** Which handler does it, e.g. `escalation.step`. */
  kind: string;
  /** Stable: scheduling the same key again moves it, never doubles it. */
  key: string;
  dueAt: Instant;
  payload: object;
  /** Where a handler takes the most urgent first: the higher, the sooner. */
  rank?: number;
}

/** A row that this process holds for the length of its lease. */
export interface ClaimedWork {
  id: number;
  kind: string;
  key: string;
  payload: object;
  dueAt: Instant;
  /** How often it was tried before. */
  attempts: number;
  /** Grows with every claim; who finishes must still hold this one. */
  epoch: number;
  /** What the outside answered to a send that nobody finished. */
  answer?: Answer | null;
}

/** What the outside answered, with what finishing it needs; as JSON where it is noted. */
export interface Answer {
  kept: unknown;
  sent: unknown;
}

/** Database only: hundreds of rows are claimed, decided and finished in one transaction. Must be safe to run twice. */
export interface SetHandler {
  kind: string;
  mode: "set";
  handle(tx: Tx, work: readonly ClaimedWork[]): Promise<void>;
}

/**
 * Speaks to the outside with no transaction open. `prepare` re-checks, in the database, that the work still applies and reads what is needed
 * (null: nothing to do any more); `send` has until the signal aborts; `finish` runs in one transaction with the check of the epoch.
 */
export interface SendHandler<Prepared = unknown, Sent = unknown, Kept = Prepared> {
  kind: string;
  mode: "send";
  /** After an outage: what ranks highest first, and of that the newest. Otherwise what has waited longest. */
  isNewestFirst?: boolean;
  prepare(tx: Tx, work: ClaimedWork): Promise<Prepared | Postponed | null>;
  send(prepared: Prepared, signal: AbortSignal): Promise<Sent>;
  /**
   * What `finish` needs of what was prepared, as JSON. Where it is given, the answer is noted in one statement while it is being finished, so that a
   * process that dies meanwhile sends nothing twice.
   */
  keep?(prepared: Prepared): Kept;
  /** Gives when to try again, or null where the work is done. */
  finish(tx: Tx, work: ClaimedWork, kept: Kept, sent: Sent): Promise<Instant | null>;
}

/** Given by `prepare` where the work is not to be done now, which counts as no try. */
export class Postponed {
  constructor(readonly until: Instant) {}
}

export type Handler = SetHandler | SendHandler;

/** How long a claim of a send holds before another node may take it. */
export const leaseMilliseconds = 10_000;
/** A provider must answer within this, so that the lease outlives the call. */
export const sendTimeoutMilliseconds = 8_000;
/** How long nobody takes what this node left to a newer one. */
export const leftMilliseconds = 1_000;
/** Tries after which work that faults is parked for a person to look at. */
export const mostFaults = 5;

/** What the process running this transaction can take on at once, if it has a worker. */
export interface Taker {
  node: string;
  sendKinds: ReadonlySet<string>;
  take(work: readonly ClaimedWork[]): void;
  /** Something falls due in so many milliseconds. */
  wake(inMilliseconds: number): void;
}

/**
 * Writes due work. Sends that are due now are born claimed by this node and handed over after COMMIT;
 * everything else is found by its time.
 */
export async function schedule(tx: Tx, work: readonly DueWork[]): Promise<void> {
  if (work.length === 0) return;
  const taker = tx.context["taker"] as Taker | undefined;
  const isBornClaimed = work.map((item) => taker !== undefined && taker.sendKinds.has(item.kind) && item.dueAt <= tx.now);
  const written = tx.rows<ClaimedRow>(
    `insert into due_work (kind, key, due_at, payload, rank, epoch, leased_until, node)
     select kind, key, to_timestamp(due / 1000.0), payload, rank, claimed::int,
            case when claimed then muster_now() + $6 * interval '1 millisecond' end, case when claimed then $7 end
     from (select kind, key, due, payload, rank, wanted and paging_held_since is null as claimed
           from installation, unnest($1::text[], $2::text[], $3::float8[], $4::jsonb[], $5::boolean[], $8::smallint[]) as one (kind, key, due, payload, wanted, rank)) as new
     on conflict (key) do update set due_at = excluded.due_at, payload = excluded.payload, rank = excluded.rank, attempts = 0, parked_at = null, answer = null,
       epoch = due_work.epoch + 1, leased_until = excluded.leased_until, node = excluded.node
     returning ${claimedColumns}, leased_until is not null as is_claimed`,
    [
      work.map((item) => item.kind),
      work.map((item) => item.key),
      work.map((item) => item.dueAt),
      work.map((item) => JSON.stringify(item.payload)),
      isBornClaimed,
      leaseMilliseconds,
      taker?.node ?? null,
      work.map((item) => item.rank ?? 0),
    ],
  );
  tx.leave(written.then((rows) => handOver(tx, taker, rows, work)));
}

function handOver(tx: Tx, taker: Taker | undefined, rows: ClaimedRow[], work: readonly DueWork[]): void {
  const born = rows.filter((row) => row.is_claimed).map(presentClaimed);
  const taken = new Set(born.map(({ key }) => key));
  const earliest = work.reduce((least, { key, dueAt }) => (taken.has(key) ? least : Math.min(least, dueAt)), Number.POSITIVE_INFINITY);
  tx.afterCommit(() => {
    if (born.length > 0) taker?.take(born);
    taker?.wake(earliest - tx.now);
  });
}

/** Writes due work whose key is not waiting already; gives what it wrote. */
export async function scheduleUnlessWaiting(tx: Tx, work: readonly DueWork[]): Promise<DueWork[]> {
  if (work.length === 0) return [];
  const rows = await tx.rows<{ key: string }>("select key from due_work where key = any($1::text[])", [work.map((item) => item.key)]);
  const waiting = new Set(rows.map((row) => row.key));
  const fresh = work.filter((item) => !waiting.has(item.key));
  await schedule(tx, fresh);
  return fresh;
}

/** Takes work back by key; what is already being sent is not stopped, but its finish changes nothing. */
export async function cancel(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  tx.leave(tx.run("delete from due_work where key = any($1::text[])", [keys]));
}

export interface ClaimedRow {
  id: number;
  kind: string;
  key: string;
  payload: object;
  due_at: Instant;
  attempts: number;
  epoch: number;
  answer: Answer | null;
  is_claimed?: boolean;
}

export const claimedColumns = "id, kind, key, payload, due_at, attempts, epoch, answer";

export function presentClaimed(row: ClaimedRow): ClaimedWork {
  const { id, kind, key, payload, attempts, epoch, answer } = row;
  return { id, kind, key, payload, dueAt: row.due_at, attempts, epoch, answer };
}
