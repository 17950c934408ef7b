import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { OverrideWish } from "./override-wish.rules.ts";

/** Lets one change of the schedule's overrides after the other; false where there is no such schedule. */
export async function lockSchedule(tx: Tx, id: string): Promise<boolean> {
  return (await tx.first("select from schedule where id = $1 for no key update", [id])) !== null;
}

export interface NewOverride {
  id: string;
  scheduleId: string;
  wish: OverrideWish;
  madeBy: Actor;
}

/**
 * Stores an override of a locked schedule and gives the time it was made. That is always after those before it, since a later
 * override sees what earlier ones left, and a transaction that waited for the lock may have begun first.
 */
export async function insertOverride(tx: Tx, { id, scheduleId, wish, madeBy }: NewOverride): Promise<Instant> {
  const row = await tx.first<{ made_at: Instant }>(
    `insert into schedule_override (id, schedule_id, kind, person_id, replaces_id, starts_at, ends_at, reason, made_by, shifts, made_at)
     select $1, $2::text, $3, $4, $5, $6, $7, $8, $9, $11::jsonb,
       greatest($10::timestamptz, (select max(made_at) + interval '1 millisecond' from schedule_override where schedule_id = $2))
     returning made_at`,
    [id, scheduleId, wish.kind, wish.personId, wish.replacesId, toIso(wish.from), toIso(wish.to), wish.reason, JSON.stringify(madeBy), toIso(tx.now), wish.kind === "temporary" ? JSON.stringify(wish.shifts ?? []) : null],
  );
  return row?.made_at ?? tx.now;
}

export interface FoundOverride {
  made_by: Actor;
  made_at: Instant;
  starts_at: Instant;
  ends_at: Instant;
}

export async function findOverride(tx: Tx, scheduleId: string, id: string): Promise<FoundOverride | null> {
  return tx.first<FoundOverride>("select made_by, made_at, starts_at, ends_at from schedule_override where schedule_id = $1 and id = $2", [scheduleId, id]);
}

export async function deleteOverride(tx: Tx, id: string): Promise<void> {
  await tx.run("delete from schedule_override where id = $1", [id]);
}

/** The same override again for another time; it was made when the first was. */
export async function copyOverride(tx: Tx, id: string, copyId: string, from: Instant, to: Instant): Promise<void> {
  await tx.run(
    `insert into schedule_override (id, schedule_id, kind, person_id, replaces_id, starts_at, ends_at, reason, made_by, made_at, shifts)
     select $2, schedule_id, kind, person_id, replaces_id, $3, $4, reason, made_by, made_at, shifts from schedule_override where id = $1`,
    [id, copyId, toIso(from), toIso(to)],
  );
}

/** Leaves of an override the time in which it was in force. */
export async function shortenOverride(tx: Tx, id: string, from: Instant, to: Instant): Promise<void> {
  await tx.run("update schedule_override set starts_at = $2, ends_at = $3 where id = $1", [id, toIso(from), toIso(to)]);
}
