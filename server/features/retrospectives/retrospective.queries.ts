import type { Tx } from "../../platform/database/database.ts";
import { readKnownStates } from "../../platform/event-log/event-log.queries.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { findIncident, type IncidentRow } from "../incidents/index.ts";
import { retrospectiveDecider, retrospectiveStream } from "./retrospective.decider.ts";
import type { RetrospectiveState, Stage } from "./retrospective.state.rules.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the retrospective that its own id, or the reference of its incident, names; null where there is none. */
export async function findRetrospective(tx: Tx, ref: string): Promise<string | null> {
  const own = uuid.test(ref) ? await tx.first<{ id: string }>("select retrospective.id from retrospective join seen_incident on seen_incident.id = incident_id where retrospective.id = $1", [ref]) : null;
  if (own) return own.id;
  const incidentId = await findIncident(tx, ref);
  return incidentId === null ? null : ((await tx.first<{ id: string }>("select id from retrospective where incident_id = $1", [incidentId]))?.id ?? null);
}

/** How a retrospective stands; null where there is none. */
export async function readRetrospectiveState(tx: Tx, id: string): Promise<RetrospectiveState | null> {
  const stream = retrospectiveStream(id);
  return (await readKnownStates(tx, retrospectiveDecider, [stream])).get(stream) ?? null;
}

export interface RetrospectiveRow {
  id: string;
  incident_id: string;
  status: Stage;
  owner_id: string | null;
  begun_at: Instant;
  due_at: Instant;
  approved_at: Instant | null;
  approved_by: string | null;
  state: RetrospectiveState;
}

/** Those of incidents that whoever asks sees. */
const listed = `
  select retrospective.*, stream_head.state from retrospective join stream_head on stream_head.stream_id = 'retrospective/' || retrospective.id
    join seen_incident on seen_incident.id = retrospective.incident_id`;

/** Retrospectives, the newest first, one more than the limit. */
export async function listRetrospectives(tx: Tx, { status, before, limit }: { status: Stage | null; before: TimePlace | null; limit: number }): Promise<RetrospectiveRow[]> {
  return tx.rows<RetrospectiveRow>(
    `${listed} where ($1::text is null or retrospective.status = $1) and ($2::timestamptz is null or (begun_at, retrospective.id) < ($2, $3::uuid))
     order by begun_at desc, retrospective.id desc limit $4`,
    [status, before?.at ?? null, before?.id ?? null, limit + 1],
  );
}

export async function readRetrospectiveRow(tx: Tx, id: string): Promise<RetrospectiveRow | null> {
  return tx.first<RetrospectiveRow>(`${listed} where retrospective.id = $1`, [id]);
}

/** The incidents of retrospectives, by their ids. */
export async function readIncidentsOf(tx: Tx, rows: readonly RetrospectiveRow[]): Promise<Map<string, IncidentRow>> {
  const incidents = await tx.rows<IncidentRow>(
    `select incident.*, content.body as title, stream_head.state
     from seen_incident as incident join content on content.id = incident.title_id join stream_head on stream_head.stream_id = 'incident/' || incident.id
     where incident.id = any($1::uuid[])`,
    [rows.map(({ incident_id }) => incident_id)],
  );
  return new Map(incidents.map((incident) => [incident.id, incident]));
}

/** Brings the read table up to the states; however they came about, the rows are the same. */
export async function writeRetrospectives(tx: Tx, states: ReadonlyMap<string, RetrospectiveState>): Promise<void> {
  await tx.run(
    `insert into retrospective (id, incident_id, status, owner_id, begun_at, due_at, approved_at, approved_by)
     select * from jsonb_to_recordset($1) as new (id uuid, incident_id uuid, status text, owner_id text, begun_at timestamptz, due_at timestamptz, approved_at timestamptz, approved_by text)
     on conflict (id) do update set status = excluded.status, approved_at = excluded.approved_at, approved_by = excluded.approved_by`,
    [JSON.stringify([...states].map(([id, state]) => rowOf(id, state)))],
  );
}

function rowOf(id: string, { incidentId, status, ownerId, begunAt, dueAt, approved }: RetrospectiveState) {
  return {
    ...{ id, status, incident_id: incidentId, owner_id: ownerId, begun_at: toIso(begunAt), due_at: toIso(dueAt) },
    approved_at: toIsoOrNull(approved?.at ?? null),
    approved_by: approved?.approverId ?? null,
  };
}

/** Empties the read tables, for a rebuild to make again: sections and follow-ups go with their retrospective. */
export async function deleteRetrospectives(tx: Tx): Promise<void> {
  await tx.run("delete from retrospective");
}
