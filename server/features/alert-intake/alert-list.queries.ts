import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { AlertRow } from "./alert.queries.ts";

export interface ListedAlertRow extends AlertRow {
  service_name: string | null;
  owner_name: string | null;
  group_size: number;
  why_code: string | null;
  why_details: Record<string, unknown> | null;
  was_paged: boolean;
}

const listed = `
  select alert.*, service.name as service_name, person.name as owner_name,
    coalesce((select count(*) from alert as other where other.group_id = alert.group_id), 1)::int as group_size,
    why.code as why_code, why.details as why_details,
    exists (select from decision where decision.group_id = alert.group_id and decision.code = 'page.sent') as was_paged
  from alert
  left join service on service.id = alert.service_id
  left join person on person.id = alert.acknowledged_by
  left join lateral (
    select code, details from decision
    where (decision.alert_id = alert.id or (decision.group_id = alert.group_id and decision.alert_id is null)) and decision.outcome in ('sent', 'held')
    order by decision.at desc, decision.id desc limit 1
  ) as why on true`;

export interface AlertFilter {
  status: "open" | "firing" | "acknowledged" | "resolved" | "all";
  serviceId: string | null;
  groupId: string | null;
  search: string | null;
  before: TimePlace | null;
  limit: number;
}

/** Alerts newest first. */
export async function listAlerts(tx: Tx, filter: AlertFilter): Promise<ListedAlertRow[]> {
  const statuses = filter.status === "open" ? ["firing", "acknowledged"] : filter.status === "all" ? null : [filter.status];
  return tx.rows<ListedAlertRow>(
    `${listed}
     where ($1::text[] is null or alert.status = any($1)) and ($2::text is null or alert.service_id = $2) and ($3::uuid is null or alert.group_id = $3)
       and ($4::text is null or strpos(lower(alert.title), lower($4)) > 0 or strpos(lower(alert.labels::text), lower($4)) > 0 or strpos(lower(service.name), lower($4)) > 0)
       and ($5::timestamptz is null or (alert.first_at, alert.id) < ($5, $6::uuid))
     order by alert.first_at desc, alert.id desc limit $7`,
    [statuses, filter.serviceId, filter.groupId, filter.search, filter.before?.at ?? null, filter.before?.id ?? null, filter.limit],
  );
}

export async function readListedAlert(tx: Tx, id: string): Promise<ListedAlertRow | null> {
  return tx.first<ListedAlertRow>(`${listed} where alert.id = $1`, [id]);
}

export interface OccurrenceRow {
  id: string;
  first_at: Instant;
  resolved_at: Instant | null;
  count: number;
}

/** The occurrences of a condition, newest first. */
export async function readOccurrences(tx: Tx, fingerprint: string): Promise<OccurrenceRow[]> {
  return tx.rows<OccurrenceRow>("select id, first_at, resolved_at, count from alert where fingerprint = $1 order by occurrence desc limit 50", [fingerprint]);
}

export async function readAlertsOfGroup(tx: Tx, groupId: string): Promise<AlertRow[]> {
  return tx.rows<AlertRow>("select * from alert where group_id = $1 order by first_at, id limit 200", [groupId]);
}
