import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Ask, AskStatus, Swap, SwapStatus } from "./swap.rules.ts";
import type { Turnpart } from "./swap-judge.rules.ts";

interface SwapRow {
  id: string;
  schedule_id: string;
  giver_id: string;
  starts_at: Instant;
  ends_at: Instant;
  return_schedule_id: string | null;
  return_starts_at: Instant | null;
  return_ends_at: Instant | null;
  note: string | null;
  minutes_each: number | null;
  made_at: Instant;
  expires_at: Instant;
  status: SwapStatus;
  taker_id: string | null;
  settled_at: Instant | null;
  override_ids: string[];
}

interface AskRow {
  swap_id: string;
  person_id: string;
  status: AskStatus;
  asked_at: Instant | null;
  return_schedule_id: string | null;
  return_starts_at: Instant | null;
  return_ends_at: Instant | null;
}

export interface StoredSwap extends Swap {
  madeAt: Instant;
  overrideIds: readonly string[];
}

const columns = "id, schedule_id, giver_id, starts_at, ends_at, return_schedule_id, return_starts_at, return_ends_at, note, minutes_each, made_at, expires_at, status, taker_id, settled_at, override_ids";

/** The swap, locked for whoever answers or ends it. */
export async function lockSwap(tx: Tx, id: string): Promise<StoredSwap | null> {
  const rows = await tx.rows<SwapRow>(`select ${columns} from swap_request where id = $1 for update`, [id]);
  return (await withAsks(tx, rows))[0] ?? null;
}

export async function readSwap(tx: Tx, id: string): Promise<StoredSwap | null> {
  return (await withAsks(tx, await tx.rows<SwapRow>(`select ${columns} from swap_request where id = $1`, [id])))[0] ?? null;
}

export interface SwapSearch {
  /** Whose: those they give and those they were asked for; null: everybody's. */
  personId: string | null;
  isOpen: boolean;
  limit: number;
}

/** Swaps that still wait, the one that expires first at the top; else what became of others, newest first. */
export async function listSwaps(tx: Tx, { personId, isOpen, limit }: SwapSearch): Promise<StoredSwap[]> {
  const waits = "(status = 'open' and expires_at > muster_now())";
  const rows = await tx.rows<SwapRow>(
    `select ${columns} from swap_request
     where ${isOpen ? waits : `not ${waits}`} and ($1::text is null or giver_id = $1 or taker_id = $1
       or exists (select from swap_ask where swap_id = id and person_id = $1 and swap_ask.status <> 'later'))
     order by ${isOpen ? "expires_at, id" : "coalesce(settled_at, expires_at) desc, id"} limit $2`,
    [personId, limit],
  );
  return withAsks(tx, rows);
}

/** Whether the giver asks others for some of this time already. */
export async function isAskedFor(tx: Tx, giverId: string, { scheduleId, from, to }: Turnpart): Promise<boolean> {
  const found = await tx.first(
    "select from swap_request where status = 'open' and expires_at > muster_now() and giver_id = $1 and schedule_id = $2 and starts_at < $4 and ends_at > $3",
    [giverId, scheduleId, toIso(from), toIso(to)],
  );
  return found !== null;
}

export async function insertSwap(tx: Tx, swap: Swap, madeBy: Actor): Promise<void> {
  const { id, giverId, turn, back, note, minutesEach, expiresAt } = swap;
  await tx.run(
    `insert into swap_request (id, schedule_id, giver_id, starts_at, ends_at, return_schedule_id, return_starts_at, return_ends_at, note, minutes_each, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [id, turn.scheduleId, giverId, toIso(turn.from), toIso(turn.to), ...backValues(back), note, minutesEach, JSON.stringify(madeBy), toIso(tx.now), toIso(expiresAt)],
  );
  await tx.run(
    `insert into swap_ask (swap_id, person_id, place, status, asked_at)
     select $1, person_id, place, status, case when status = 'asked' then $4::timestamptz end
     from unnest($2::text[], $3::text[]) with ordinality as new (person_id, status, place)`,
    [id, swap.asks.map(({ personId }) => personId), swap.asks.map(({ status }) => status), toIso(tx.now)],
  );
}

/** Writes what one of those who were asked answered. */
export async function writeAsk(tx: Tx, swapId: string, { personId, status, askedAt, back }: Ask): Promise<void> {
  await tx.run(
    `update swap_ask set status = $3, asked_at = $4, answered_at = $5, return_schedule_id = $6, return_starts_at = $7, return_ends_at = $8
     where swap_id = $1 and person_id = $2`,
    [swapId, personId, status, toIsoOrNull(askedAt), status === "asked" ? null : toIso(tx.now), ...backValues(back)],
  );
}

export interface Settling {
  status: SwapStatus;
  takerId?: string;
  overrideIds?: readonly string[];
}

export async function settleSwap(tx: Tx, id: string, { status, takerId, overrideIds = [] }: Settling): Promise<void> {
  await tx.run("update swap_request set status = $2, taker_id = $3, override_ids = $4, settled_at = $5 where id = $1", [id, status, takerId ?? null, overrideIds, toIso(tx.now)]);
}

function backValues(back: Turnpart | null): (string | null)[] {
  return back === null ? [null, null, null] : [back.scheduleId, toIso(back.from), toIso(back.to)];
}

async function withAsks(tx: Tx, rows: readonly SwapRow[]): Promise<StoredSwap[]> {
  const asked = await tx.rows<AskRow>(
    "select swap_id, person_id, status, asked_at, return_schedule_id, return_starts_at, return_ends_at from swap_ask where swap_id = any($1::uuid[]) order by swap_id, place",
    [rows.map(({ id }) => id)],
  );
  const asks = groupBy(asked, ({ swap_id }) => swap_id);
  return rows.map((row) => swapOf(row, asks.get(row.id) ?? []));
}

function swapOf(row: SwapRow, asks: readonly AskRow[]): StoredSwap {
  return {
    id: row.id,
    giverId: row.giver_id,
    turn: { scheduleId: row.schedule_id, from: row.starts_at, to: row.ends_at },
    back: backOf(row),
    note: row.note,
    minutesEach: row.minutes_each,
    expiresAt: row.expires_at,
    status: row.status,
    takerId: row.taker_id,
    settledAt: row.settled_at,
    madeAt: row.made_at,
    overrideIds: row.override_ids,
    asks: asks.map((ask) => ({ personId: ask.person_id, status: ask.status, askedAt: ask.asked_at, back: backOf(ask) })),
  };
}

function backOf({ return_schedule_id, return_starts_at, return_ends_at }: Pick<AskRow, "return_schedule_id" | "return_starts_at" | "return_ends_at">): Turnpart | null {
  if (return_schedule_id === null || return_starts_at === null || return_ends_at === null) return null;
  return { scheduleId: return_schedule_id, from: return_starts_at, to: return_ends_at };
}
