import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { usualMinutes, type Reminder } from "./reminder.rules.ts";

/** How long before a shift each of the people is reminded; those who chose nothing are absent. */
export async function readChoices(tx: Tx, personIds: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await tx.rows<{ person_id: string; minutes_before: number[] }>("select * from shift_reminder_choice where person_id = any($1::text[])", [personIds]);
  return new Map(rows.map((row) => [row.person_id, row.minutes_before]));
}

/** How long before a shift somebody is reminded; empty: never. */
export async function readMinutesBefore(tx: Tx, personId: string): Promise<readonly number[]> {
  return (await readChoices(tx, [personId])).get(personId) ?? usualMinutes;
}

export async function writeChoice(tx: Tx, personId: string, minutesBefore: readonly number[]): Promise<void> {
  await tx.run("insert into shift_reminder_choice (person_id, minutes_before) values ($1, $2) on conflict (person_id) do update set minutes_before = excluded.minutes_before", [personId, minutesBefore]);
}

/** What was planned already of shifts that are still to come. */
export async function readPlanned(tx: Tx): Promise<Reminder[]> {
  const rows = await tx.rows<{ schedule_id: string; person_id: string; starts_at: Instant; minutes_before: number }>("select * from shift_reminder where starts_at > $1", [toIso(tx.now)]);
  return rows.map((row) => ({ scheduleId: row.schedule_id, personId: row.person_id, from: row.starts_at, minutesBefore: row.minutes_before }));
}

/** Notes what is planned; people who are gone are left out. Gives what was not noted before. */
export async function notePlanned(tx: Tx, reminders: readonly Reminder[]): Promise<Reminder[]> {
  if (reminders.length === 0) return [];
  const rows = await tx.rows<{ schedule_id: string; person_id: string; starts_at: Instant; minutes_before: number }>(
    `insert into shift_reminder (schedule_id, person_id, starts_at, minutes_before, noted_at)
     select new.schedule_id, person.id, new.starts_at, new.minutes_before, $5
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) as new (schedule_id, person_id, starts_at, minutes_before) join person on person.id = new.person_id
     on conflict do nothing returning *`,
    [reminders.map((one) => one.scheduleId), reminders.map((one) => one.personId), reminders.map((one) => toIso(one.from)), reminders.map((one) => one.minutesBefore), toIso(tx.now)],
  );
  return rows.map((row) => ({ scheduleId: row.schedule_id, personId: row.person_id, from: row.starts_at, minutesBefore: row.minutes_before }));
}

/** Throws away what was planned of shifts that began a month ago. */
export async function forgetOldReminders(tx: Tx): Promise<void> {
  await tx.run("delete from shift_reminder where starts_at < $1::timestamptz - interval '30 days'", [toIso(tx.now)]);
}
