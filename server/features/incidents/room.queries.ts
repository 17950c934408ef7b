import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { incidentStream } from "./incident.decider.ts";

/** Who wrote something into the timeline, and when first. */
export async function readWriters(tx: Tx, incidentId: string): Promise<{ person_id: string; since: Instant }[]> {
  return tx.rows(
    `select actor ->> 'id' as person_id, min(recorded_at) as since from event_log where stream_id = $1 and actor ->> 'kind' = 'person' group by 1`,
    [incidentStream(incidentId)],
  );
}

export interface PagedPerson {
  person_id: string;
  since: Instant;
  has_it: boolean;
  cannot: boolean;
  is_open: boolean;
}

/** Who was paged for the incident, and what became of it. */
export async function readPaged(tx: Tx, incidentId: string): Promise<PagedPerson[]> {
  return tx.rows(
    `select person_id, min(opened_at) as since, coalesce(bool_or(answer = 'have'), false) as has_it, coalesce(bool_or(answer = 'cannot'), false) as cannot,
       bool_or(status in ('due', 'sent', 'failed')) as is_open
     from page where subject_kind = 'incident' and subject_id = $1 and status <> 'held-back' group by person_id`,
    [incidentId],
  );
}

export interface JoinedGroupRow {
  id: string;
  alert_id: string;
  title: string;
  service_name: string | null;
  status: "open" | "resolved";
  alerts: number;
  signals: number;
}

export async function readJoinedGroups(tx: Tx, incidentId: string): Promise<JoinedGroupRow[]> {
  return tx.rows(
    `select alert_group.id, (array_agg(alert.id order by alert.first_at, alert.id))[1] as alert_id, alert_group.title, service.name as service_name, alert_group.status,
       count(*)::int as alerts, sum(alert.count)::int as signals
     from alert_group join alert on alert.group_id = alert_group.id left join service on service.id = alert_group.service_id
     where alert_group.incident_id = $1 group by alert_group.id, service.name order by alert_group.opened_at, alert_group.id`,
    [incidentId],
  );
}

/** What is so, in the words of the newest update to anybody; by incident. */
export async function readSummaries(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ incident_id: string; body: string }>(
    `select distinct on (incident_id) incident_id, body from incident_update join content on content.id = conditions_id
     where incident_id = any($1::uuid[]) and body is not null order by incident_id, sent_at desc`,
    [incidentIds],
  );
  return new Map(rows.map(({ incident_id, body }) => [incident_id, body]));
}

export interface PageLineRow {
  id: string;
  person_id: string;
  via: string;
  channel: string | null;
  status: string;
  hold_reason: string | null;
  opened_at: Instant;
  handed_over_at: Instant | null;
  answer: "have" | "cannot" | null;
  answered_at: Instant | null;
  closed_at: Instant | null;
}

export async function readPageLines(tx: Tx, pageIds: readonly string[]): Promise<PageLineRow[]> {
  return tx.rows("select id, person_id, via, channel, status, hold_reason, opened_at, handed_over_at, answer, answered_at, closed_at from page where id = any($1::uuid[])", [pageIds]);
}

export async function readPageFailures(tx: Tx, pageIds: readonly string[]): Promise<{ page_id: string; ended_at: Instant; error: string }[]> {
  return tx.rows("select page_id, ended_at, error from page_attempt where page_id = any($1::uuid[]) and error is not null order by page_id, attempt", [pageIds]);
}
