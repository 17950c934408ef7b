import { parseDuration } from "../../values/duration.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Hours, Layer, Override, Schedule, Turn, Turnholder } from "./schedule.rules.ts";

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

export interface OverrideRow {
  id: string;
  schedule_id: string;
  kind: Override["kind"];
  person_id: string | null;
  replaces_id: string | null;
  starts_at: Instant;
  ends_at: Instant;
  reason: string | null;
  made_at: Instant;
}

/** Schedules whole, with the overrides that touch the time between the two instants; all schedules where no ids are given. */
export async function readSchedules(tx: Tx, ids: readonly string[] | null, from: Instant, to: Instant): Promise<Schedule[]> {
  const rows = await tx.rows<{ id: string; timezone: string }>("select id, timezone from schedule where $1::text[] is null or id = any($1) order by place, id", [ids]);
  const wanted = rows.map((row) => row.id);
  const layers = await tx.rows<LayerRow>("select * from schedule_layer where schedule_id = any($1::text[]) order by schedule_id, place", [wanted]);
  const overrides = await readOverrides(tx, wanted, from, to);
  return rows.map((row) => ({
    id: row.id,
    zone: row.timezone,
    layers: layers.filter((layer) => layer.schedule_id === row.id).map(layerOf),
    overrides: overrides.filter((override) => override.schedule_id === row.id).map(overrideOf),
  }));
}

export async function readOverrides(tx: Tx, scheduleIds: readonly string[], from: Instant, to: Instant): Promise<OverrideRow[]> {
  return tx.rows<OverrideRow>(
    `select id, schedule_id, kind, person_id, replaces_id, starts_at, ends_at, reason, made_at from schedule_override
     where schedule_id = any($1::text[]) and ends_at > $2 and starts_at <= $3 order by made_at, id`,
    [scheduleIds, toIso(from), toIso(to)],
  );
}

function layerOf(row: LayerRow): Layer {
  return {
    ...(row.name ? { name: row.name } : {}),
    people: row.people,
    starts: row.starts,
    ends: row.ends,
    turn: turnOf(row.turn),
    ...(row.hours ? { hours: row.hours } : {}),
    priority: row.priority ?? 0,
  };
}

function turnOf(text: string): Turn {
  const duration = parseDuration(text);
  if (!duration || duration.unit === "s" || duration.unit === "m") throw new Error(`A turn cannot last ${text}.`);
  return { amount: duration.amount, unit: duration.unit };
}

function overrideOf(row: OverrideRow): Override {
  const common = { id: row.id, from: row.starts_at, to: row.ends_at };
  if (row.kind === "remove") return { ...common, kind: "remove", person: row.person_id };
  const person = row.person_id ?? "";
  return row.kind === "replace" ? { ...common, kind: "replace", person, replaces: row.replaces_id } : { ...common, kind: "add", person };
}
