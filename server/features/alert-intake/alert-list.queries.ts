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
  /** Whom its group paged, in order; null where nobody was. */
  paged: string[] | null;
}

const wasPaged = "exists (select from decision where decision.group_id = alert.group_id and decision.code = 'page.sent')";

/** The alerts of service $1 that hold the words $2. */
const fitting = `
  ($1::text is null or alert.service_id = $1)
  and ($2::text is null or strpos(lower(alert.title), lower($2)) > 0 or strpos(lower(alert.labels::text), lower($2)) > 0 or strpos(lower(service.name), lower($2)) > 0)`;

const listed = `
  select alert.*, service.name as service_name, person.name as owner_name,
    coalesce((select count(*) from alert as other where other.group_id = alert.group_id), 1)::int as group_size,
    why.code as why_code, why.details as why_details,
    (select array_agg(person_id order by first_id) from (
       select details->>'personId' as person_id, min(decision.id) as first_id from decision
       where decision.group_id = alert.group_id and decision.code = 'page.sent' group by 1) as sent) as paged
  from alert
  left join service on service.id = alert.service_id
  left join person on person.id = coalesce(alert.owner_id, alert.acknowledged_by)
  left join lateral (
    select code, details from decision
    where (decision.alert_id = alert.id or (decision.group_id = alert.group_id and decision.alert_id is null)) and decision.outcome in ('sent', 'held')
      and decision.code <> all('{group.resolved,incident.ended,page.withdrawn,page.not-needed}')
    order by decision.at desc, decision.id desc limit 1
  ) as why on true`;

/** What narrows the alerts that are looked at. */
export interface AlertNarrowing {
  serviceId: string | null;
  search: string | null;
}

export interface AlertFilter extends AlertNarrowing {
  status: "open" | "firing" | "acknowledged" | "resolved" | "all";
  groupId: string | null;
  isHeldBack: boolean | null;
  before: TimePlace | null;
  limit: number;
}

/** Alerts newest first. */
export async function listAlerts(tx: Tx, filter: AlertFilter): Promise<ListedAlertRow[]> {
  const { serviceId, search, groupId, isHeldBack, before, limit } = filter;
  const statuses = filter.status === "open" ? ["firing", "acknowledged"] : filter.status === "all" ? null : [filter.status];
  return tx.rows<ListedAlertRow>(
    `${listed}
     where ${fitting} and ($3::text[] is null or alert.status = any($3)) and ($4::uuid is null or alert.group_id = $4)
       and ($5::boolean is null or ${wasPaged} <> $5)
       and ($6::timestamptz is null or (alert.first_at, alert.id) < ($6, $7::uuid))
     order by alert.first_at desc, alert.id desc limit $8`,
    [serviceId, search, statuses, groupId, isHeldBack, before?.at ?? null, before?.id ?? null, limit],
  );
}

export interface AlertCountsRow {
  open: number;
  waiting: number;
  held_back: number;
  acknowledged: number;
}

/** How many alerts are open, and how they stand. */
export async function countAlerts(tx: Tx, { serviceId, search }: AlertNarrowing): Promise<AlertCountsRow> {
  const [counts] = await tx.rows<AlertCountsRow>(
    `select count(*)::int as open,
       count(*) filter (where status = 'firing' and was_paged)::int as waiting,
       count(*) filter (where status = 'firing' and not was_paged)::int as held_back,
       count(*) filter (where status = 'acknowledged')::int as acknowledged
     from (
       select alert.status, ${wasPaged} as was_paged from alert left join service on service.id = alert.service_id
       where alert.status <> 'resolved' and ${fitting}
     ) as counted`,
    [serviceId, search],
  );
  return counts ?? { open: 0, waiting: 0, held_back: 0, acknowledged: 0 };
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
