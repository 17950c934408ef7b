import type { Instant } from "../../values/instant.ts";
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

/** All occurrences of the condition $1. One index has the current one of each condition, another those before it: named like this, both are used. */
export const occurrencesOf = "fingerprint = $1 and (is_current or not is_current)";

/** Locks the current occurrence of each fingerprint. */
export async function lockCurrentAlerts(tx: Tx, fingerprints: readonly string[]): Promise<Map<string, Alert>> {
  const rows = await tx.rows<AlertRow>("select * from alert where fingerprint = any(string_to_array($1, ',')::uuid[]) and is_current order by fingerprint for update", [fingerprints.join()]);
  return new Map(rows.map((row) => [row.fingerprint, alertOf(row)]));
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
