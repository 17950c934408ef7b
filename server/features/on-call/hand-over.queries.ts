import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { ShiftFact } from "./hand-over.connector.ts";
import type { DatedNote } from "./hand-over.rules.ts";

/** A note as it lies. */
export interface HandOverNote extends DatedNote {
  id: string;
  scheduleId: string;
  shiftFrom: Instant;
  shiftTo: Instant;
  text: string;
  facts: ShiftFact[];
  readBy: { personId: string; at: Instant }[];
}

interface Row {
  id: string;
  schedule_id: string;
  person_id: string;
  shift_starts_at: Instant;
  shift_ends_at: Instant;
  text: string;
  facts: ShiftFact[];
  written_at: Instant;
  readings: { personId: string; at: number }[];
}

const readings = `(select coalesce(jsonb_agg(jsonb_build_object('personId', person_id, 'at', floor(extract(epoch from read_at) * 1000)) order by read_at), '[]')
  from shift_note_reading where note_id = shift_note.id) as readings`;

/** Without incidents that whoever reads may not know of; it stands for the column of that name. */
const facts = `(select coalesce(jsonb_agg(fact order by place), '[]') from jsonb_array_elements(facts) with ordinality as kept (fact, place)
  where not exists (select from hidden_incident where fact ->> 'key' = 'incident/' || hidden_incident.id)) as facts`;

function noteOf(row: Row): HandOverNote {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    personId: row.person_id,
    shiftFrom: row.shift_starts_at,
    shiftTo: row.shift_ends_at,
    text: row.text,
    facts: row.facts,
    writtenAt: row.written_at,
    readBy: row.readings,
  };
}

export async function insertNote(tx: Tx, note: Omit<HandOverNote, "readBy">): Promise<void> {
  await tx.run(
    `insert into shift_note (id, schedule_id, person_id, shift_starts_at, shift_ends_at, text, facts, written_at) values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)`,
    [note.id, note.scheduleId, note.personId, toIso(note.shiftFrom), toIso(note.shiftTo), note.text, JSON.stringify(note.facts), toIso(note.writtenAt)],
  );
}

export async function readNote(tx: Tx, scheduleId: string, id: string): Promise<HandOverNote | null> {
  const row = await tx.first<Row>(`select *, ${facts}, ${readings} from shift_note where schedule_id = $1 and id = $2`, [scheduleId, id]);
  return row && noteOf(row);
}

/** The notes of one schedule, newest first. */
export async function listNotes(tx: Tx, scheduleId: string, limit: number, before: TimePlace | null): Promise<HandOverNote[]> {
  const rows = await tx.rows<Row>(
    `select *, ${facts}, ${readings} from shift_note where schedule_id = $1 and ($2::timestamptz is null or (written_at, id) < ($2, $3::uuid))
     order by written_at desc, id desc limit $4`,
    [scheduleId, before?.at ?? null, before?.id ?? null, limit],
  );
  return rows.map(noteOf);
}

/** The notes of the schedules since a moment, newest first. */
export async function readNotesSince(tx: Tx, scheduleIds: readonly string[], since: Instant): Promise<HandOverNote[]> {
  const rows = await tx.rows<Row>(`select *, ${facts}, ${readings} from shift_note where schedule_id = any($1::text[]) and written_at > $2 order by written_at desc, id desc`, [scheduleIds, toIso(since)]);
  return rows.map(noteOf);
}

/** What somebody wrote last for a shift of theirs since it began; null where nothing. */
export async function readLatestNote(tx: Tx, scheduleId: string, personId: string, since: Instant): Promise<HandOverNote | null> {
  const row = await tx.first<Row>(
    `select *, ${facts}, ${readings} from shift_note where schedule_id = $1 and person_id = $2 and written_at >= $3 order by written_at desc, id desc limit 1`,
    [scheduleId, personId, toIso(since)],
  );
  return row && noteOf(row);
}

/** Notes that somebody has read it; whoever read it before keeps the first time. */
export async function insertReading(tx: Tx, noteId: string, personId: string): Promise<void> {
  await tx.run("insert into shift_note_reading (note_id, person_id, read_at) values ($1, $2, $3) on conflict do nothing", [noteId, personId, toIso(tx.now)]);
}
