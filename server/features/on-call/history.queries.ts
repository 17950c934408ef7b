import type { Tx } from "../../platform/database/database.ts";
import { groupBy } from "../../values/group-by.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Because, ScheduleRecord } from "./schedule.rules.ts";

interface Kept {
  id: string;
  recorded_from: Instant | null;
  recorded_to: Instant | null;
}

interface RecordRow {
  schedule_id: string;
  person_id: string;
  starts_at: Instant;
  ends_at: Instant;
  because: Because;
}

/** One shift to keep. */
export interface NewRecord {
  scheduleId: string;
  personId: string;
  from: Instant;
  to: Instant;
  because: Because;
}

/** What was kept of the past between the two instants, by schedule. */
export async function readRecords(tx: Tx, schedules: readonly Kept[], from: Instant, to: Instant): Promise<Map<string, ScheduleRecord>> {
  const touched = schedules.filter(({ recorded_from, recorded_to }) => recorded_from !== null && recorded_to !== null && recorded_to >= from && recorded_from <= to);
  if (touched.length === 0) return new Map();
  const rows = await tx.rows<RecordRow>(
    "select * from schedule_record where schedule_id = any($1::text[]) and ends_at >= $2 and starts_at <= $3 order by schedule_id, starts_at, person_id",
    [touched.map(({ id }) => id), toIso(from), toIso(to)],
  );
  const bySchedule = groupBy(rows, (row) => row.schedule_id);
  return new Map(
    touched.map(({ id, recorded_from, recorded_to }) => [
      id,
      {
        // Of what lies outside of the span nothing was read, so nothing is said of it.
        from: Math.max(recorded_from ?? 0, from - 1),
        to: Math.min(recorded_to ?? 0, to + 1),
        shifts: (bySchedule.get(id) ?? []).map(({ person_id, starts_at, ends_at, because }) => ({ person: person_id, from: starts_at, to: ends_at, because })),
      },
    ]),
  );
}

/** How far back and how far on each schedule's record reaches, its row locked; those that nothing was ever kept of first. */
export async function lockRecorded(tx: Tx, ids: readonly string[]): Promise<Kept[]> {
  return tx.rows<Kept>("select id, recorded_from, recorded_to from schedule where id = any($1::text[]) order by id for no key update", [ids]);
}

/** Schedules whose record ends before the instant: those with a record, and as many others as one run takes on. */
export async function schedulesToRecord(tx: Tx, before: Instant, mostNew: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `(select id from schedule where recorded_to < $1) union all (select id from schedule where recorded_to is null order by id limit $2)`,
    [toIso(before), mostNew],
  );
  return rows.map(({ id }) => id);
}

/** Keeps shifts: one that goes on where a kept one ends makes that one longer. */
export async function insertRecords(tx: Tx, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ scheduleId, personId, from, to, because }) => ({ schedule_id: scheduleId, person_id: personId, starts_at: toIso(from), ends_at: toIso(to), because }));
  await tx.run(
    `with new as (select * from jsonb_to_recordset($1) as new (schedule_id text, person_id text, starts_at timestamptz, ends_at timestamptz, because jsonb)),
       longer as (update schedule_record kept set ends_at = new.ends_at from new
         where kept.schedule_id = new.schedule_id and kept.person_id = new.person_id and kept.ends_at = new.starts_at and kept.because = new.because
         returning new.schedule_id, new.person_id, new.starts_at)
     insert into schedule_record (schedule_id, person_id, starts_at, ends_at, because)
     select * from new where (schedule_id, person_id, starts_at) not in (select * from longer)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

export async function markRecorded(tx: Tx, spans: readonly { id: string; from: Instant; to: Instant }[]): Promise<void> {
  const rows = spans.map(({ id, from, to }) => ({ id, recorded_from: toIso(from), recorded_to: toIso(to) }));
  await tx.run(
    `update schedule set recorded_from = new.recorded_from, recorded_to = new.recorded_to
     from jsonb_to_recordset($1) as new (id text, recorded_from timestamptz, recorded_to timestamptz) where schedule.id = new.id`,
    [JSON.stringify(rows)],
  );
}
