import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { FollowUpStatus } from "./retrospective.events.ts";
import type { RetrospectiveState } from "./retrospective.state.rules.ts";

export interface FollowUpRow {
  id: string;
  retrospective_id: string;
  incident_id: string;
  incident_number: number;
  incident_title: string | null;
  text: string | null;
  driver_id: string | null;
  driver_name: string | null;
  due_at: Instant | null;
  review_at: Instant;
  status: FollowUpStatus;
  added_at: Instant;
  settled_at: Instant | null;
}

export interface FollowUpFilter {
  id: string | null;
  retrospectiveId: string | null;
  status: FollowUpStatus | null;
  driverId: string | null;
  after: TimePlace | null;
  limit: number;
}

const everything: FollowUpFilter = { id: null, retrospectiveId: null, status: null, driverId: null, after: null, limit: 10_000 };

/** Follow-ups by the date at which they are looked at again, one more than the limit. */
export async function listFollowUps(tx: Tx, filter: Partial<FollowUpFilter>): Promise<FollowUpRow[]> {
  const { id, retrospectiveId, status, driverId, after, limit } = { ...everything, ...filter };
  return tx.rows<FollowUpRow>(
    `select follow_up.id, follow_up.retrospective_id, follow_up.incident_id, incident.number as incident_number, title.body as incident_title, words.body as text,
       driver_id, person.name as driver_name, due_at, review_at, follow_up.status, added_at, settled_at
     from follow_up join content as words on words.id = text_id join seen_incident as incident on incident.id = follow_up.incident_id
       join content as title on title.id = incident.title_id left join person on person.id = driver_id
     where ($1::uuid is null or follow_up.id = $1) and ($2::uuid is null or retrospective_id = $2) and ($3::text is null or follow_up.status = $3)
       and ($4::text is null or driver_id = $4) and ($5::timestamptz is null or (review_at, follow_up.id) > ($5, $6::uuid))
     order by review_at, follow_up.id limit $7`,
    [id, retrospectiveId, status, driverId, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** Brings the read table up to the states. */
export async function writeFollowUps(tx: Tx, states: ReadonlyMap<string, RetrospectiveState>): Promise<void> {
  const rows = [...states].flatMap(([id, state]) => rowsOf(id, state));
  if (rows.length === 0) return;
  await tx.run(
    `insert into follow_up (id, retrospective_id, incident_id, text_id, driver_id, due_at, review_at, status, added_at, settled_at)
     select * from jsonb_to_recordset($1) as new (id uuid, retrospective_id uuid, incident_id uuid, text_id uuid, driver_id text, due_at timestamptz, review_at timestamptz,
       status text, added_at timestamptz, settled_at timestamptz)
     on conflict (id) do update set text_id = excluded.text_id, driver_id = excluded.driver_id, due_at = excluded.due_at, review_at = excluded.review_at,
       status = excluded.status, settled_at = excluded.settled_at`,
    [JSON.stringify(rows)],
  );
}

function rowsOf(retrospectiveId: string, { incidentId, followUps }: RetrospectiveState) {
  return followUps.map(({ followUpId, text, driverId, dueAt, reviewAt, status, addedAt, settledAt }) => ({
    ...{ id: followUpId, retrospective_id: retrospectiveId, incident_id: incidentId, text_id: text.contentId, driver_id: driverId, status },
    due_at: toIsoOrNull(dueAt),
    review_at: toIso(reviewAt),
    added_at: toIso(addedAt),
    settled_at: toIsoOrNull(settledAt),
  }));
}
