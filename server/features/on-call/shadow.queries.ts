import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Shadow, ShadowWish } from "./shadow.rules.ts";

interface Row {
  id: string;
  schedule_id: string;
  person_id: string;
  beside_id: string | null;
  starts_at: Instant;
  ends_at: Instant;
}

const columns = "id, schedule_id, person_id, beside_id, starts_at, ends_at";

/** Shadow turns that touch the span, earliest first. */
export async function readShadowTurns(tx: Tx, scheduleIds: readonly string[], from: Instant, to: Instant): Promise<Shadow[]> {
  const rows = await tx.rows<Row>(
    `select ${columns} from schedule_shadow where schedule_id = any($1::text[]) and ends_at > $2 and starts_at <= $3 order by starts_at, id`,
    [scheduleIds, toIso(from), toIso(to)],
  );
  return rows.map(shadowOf);
}

export async function findShadow(tx: Tx, scheduleId: string, id: string): Promise<Shadow | null> {
  const row = await tx.first<Row>(`select ${columns} from schedule_shadow where schedule_id = $1 and id = $2 for update`, [scheduleId, id]);
  return row && shadowOf(row);
}

export async function insertShadow(tx: Tx, id: string, scheduleId: string, { personId, besideId, from, to }: ShadowWish, madeBy: Actor): Promise<void> {
  await tx.run("insert into schedule_shadow (id, schedule_id, person_id, beside_id, starts_at, ends_at, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)", [
    id,
    scheduleId,
    personId,
    besideId,
    toIso(from),
    toIso(to),
    JSON.stringify(madeBy),
    toIso(tx.now),
  ]);
}

/** Ends a shadow turn now; what is over stays in the calendar. */
export async function endShadow(tx: Tx, { id, from }: Shadow): Promise<void> {
  if (from < tx.now) await tx.run("update schedule_shadow set ends_at = $2 where id = $1", [id, toIso(tx.now)]);
  else await tx.run("delete from schedule_shadow where id = $1", [id]);
}

function shadowOf(row: Row): Shadow {
  return { id: row.id, scheduleId: row.schedule_id, personId: row.person_id, besideId: row.beside_id, from: row.starts_at, to: row.ends_at };
}
