import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { Urgency } from "../../values/subject.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Group } from "./group.rules.ts";

export interface GroupRow {
  id: string;
  key: string;
  service_id: string | null;
  urgency: Urgency;
  title: string;
  status: Group["status"];
  opened_at: Instant;
  last_alert_at: Instant;
  told_at: Instant | null;
  incident_id: string | null;
}

export function groupOf(row: GroupRow): Group {
  return {
    id: row.id,
    key: row.key,
    serviceId: row.service_id,
    urgency: row.urgency,
    title: row.title,
    status: row.status,
    openedAt: row.opened_at,
    lastAlertAt: row.last_alert_at,
    toldAt: row.told_at,
    incidentId: row.incident_id,
  };
}

/** The newest group of each key. */
export async function readNewestGroups(tx: Tx, keys: readonly string[]): Promise<Map<string, Group>> {
  const rows = await tx.rows<GroupRow>(
    `select newest.* from unnest($1::text[]) as wanted (key)
     cross join lateral (select * from alert_group where alert_group.key = wanted.key order by last_alert_at desc limit 1) as newest`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, groupOf(row)]));
}

export async function readGroups(tx: Tx, ids: readonly string[]): Promise<Map<string, Group>> {
  const rows = await tx.rows<GroupRow>("select * from alert_group where id = any($1::uuid[])", [ids]);
  return new Map(rows.map((row) => [row.id, groupOf(row)]));
}

/** Writes groups as they stand now. */
export async function writeGroups(tx: Tx, groups: readonly Group[]): Promise<void> {
  if (groups.length === 0) return;
  await tx.run(
    `insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at, told_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
     on conflict (id) do update set urgency = excluded.urgency, status = excluded.status, last_alert_at = excluded.last_alert_at, told_at = excluded.told_at, resolved_at = null`,
    [
      groups.map((group) => group.id),
      groups.map((group) => group.key),
      groups.map((group) => group.serviceId),
      groups.map((group) => group.urgency),
      groups.map((group) => group.title),
      groups.map((group) => group.status),
      groups.map((group) => toIso(group.openedAt)),
      groups.map((group) => toIso(group.lastAlertAt)),
      groups.map((group) => toIsoOrNull(group.toldAt)),
    ],
  );
}

/** Of the given groups those in which no alert is left open, or all that are left are held back; marks them so. */
export async function resolveEmptyGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `update alert_group set status = 'resolved', resolved_at = muster_now()
     where id = any($1::uuid[]) and status = 'open' and not exists (select from alert where group_id = alert_group.id and status <> 'resolved' and held_by is null)
     returning id`,
    [groupIds],
  );
  return rows.map((row) => row.id);
}

/** Of the given groups those in which something is open and all of that is acknowledged. */
export async function readAcknowledgedGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ group_id: string }>(
    `select group_id from alert where group_id = any($1::uuid[]) and status <> 'resolved' group by group_id having bool_and(status = 'acknowledged')`,
    [groupIds],
  );
  return rows.map((row) => row.group_id);
}

/** A group in the few words that a page has room for. */
export interface GroupStory {
  id: string;
  title: string;
  severity: string;
  serviceId: string | null;
  serviceName: string | null;
  since: Instant;
  signals: number;
  openAlerts: number;
  otherTitles: string[];
  description: string | null;
  status: Group["status"];
  firstAlertId: string | null;
}

/** What is known of a group; its worst severity, its signals so far. Null where there is no such group. */
export async function readGroupStory(tx: Tx, groupId: string): Promise<GroupStory | null> {
  const row = await tx.first<{
    id: string; title: string; service_id: string | null; service_name: string | null; status: Group["status"]; opened_at: Instant;
    signals: number; open_alerts: number; severity: string | null; titles: string[] | null; description: string | null; first_alert_id: string | null;
  }>(
    `select alert_group.id, alert_group.title, alert_group.service_id, service.name as service_name, alert_group.status, alert_group.opened_at,
       signals, open_alerts, (array['critical', 'high', 'warning', 'info'])[severity_place] as severity,
       array(select distinct title from (select title from alert where group_id = $1 and title <> alert_group.title limit 100) as other order by title limit 3) as titles,
       (select description from alert where group_id = $1 and description is not null order by first_at limit 1) as description,
       (select id from alert where group_id = $1 order by first_at, id limit 1) as first_alert_id
     from alert_group left join service on service.id = alert_group.service_id cross join (
       select sum(count)::int as signals, count(*) filter (where status <> 'resolved')::int as open_alerts,
         min(array_position(array['critical', 'high', 'warning', 'info'], severity)) as severity_place
       from alert where group_id = $1
     ) as counted
     where alert_group.id = $1`,
    [groupId],
  );
  if (!row) return null;
  return {
    id: row.id,
    title: row.title,
    severity: row.severity ?? "warning",
    serviceId: row.service_id,
    serviceName: row.service_name,
    since: row.opened_at,
    signals: row.signals,
    openAlerts: row.open_alerts,
    otherTitles: row.titles ?? [],
    description: row.description,
    status: row.status,
    firstAlertId: row.first_alert_id,
  };
}
