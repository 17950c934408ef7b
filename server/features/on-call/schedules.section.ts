import type { Tx } from "../../platform/database/database.ts";
import { asRows, idsOf, rowsBelow, type StoredSection, type Upsert } from "../../platform/config-document/stored-section.ts";
import { recordHistory } from "./history.commands.ts";
import { schedulesSection, type LayerEntry, type ScheduleEntry } from "./schedules.document.ts";

interface LayerRow {
  name: string | null;
  people: LayerEntry["people"];
  starts: string;
  ends: string | null;
  turn: string;
  priority: number | null;
  hours: LayerEntry["hours"] | null;
}

interface Row {
  id: string;
  name: string | null;
  timezone: string | null;
  place: number;
  is_from_file: boolean;
  layers: LayerRow[];
  readiness: ScheduleEntry["readiness"] | null;
}

/** Overrides hang on the rows of schedules and are no part of the document: they stay through every change. */
export const storedSchedules: StoredSection<ScheduleEntry> = {
  section: schedulesSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, (select coalesce(jsonb_agg(to_jsonb(schedule_layer) order by place), '[]') from schedule_layer where schedule_id = schedule.id) as layers
       from schedule order by place, id`,
    );
    return rows.map(({ id, name, timezone, layers, readiness, place, is_from_file }) => ({
      id,
      entry: { name: name ?? undefined, timezone: timezone ?? undefined, layers: layers.map(layerOf), readiness: readiness ?? undefined },
      place,
      isFromFile: is_from_file,
    }));
  },
  async write(tx, { upserts, deletes }) {
    await recordHistory(tx, idsOf(upserts));
    await tx.run("delete from schedule where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into schedule (id, name, timezone, readiness, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, name text, timezone text, readiness jsonb, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, timezone = excluded.timezone, readiness = excluded.readiness, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry: { name, timezone, readiness }, place, isFromFile }) => ({ id, name, timezone, readiness, place, is_from_file: isFromFile })))],
    );
    await writeLayers(tx, upserts);
  },
};

function layerOf({ name, people, starts, ends, turn, hours, priority }: LayerRow): LayerEntry {
  return { name: name ?? undefined, people, starts, ends: ends ?? undefined, turn, hours: hours ?? [], priority: priority ?? 0 };
}

async function writeLayers(tx: Tx, upserts: readonly Upsert<ScheduleEntry>[]): Promise<void> {
  const rows = rowsBelow(upserts, ({ layers }) => layers.map(({ hours, ...layer }) => ({ ...layer, hours: hours.length > 0 ? hours : undefined })));
  await tx.run("delete from schedule_layer where schedule_id = any($1::text[])", [idsOf(upserts)]);
  await tx.run(
    `insert into schedule_layer (schedule_id, place, name, starts, ends, turn, priority, hours, people)
     select * from jsonb_to_recordset($1) as new (parent text, place int, name text, starts text, ends text, turn text, priority int, hours jsonb, people jsonb)`,
    [asRows(rows)],
  );
}
