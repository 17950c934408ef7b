import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Verdict } from "./alert-care.rules.ts";
import type { Alert } from "./fold.rules.ts";

export interface AlertRow {
  id: string;
  fingerprint: string;
  source_id: string;
  key: string;
  occurrence: number;
  is_current: boolean;
  status: Alert["status"];
  title: string;
  severity: Alert["severity"];
  labels: Alert["labels"];
  description: string | null;
  links: Alert["links"];
  service_id: string | null;
  group_id: string | null;
  urgency: Alert["urgency"];
  count: number;
  started_at: Instant | null;
  first_at: Instant;
  last_at: Instant;
  acknowledged_at: Instant | null;
  acknowledged_by: string | null;
  resolved_at: Instant | null;
  delivery_id: string;
  last_delivery_id: string;
  held_by: NonNullable<Alert["hold"]>["by"] | null;
  held_id: string | null;
  turns: Instant[];
  source_at: Instant | null;
  owner_id: string | null;
  verdict: Verdict | null;
  snoozed_until: Instant | null;
}

export function alertOf(row: AlertRow): Alert {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    sourceId: row.source_id,
    key: row.key,
    occurrence: row.occurrence,
    isCurrent: row.is_current,
    status: row.status,
    title: row.title,
    severity: row.severity,
    labels: row.labels,
    description: row.description,
    links: row.links,
    serviceId: row.service_id,
    groupId: row.group_id,
    urgency: row.urgency,
    count: row.count,
    startedAt: row.started_at,
    firstAt: row.first_at,
    lastAt: row.last_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    resolvedAt: row.resolved_at,
    deliveryId: row.last_delivery_id,
    hold: row.held_by === null ? null : { by: row.held_by, id: row.held_id },
    turns: row.turns,
    sourceAt: row.source_at,
  };
}

/** Locks the current occurrence of each fingerprint. */
export async function lockCurrentAlerts(tx: Tx, fingerprints: readonly string[]): Promise<Map<string, Alert>> {
  const rows = await tx.rows<AlertRow>("select * from alert where fingerprint = any($1::uuid[]) and is_current order by fingerprint for update", [fingerprints]);
  return new Map(rows.map((row) => [row.fingerprint, alertOf(row)]));
}

/** Writes occurrences as they stand now: new ones are inserted, known ones brought up to date. */
export async function writeAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length === 0) return;
  const sorted = [...alerts].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const later = sorted.filter((alert) => alert.occurrence > 1);
  if (later.length > 0) await retireEarlier(tx, later);
  await tx.run(
    `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, description, links, service_id,
       group_id, urgency, count, started_at, first_at, last_at, acknowledged_at, acknowledged_by, resolved_at, delivery_id, last_delivery_id,
       held_by, held_id, turns, source_at)
     select id, fingerprint, source_id, key, occurrence, true, status, title, severity, labels, description, links, service_id,
       group_id, urgency, count, started_at, first_at, last_at, acknowledged_at, acknowledged_by, resolved_at, delivery_id, delivery_id,
       held_by, held_id, turns, source_at
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::jsonb[],
       $12::text[], $13::uuid[], $14::text[], $15::bigint[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::text[],
       $21::timestamptz[], $22::uuid[], $23::text[], $24::text[], $25::jsonb[], $26::timestamptz[])
       as new (id, fingerprint, source_id, key, occurrence, status, title, severity, labels, description, links, service_id, group_id, urgency, count,
         started_at, first_at, last_at, acknowledged_at, acknowledged_by, resolved_at, delivery_id,
         held_by, held_id, turns, source_at)
     on conflict (id) do update set status = excluded.status, count = excluded.count, last_at = excluded.last_at, group_id = excluded.group_id,
       urgency = excluded.urgency, acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by,
       resolved_at = excluded.resolved_at, last_delivery_id = excluded.last_delivery_id,
       held_by = excluded.held_by, held_id = excluded.held_id, turns = excluded.turns, source_at = excluded.source_at`,
    alertColumns(sorted),
  );
}

async function retireEarlier(tx: Tx, later: readonly Alert[]): Promise<void> {
  await tx.run("update alert set is_current = false where is_current and fingerprint = any($1::uuid[]) and id <> all($2::uuid[])", [
    later.map((alert) => alert.fingerprint),
    later.map((alert) => alert.id),
  ]);
}

function alertColumns(alerts: readonly Alert[]): unknown[][] {
  const time = (at: Instant | null) => (at === null ? null : toIso(at));
  return [
    alerts.map((alert) => alert.id),
    alerts.map((alert) => alert.fingerprint),
    alerts.map((alert) => alert.sourceId),
    alerts.map((alert) => alert.key),
    alerts.map((alert) => alert.occurrence),
    alerts.map((alert) => alert.status),
    alerts.map((alert) => alert.title),
    alerts.map((alert) => alert.severity),
    alerts.map((alert) => JSON.stringify(alert.labels)),
    alerts.map((alert) => alert.description),
    alerts.map((alert) => JSON.stringify(alert.links)),
    alerts.map((alert) => alert.serviceId),
    alerts.map((alert) => alert.groupId),
    alerts.map((alert) => alert.urgency),
    alerts.map((alert) => alert.count),
    alerts.map((alert) => time(alert.startedAt)),
    alerts.map((alert) => time(alert.firstAt)),
    alerts.map((alert) => time(alert.lastAt)),
    alerts.map((alert) => time(alert.acknowledgedAt)),
    alerts.map((alert) => alert.acknowledgedBy),
    alerts.map((alert) => time(alert.resolvedAt)),
    alerts.map((alert) => alert.deliveryId),
    alerts.map((alert) => alert.hold?.by ?? null),
    alerts.map((alert) => alert.hold?.id ?? null),
    alerts.map((alert) => JSON.stringify(alert.turns)),
    alerts.map((alert) => time(alert.sourceAt)),
  ];
}

/** Marks what fires in the groups as acknowledged; whoever has it owns it. */
export async function acknowledgeAlertsOfGroups(tx: Tx, groups: readonly { groupId: string; personId: string | null }[]): Promise<void> {
  await tx.run(
    `update alert set status = 'acknowledged', acknowledged_at = muster_now(), acknowledged_by = new.person_id, owner_id = coalesce(new.person_id, owner_id)
     from unnest($1::uuid[], $2::text[]) as new (group_id, person_id)
     where alert.group_id = new.group_id and alert.status = 'firing'`,
    [groups.map((group) => group.groupId), groups.map((group) => group.personId)],
  );
}

/** Takes an acknowledgement back: what was acknowledged in the groups fires again. */
export async function unacknowledgeAlertsOfGroups(tx: Tx, groupIds: readonly string[]): Promise<void> {
  await tx.run(
    `update alert set status = 'firing', acknowledged_at = null, acknowledged_by = null, owner_id = nullif(owner_id, acknowledged_by)
     where group_id = any($1::uuid[]) and status = 'acknowledged'`,
    [groupIds],
  );
}

/** Locks occurrences, in one order. */
export async function lockAlertRows(tx: Tx, ids: readonly string[]): Promise<AlertRow[]> {
  return tx.rows<AlertRow>("select * from alert where id = any($1::uuid[]) order by fingerprint, id for update", [ids]);
}
