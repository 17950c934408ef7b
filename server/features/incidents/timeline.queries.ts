import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentFact } from "./incident.events.ts";

/** A fact of the incident, a page that went out for it, or a change to one of its services, as one line of its timeline. */
export interface TimelineRow {
  /** Sorts lines of one moment: facts in their order, then pages. */
  key: string;
  version: number | null;
  at: Instant;
  recorded_at: Instant;
  type: string;
  data: object;
  actor: Actor;
  page_id: string | null;
}

export interface TimelinePart {
  limit: number;
  /** Goes on behind this line. */
  after: { at: string; key: string } | null;
  isNewestFirst: boolean;
  /** Types of facts to show; null for all, with pages. */
  types: readonly string[] | null;
  /** These entries only. */
  entries: readonly number[] | null;
  /** The services whose changes show, and when; null for none. */
  changes: { serviceIds: readonly string[]; from: Instant; to: Instant } | null;
}

const lines = `
  select 'e' || lpad(version::text, 9, '0') as key, version, occurred_at as at, recorded_at, type, data, actor, null::uuid as page_id
  from event_log where stream_id = $1 and ($3::text[] is null or type = any($3)) and ($4::int[] is null or version = any($4))
  union all
  select 'p' || id, null, opened_at, opened_at, 'page', '{}'::jsonb, '{"kind":"muster"}'::jsonb, id
  from page where subject_kind = 'incident' and subject_id = $2 and $3::text[] is null and $4::int[] is null
  union all
  select 'v' || id, null, at, received_at, 'service changed', jsonb_build_object('title', title, 'link', links -> 0 ->> 'href'), jsonb_build_object('kind', 'source', 'id', source_id), null
  from change_event where service_id = any($8::text[]) and at between $9::timestamptz and $10::timestamptz and $3::text[] is null and $4::int[] is null`;

/** Lines of an incident in the order of when things happened, one more than the limit. */
export async function readTimeline(tx: Tx, incidentId: string, part: TimelinePart): Promise<TimelineRow[]> {
  const [sign, order] = part.isNewestFirst ? ["<", "desc"] : [">", "asc"];
  return tx.rows<TimelineRow>(
    `select * from (${lines}) as line where $5::timestamptz is null or (at, key) ${sign} ($5, $6) order by at ${order}, key ${order} limit $7`,
    [incidentStream(incidentId), incidentId, part.types, part.entries, part.after?.at ?? null, part.after?.key ?? null, part.limit + 1, ...changesOf(part)],
  );
}

function changesOf({ changes }: TimelinePart): [readonly string[], string | null, string | null] {
  return changes === null ? [[], null, null] : [changes.serviceIds, toIso(changes.from), toIso(changes.to)];
}

/** One entry; null where there is none. */
export async function readEntry(tx: Tx, incidentId: string, entry: number): Promise<{ fact: IncidentFact; actor: Actor } | null> {
  const row = await tx.first<{ type: string; data: object; actor: Actor }>("select type, data, actor from event_log where stream_id = $1 and version = $2", [incidentStream(incidentId), entry]);
  return row && { fact: { type: row.type, data: row.data } as IncidentFact, actor: row.actor };
}

export interface EvidenceLine {
  id: string;
  kind: "picture" | "log" | "link" | "file";
  name: string | null;
  media_type: string;
  size: number;
  link: string | null;
  removed_at: Instant | null;
}

export async function readEvidenceLines(tx: Tx, ids: readonly string[]): Promise<Map<string, EvidenceLine>> {
  const rows = await tx.rows<EvidenceLine>(
    `select evidence.id, kind, content.body as name, media_type, size::int, link, removed_at
     from evidence join content on content.id = name_id where evidence.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The texts of updates by the update's id: conditions, actions, needs, in that order. */
export async function readUpdateTexts(tx: Tx, updateIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ id: string; contents: string[] }>(
    "select id, array_remove(array[conditions_id, actions_id, needs_id], null) as contents from incident_update where id = any($1::uuid[])",
    [updateIds],
  );
  return new Map(rows.map(({ id, contents }) => [id, contents]));
}
