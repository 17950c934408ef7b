import type { Tx } from "../../platform/database/database.ts";
import { groupBy } from "../../values/group-by.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { FixedShift, Layer } from "./schedule.rules.ts";

/** A calendar of a schedule with its shifts of a span. */
export interface CalendarShifts {
  schedule_id: string;
  id: string;
  name: string | null;
  priority: number;
  shifts: FixedShift[];
}

interface ShiftRow {
  schedule_id: string;
  calendar_id: string;
  person_id: string;
  starts_at: Instant;
  ends_at: Instant;
}

/** The calendars of the schedules, with those of their shifts that touch the time between the two instants. */
export async function readCalendarShifts(tx: Tx, scheduleIds: readonly string[], from: Instant, to: Instant): Promise<CalendarShifts[]> {
  const calendars = await tx.rows<Omit<CalendarShifts, "shifts">>("select schedule_id, id, name, priority from schedule_calendar where schedule_id = any($1::text[]) order by schedule_id, id", [
    scheduleIds,
  ]);
  if (calendars.length === 0) return [];
  const rows = await tx.rows<ShiftRow>("select * from schedule_calendar_shift where schedule_id = any($1::text[]) and ends_at > $2 and starts_at <= $3 order by starts_at, person_id", [
    calendars.map(({ schedule_id }) => schedule_id),
    toIso(from),
    toIso(to),
  ]);
  const byCalendar = groupBy(rows, ({ schedule_id, calendar_id }) => `${schedule_id}/${calendar_id}`);
  return calendars.map((calendar) => ({ ...calendar, shifts: (byCalendar.get(`${calendar.schedule_id}/${calendar.id}`) ?? []).map(shiftOf) }));
}

function shiftOf({ person_id, starts_at, ends_at }: ShiftRow): FixedShift {
  return { person: person_id, from: starts_at, to: ends_at };
}

/** A calendar as a layer of its schedule, after those that take turns. */
export function calendarLayer({ id, name, priority, shifts }: CalendarShifts): Layer {
  return { name: name ?? id, people: [], starts: "1970-01-01T00:00", turn: { amount: 1, unit: "d" }, priority, fixed: shifts };
}

/** A calendar as it is kept, without its text. */
export interface CalendarRow {
  schedule_id: string;
  id: string;
  name: string | null;
  address: string | null;
  host: string | null;
  priority: number;
  unknown: { name: string; count: number }[];
  tried_at: Instant | null;
  read_at: Instant | null;
  problem: string | null;
  shifts: number;
  covered_to: Instant | null;
}

const columns = `schedule_calendar.schedule_id, id, name, address, host, priority, "unknown", tried_at, read_at, problem,
  (select count(*)::int from schedule_calendar_shift shift where shift.schedule_id = schedule_calendar.schedule_id and calendar_id = id) as shifts,
  (select max(ends_at) from schedule_calendar_shift shift where shift.schedule_id = schedule_calendar.schedule_id and calendar_id = id) as covered_to`;

export async function readCalendars(tx: Tx, scheduleId: string): Promise<CalendarRow[]> {
  return tx.rows<CalendarRow>(`select ${columns} from schedule_calendar where schedule_id = $1 order by id`, [scheduleId]);
}

export async function findCalendar(tx: Tx, scheduleId: string, id: string): Promise<(CalendarRow & { content: string }) | null> {
  return tx.first<CalendarRow & { content: string }>(`select ${columns}, content from schedule_calendar where schedule_id = $1 and id = $2`, [scheduleId, id]);
}

export interface CalendarFacts {
  scheduleId: string;
  id: string;
  name: string | null;
  address: string | null;
  host: string | null;
  priority: number;
}

/** Stores where a calendar lies and how it counts; what could not be read before is asked of the new place. */
export async function writeCalendar(tx: Tx, { scheduleId, id, name, address, host, priority }: CalendarFacts): Promise<void> {
  await tx.run(
    `insert into schedule_calendar (schedule_id, id, name, address, host, priority) values ($1, $2, $3, $4, $5, $6)
     on conflict (schedule_id, id) do update set name = excluded.name, address = excluded.address, host = excluded.host, priority = excluded.priority, problem = null, tried_at = null`,
    [scheduleId, id, name, address, host, priority],
  );
}

export async function deleteCalendar(tx: Tx, scheduleId: string, id: string): Promise<boolean> {
  return (await tx.first("delete from schedule_calendar where schedule_id = $1 and id = $2 returning id", [scheduleId, id])) !== null;
}

/** Keeps what a calendar says now in the place of what it said. */
export async function writeReading(tx: Tx, { schedule_id, id }: Pick<CalendarRow, "schedule_id" | "id">, content: string, reading: { shifts: readonly FixedShift[]; unknown: readonly object[] }): Promise<void> {
  await tx.run("delete from schedule_calendar_shift where schedule_id = $1 and calendar_id = $2", [schedule_id, id]);
  await tx.run(
    `insert into schedule_calendar_shift (schedule_id, calendar_id, person_id, starts_at, ends_at)
     select $1, $2, person, starts, ends from jsonb_to_recordset($3) as new (person text, starts timestamptz, ends timestamptz)`,
    [schedule_id, id, JSON.stringify(reading.shifts.map(({ person, from, to }) => ({ person, starts: toIso(from), ends: toIso(to) })))],
  );
  await tx.run(
    `update schedule_calendar set content = $3, "unknown" = $4, problem = null, tried_at = $5, read_at = $5 where schedule_id = $1 and id = $2`,
    [schedule_id, id, content, JSON.stringify(reading.unknown), toIso(tx.now)],
  );
}

/** Keeps why a calendar could not be read; what it said before stays. */
export async function writeProblem(tx: Tx, { schedule_id, id }: Pick<CalendarRow, "schedule_id" | "id">, problem: string): Promise<void> {
  await tx.run("update schedule_calendar set problem = $3, tried_at = $4 where schedule_id = $1 and id = $2", [schedule_id, id, problem, toIso(tx.now)]);
}
