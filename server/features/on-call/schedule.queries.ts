import type { Actor } from "../../values/actor.ts";
import { parseDuration } from "../../values/duration.ts";
import { groupBy } from "../../values/group-by.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { calendarLayer, readCalendarShifts } from "./schedule-calendar.queries.ts";
import { readRecords } from "./history.queries.ts";
import type { FixedShift, Hours, Layer, Override, Schedule, Turn, Turnholder } from "./schedule.rules.ts";

/** An override with its story. */
export type StoredOverride = Override & {
  reason: string | null;
  madeBy: Actor;
  madeAt: Instant;
};

export interface StoredSchedule extends Schedule {
  name: string | null;
  overrides: readonly StoredOverride[];
}

interface ScheduleRow {
  id: string;
  name: string | null;
  timezone: string;
  recorded_from: Instant | null;
  recorded_to: Instant | null;
}

interface LayerRow {
  schedule_id: string;
  name: string | null;
  starts: string;
  ends: string | null;
  turn: string;
  priority: number | null;
  hours: Hours[] | null;
  people: Turnholder[];
}

interface OverrideRow {
  id: string;
  schedule_id: string;
  kind: Override["kind"];
  person_id: string | null;
  replaces_id: string | null;
  shifts: FixedShift[] | null;
  starts_at: Instant;
  ends_at: Instant;
  reason: string | null;
  made_by: Actor;
  made_at: Instant;
}

/** Schedules whole, with the overrides that touch the time between the two instants; all schedules where no ids are given. */
export async function readSchedules(tx: Tx, ids: readonly string[] | null, from: Instant, to: Instant): Promise<StoredSchedule[]> {
  if (ids?.length === 0) return [];
  const rows = await tx.rows<ScheduleRow>(
    `select id, name, recorded_from, recorded_to, coalesce(timezone, (select timezone from organization), 'UTC') as timezone from schedule
     where $1::text[] is null or id = any($1) order by place, id`,
    [ids],
  );
  const wanted = rows.map((row) => row.id);
  const [allLayers, allOverrides, allCalendars, records] = await Promise.all([
    readLayers(tx, wanted),
    readOverrides(tx, wanted, from, to),
    readCalendarShifts(tx, wanted, from, to),
    readRecords(tx, rows, from, to),
  ]);
  const layers = groupBy(allLayers, (layer) => layer.schedule_id);
  const overrides = groupBy(allOverrides, (override) => override.schedule_id);
  const calendars = groupBy(allCalendars, (calendar) => calendar.schedule_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    zone: row.timezone,
    layers: [...(layers.get(row.id) ?? []).map(layerOf), ...(calendars.get(row.id) ?? []).map(calendarLayer)],
    overrides: (overrides.get(row.id) ?? []).map(storedOverrideOf),
    record: records.get(row.id) ?? null,
  }));
}

/** The organization's zone, in which schedules without one of their own are. */
export async function readOwnZone(tx: Tx): Promise<string> {
  return (await tx.first<{ timezone: string }>("select timezone from organization"))?.timezone ?? "UTC";
}

export interface SchedulePlace {
  id: string;
  place: number;
}

/** Where schedules stand, in their order, after the place of another. */
export async function readSchedulePlaces(tx: Tx, limit: number, after: SchedulePlace | null): Promise<SchedulePlace[]> {
  return tx.rows<SchedulePlace>("select id, place from schedule where $2::int is null or (place, id) > ($2, $3::text) order by place, id limit $1", [
    limit,
    after?.place ?? null,
    after?.id ?? null,
  ]);
}

async function readLayers(tx: Tx, scheduleIds: readonly string[]): Promise<LayerRow[]> {
  return tx.rows<LayerRow>("select * from schedule_layer where schedule_id = any($1::text[]) order by schedule_id, place", [scheduleIds]);
}

async function readOverrides(tx: Tx, scheduleIds: readonly string[], from: Instant, to: Instant): Promise<OverrideRow[]> {
  return tx.rows<OverrideRow>(
    "select * from schedule_override where schedule_id = any($1::text[]) and ends_at > $2 and starts_at <= $3 order by made_at, id",
    [scheduleIds, toIso(from), toIso(to)],
  );
}

function layerOf(row: LayerRow): Layer {
  return {
    ...(row.name === null ? {} : { name: row.name }),
    people: row.people,
    starts: row.starts,
    ends: row.ends,
    turn: turnOf(row.turn),
    ...(row.hours ? { hours: row.hours } : {}),
    priority: row.priority ?? 0,
  };
}

/** Minutes become a part of an hour: one odd turn must not keep every other schedule from being read. */
function turnOf(text: string): Turn {
  const duration = parseDuration(text);
  if (duration?.unit === "m") return { amount: duration.amount / 60, unit: "h" };
  if (!duration || duration.unit === "s") throw new Error(`A turn cannot last ${text}.`);
  return { amount: duration.amount, unit: duration.unit };
}

function storedOverrideOf(row: OverrideRow): StoredOverride {
  const { id, reason } = row;
  const common = { id, from: row.starts_at, to: row.ends_at, reason, madeBy: row.made_by, madeAt: row.made_at };
  if (row.kind === "temporary") return { ...common, kind: "temporary", person: null, shifts: row.shifts ?? [] };
  if (row.kind === "remove") return { ...common, kind: "remove", person: row.person_id };
  const person = row.person_id ?? "";
  return row.kind === "replace" ? { ...common, kind: "replace", person, replaces: row.replaces_id } : { ...common, kind: "add", person };
}
