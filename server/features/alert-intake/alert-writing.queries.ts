import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { slicesOf } from "../../values/slices.ts";
import { column, columnsOf } from "../../platform/database/columns.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Alert } from "./fold.rules.ts";

/** Writes new occurrences, each with the trail of what was decided about it as it came; what went on at once with some of them is brought up to date after that. */
export async function insertAlerts(tx: Tx, alerts: readonly Alert[], trails: ReadonlyMap<string, string>): Promise<void> {
  if (alerts.length === 0) return;
  const sorted = sortForLocks(alerts);
  // All is sent before anything is waited for; PostgreSQL does it in this order.
  const retiring = retireEarlier(tx, sorted.filter((alert) => alert.occurrence > 1));
  const inserting = slicesOf(sorted, sliceSize).map((slice) => insertSlice(tx, slice, trails));
  await Promise.all([retiring, ...inserting, updateAlerts(tx, sorted.filter((alert) => !isAsInserted(alert)))]);
}

/** Sent in slices, so that PostgreSQL writes the first while the next is put together. */
const sliceSize = 500;

async function insertSlice(tx: Tx, alerts: readonly Alert[], trails: ReadonlyMap<string, string>): Promise<void> {
  await tx.run(
    `insert into alert (id, fingerprint, source_id, key, title, severity, labels, description, links, service_id, group_id, urgency, started_at, source_at, delivery_id,
       last_delivery_id, trail_id, occurrence, is_current, status, count, first_at, last_at, turns)
     select id::uuid, fingerprint::uuid, source_id, key, title, severity, labels::jsonb, description, links::jsonb, service_id, group_id::uuid, urgency, started_at::timestamptz,
       source_at::timestamptz, delivery_id::uuid, delivery_id::uuid, trail_id::uuid, occurrence::int, true, 'firing', 1, $1, $1, $2
     from ${columnsOf(3, 17)} as new (id, fingerprint, source_id, key, title, severity, labels, description, links, service_id, group_id, urgency, started_at, source_at,
       delivery_id, trail_id, occurrence)`,
    [toIso(tx.now), JSON.stringify([tx.now]), ...newColumns(alerts, trails)],
  );
}

function newColumns(alerts: readonly Alert[], trails: ReadonlyMap<string, string>): string[] {
  return [
    column(alerts.map((alert) => alert.id)),
    column(alerts.map((alert) => alert.fingerprint)),
    column(alerts.map((alert) => alert.sourceId)),
    column(alerts.map((alert) => alert.key)),
    column(alerts.map((alert) => alert.title)),
    column(alerts.map((alert) => alert.severity)),
    column(alerts.map((alert) => JSON.stringify(alert.labels))),
    column(alerts.map((alert) => alert.description)),
    column(alerts.map((alert) => JSON.stringify(alert.links))),
    column(alerts.map((alert) => alert.serviceId)),
    column(alerts.map((alert) => alert.groupId)),
    column(alerts.map((alert) => alert.urgency)),
    column(alerts.map((alert) => toIsoOrNull(alert.startedAt))),
    column(alerts.map((alert) => toIsoOrNull(alert.sourceAt))),
    column(alerts.map((alert) => alert.deliveryId)),
    column(alerts.map((alert) => trails.get(alert.id) ?? null)),
    column(alerts.map((alert) => String(alert.occurrence))),
  ];
}

function isAsInserted({ status, count, hold, acknowledgedAt, turns }: Alert): boolean {
  return status === "firing" && count === 1 && hold === null && acknowledgedAt === null && turns.length === 1;
}

/** In one order, so that no two transactions wait for each other. */
function sortForLocks(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

async function retireEarlier(tx: Tx, later: readonly Alert[]): Promise<void> {
  if (later.length === 0) return;
  await tx.run("update alert set is_current = false where is_current and fingerprint = any($1::uuid[]) and id <> all($2::uuid[])", [
    later.map((alert) => alert.fingerprint),
    later.map((alert) => alert.id),
  ]);
}

/** Brings known occurrences up to date. */
export async function updateAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length === 0) return;
  const sorted = sortForLocks(alerts);
  await tx.run(
    `update alert set status = new.status, count = new.count::bigint, last_at = new.last_at::timestamptz, service_id = new.service_id, group_id = new.group_id::uuid,
       urgency = new.urgency, acknowledged_at = new.acknowledged_at::timestamptz, acknowledged_by = new.acknowledged_by, resolved_at = new.resolved_at::timestamptz,
       last_delivery_id = new.delivery_id::uuid, held_by = new.held_by, held_id = new.held_id, turns = new.turns::jsonb, source_at = new.source_at::timestamptz
     from ${columnsOf(1, 15)} as new (id, status, count, last_at, service_id, group_id, urgency, acknowledged_at, acknowledged_by, resolved_at, delivery_id, held_by, held_id,
       turns, source_at)
     where alert.id = new.id::uuid`,
    [
      column(sorted.map((alert) => alert.id)),
      column(sorted.map((alert) => alert.status)),
      column(sorted.map((alert) => String(alert.count))),
      column(sorted.map((alert) => toIso(alert.lastAt))),
      column(sorted.map((alert) => alert.serviceId)),
      column(sorted.map((alert) => alert.groupId)),
      column(sorted.map((alert) => alert.urgency)),
      column(sorted.map((alert) => toIsoOrNull(alert.acknowledgedAt))),
      column(sorted.map((alert) => alert.acknowledgedBy)),
      column(sorted.map((alert) => toIsoOrNull(alert.resolvedAt))),
      column(sorted.map((alert) => alert.deliveryId)),
      column(sorted.map((alert) => alert.hold?.by ?? null)),
      column(sorted.map((alert) => alert.hold?.id ?? null)),
      column(sorted.map((alert) => JSON.stringify(alert.turns))),
      column(sorted.map((alert) => toIsoOrNull(alert.sourceAt))),
    ],
  );
}
