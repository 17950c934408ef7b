import { toIso, type Instant } from "../../values/instant.ts";
import type { Actor } from "../../values/actor.ts";
import type { Tx } from "../../platform/database/database.ts";
import { alertOf, type AlertRow } from "./alert.queries.ts";
import type { Alert } from "./fold.rules.ts";
import type { Silence } from "./silence.rules.ts";

export interface SilenceRow {
  id: string;
  kind: Silence["kind"];
  matchers: Silence["matchers"];
  reason: string;
  owner_id: string | null;
  made_by: Actor;
  made_at: Instant;
  starts_at: Instant;
  ends_at: Instant;
  recurrence: Silence["recurrence"];
  ended_at: Instant | null;
  held: number;
}

export function silenceOf(row: SilenceRow): Silence {
  const { id, kind, matchers, reason, owner_id: ownerId, starts_at: startsAt, ends_at: endsAt, recurrence, ended_at: endedAt, made_by: madeBy } = row;
  return { id, kind, matchers, reason, ownerId, startsAt, endsAt, recurrence, endedAt, sourceId: madeBy.kind === "source" ? madeBy.id : null };
}

/** Silences that may hold now: whether a recurring one does is for its rule to say. */
export async function readCurrentSilences(tx: Tx): Promise<Silence[]> {
  const rows = await tx.rows<SilenceRow>("select * from silence where ended_at is null and starts_at <= muster_now() and ends_at > muster_now() order by made_at, id");
  return rows.map(silenceOf);
}

export async function readSilence(tx: Tx, id: string, { isLocked = false } = {}): Promise<SilenceRow | null> {
  return tx.first<SilenceRow>(`select * from silence where id = $1 ${isLocked ? "for update" : ""}`, [id]);
}

/** Silences by their state now, those that end soonest first; what is over newest first. */
export async function listSilences(tx: Tx, state: "live" | "over", limit: number): Promise<SilenceRow[]> {
  const isOver = "(ended_at is not null or ends_at <= muster_now())";
  return tx.rows<SilenceRow>(
    state === "live" ? `select * from silence where not ${isOver} order by ends_at, id limit $1` : `select * from silence where ${isOver} order by coalesce(ended_at, ends_at) desc, id limit $1`,
    [limit],
  );
}

export async function insertSilence(tx: Tx, silence: Silence, madeBy: Actor): Promise<void> {
  const { id, kind, matchers, reason, ownerId, startsAt, endsAt, recurrence } = silence;
  await tx.run(
    `insert into silence (id, kind, matchers, reason, owner_id, made_by, made_at, starts_at, ends_at, recurrence)
     values ($1, $2, $3::jsonb, $4, $5, $6::jsonb, muster_now(), $7, $8, $9::jsonb)`,
    [id, kind, JSON.stringify(matchers), reason, ownerId, JSON.stringify(madeBy), toIso(startsAt), toIso(endsAt), recurrence && JSON.stringify(recurrence)],
  );
}

export async function updateSilence(tx: Tx, silence: Silence): Promise<void> {
  const { id, matchers, reason, startsAt, endsAt, recurrence, endedAt } = silence;
  await tx.run(
    "update silence set matchers = $2::jsonb, reason = $3, starts_at = $4, ends_at = $5, recurrence = $6::jsonb, ended_at = $7 where id = $1",
    [id, JSON.stringify(matchers), reason, toIso(startsAt), toIso(endsAt), recurrence && JSON.stringify(recurrence), endedAt === null ? null : toIso(endedAt)],
  );
}

/** Counts alerts that silences held back. */
export async function countHeld(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.run("update silence set held = held + new.count from unnest($1::uuid[], $2::int[]) as new (id, count) where silence.id = new.id", [sorted.map(([id]) => id), sorted.map(([, count]) => count)]);
}

const unheld = "select * from alert where status <> 'resolved' and is_current and held_by is null";

/** What fires, or is in hand, and nothing holds back: newest first. */
export async function readUnheldAlerts(tx: Tx): Promise<Alert[]> {
  return (await tx.rows<AlertRow>(`${unheld} order by first_at desc, id desc`)).map(alertOf);
}

/** The same, locked. */
export async function lockUnheldAlerts(tx: Tx): Promise<Alert[]> {
  return (await tx.rows<AlertRow>(`${unheld} order by fingerprint for update`)).map(alertOf);
}

/** Alerts that are held back by this, locked. */
export async function lockHeldAlerts(tx: Tx, hold: NonNullable<Alert["hold"]>): Promise<Alert[]> {
  const rows = await tx.rows<AlertRow>(
    "select * from alert where held_by = $1 and held_id is not distinct from $2 and status <> 'resolved' and is_current order by fingerprint for update",
    [hold.by, hold.id],
  );
  return rows.map(alertOf);
}

/** Of the groups those for which somebody was paged. */
export async function readPagedGroups(tx: Tx, groupIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ group_id: string }>("select distinct group_id from decision where group_id = any($1::uuid[]) and code = 'page.sent'", [groupIds]);
  return new Set(rows.map((row) => row.group_id));
}
