import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { retrospectiveOfStream, retrospectiveStream } from "./retrospective.decider.ts";
import type { RetrospectiveFact } from "./retrospective.events.ts";

/** A text of a section; null where it was taken out. */
export interface TextRow {
  section: string;
  version: number;
  text: string | null;
  saved_at: Instant;
  saved_by: Actor;
}

/** The texts as they stand, by section. */
export async function readSections(tx: Tx, retrospectiveId: string): Promise<Map<string, TextRow>> {
  const rows = await tx.rows<TextRow>(
    `select section, version, body as text, saved_at, saved_by from retrospective_section join content on content.id = text_id where retrospective_id = $1`,
    [retrospectiveId],
  );
  return new Map(rows.map((row) => [row.section, row]));
}

const saved = "from event_log where stream_id = $1 and type = 'section saved' and data ->> 'section' = $2";

/** One version of a section as it was saved; null where there is none. */
export async function readSectionVersion(tx: Tx, retrospectiveId: string, section: string, version: number): Promise<TextRow | null> {
  return tx.first<TextRow>(
    `select section, version, content.body as text, saved_at, saved_by
     from (select data ->> 'section' as section, (data ->> 'version')::int as version, (data -> 'text' ->> 'contentId')::uuid as text_id, occurred_at as saved_at, actor as saved_by ${saved}) as save
     join content on content.id = text_id where version = $3`,
    [retrospectiveStream(retrospectiveId), section, version],
  );
}

/** Every version of a section without its text, the newest first, one more than the limit. */
export async function listSectionVersions(tx: Tx, retrospectiveId: string, section: string, { before, limit }: { before: number | null; limit: number }): Promise<Omit<TextRow, "text">[]> {
  return tx.rows<Omit<TextRow, "text">>(
    `select * from (select data ->> 'section' as section, (data ->> 'version')::int as version, occurred_at as saved_at, actor as saved_by ${saved}) as save
     where $3::int is null or version < $3 order by version desc limit $4`,
    [retrospectiveStream(retrospectiveId), section, before, limit + 1],
  );
}

/** The sections in which a text stands, by retrospective. */
export async function readFilledSections(tx: Tx, retrospectiveIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ id: string; sections: string[] }>(
    `select retrospective_id as id, array_agg(section) as sections from retrospective_section join content on content.id = text_id
     where retrospective_id = any($1::uuid[]) and body ~ '\\S' group by retrospective_id`,
    [retrospectiveIds],
  );
  return new Map(rows.map(({ id, sections }) => [id, sections]));
}

type Saved = LoggedEvent<Extract<RetrospectiveFact, { type: "section saved" }>>;

/** Brings the texts as they stand up to the events: of each section the last one counts. */
export async function writeSections(tx: Tx, events: readonly LoggedEvent<RetrospectiveFact>[]): Promise<void> {
  const saves = events.filter((event): event is Saved => event.fact.type === "section saved");
  const last = new Map(saves.map((event) => [`${event.streamId} ${event.fact.data.section}`, event]));
  if (last.size === 0) return;
  await tx.run(
    `insert into retrospective_section (retrospective_id, section, text_id, version, saved_at, saved_by)
     select * from jsonb_to_recordset($1) as new (retrospective_id uuid, section text, text_id uuid, version int, saved_at timestamptz, saved_by jsonb)
     on conflict (retrospective_id, section) do update set text_id = excluded.text_id, version = excluded.version, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
    [JSON.stringify([...last.values()].map(rowOf))],
  );
}

function rowOf({ streamId, fact, occurredAt, actor }: Saved) {
  const { section, version, text } = fact.data;
  return { retrospective_id: retrospectiveOfStream(streamId), section, text_id: text.contentId, version, saved_at: toIso(occurredAt), saved_by: actor };
}
