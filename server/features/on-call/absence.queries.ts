import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Absence, NewAbsence } from "./absence.rules.ts";
import type { Span } from "./span.rules.ts";

interface Row {
  id: string;
  person_id: string;
  starts_at: Instant;
  ends_at: Instant;
  first_day: string | null;
  last_day: string | null;
  reason: string | null;
  from_feed: boolean;
}

const columns = "id, person_id, starts_at, ends_at, first_day, last_day, reason, from_feed";

export interface AbsenceSearch extends Span {
  /** null: everybody's. */
  personIds: readonly string[] | null;
}

/** Absences that touch the span, earliest first. */
export async function readAbsences(tx: Tx, { personIds, from, to }: AbsenceSearch): Promise<Absence[]> {
  const rows = await tx.rows<Row>(
    `select ${columns} from absence where ($1::text[] is null or person_id = any($1)) and ends_at > $2 and starts_at < $3 order by starts_at, id`,
    [personIds, toIso(from), toIso(to)],
  );
  return rows.map(absenceOf);
}

export async function findAbsence(tx: Tx, personId: string, id: string): Promise<Absence | null> {
  const row = await tx.first<Row>(`select ${columns} from absence where person_id = $1 and id = $2 for update`, [personId, id]);
  return row && absenceOf(row);
}

/** Stores absences of one person and gives them with their ids. */
export async function insertAbsences(tx: Tx, personId: string, absences: readonly NewAbsence[], by: { madeBy: Actor; isFromFeed: boolean }): Promise<Absence[]> {
  const made = absences.map((absence): Absence => ({ ...absence, id: newId(), personId, isFromFeed: by.isFromFeed }));
  const rows = made.map(({ id, from, to, firstDay, lastDay, reason }) => ({ id, starts_at: toIso(from), ends_at: toIso(to), first_day: firstDay, last_day: lastDay, reason }));
  await tx.run(
    `insert into absence (id, person_id, starts_at, ends_at, first_day, last_day, reason, from_feed, made_by, made_at)
     select id, $2, starts_at, ends_at, first_day, last_day, reason, $3, $4, $5
     from jsonb_to_recordset($1) as new (id uuid, starts_at timestamptz, ends_at timestamptz, first_day text, last_day text, reason text)`,
    [JSON.stringify(rows), personId, by.isFromFeed, JSON.stringify(by.madeBy), toIso(tx.now)],
  );
  return made;
}

export async function deleteAbsences(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run("delete from absence where id = any($1::uuid[])", [ids]);
}

/** What stands from the person's calendar and is not over. */
export async function readFeedAbsences(tx: Tx, personId: string): Promise<Absence[]> {
  const rows = await tx.rows<Row>(`select ${columns} from absence where person_id = $1 and from_feed and ends_at > $2 order by starts_at, id`, [personId, toIso(tx.now)]);
  return rows.map(absenceOf);
}

function absenceOf(row: Row): Absence {
  const { id, person_id: personId, starts_at: from, ends_at: to, first_day: firstDay, last_day: lastDay, reason, from_feed: isFromFeed } = row;
  return { id, personId, from, to, firstDay, lastDay, reason, isFromFeed };
}
