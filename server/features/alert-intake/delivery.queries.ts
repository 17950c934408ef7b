import { toIso, type Instant } from "../../values/instant.ts";
import { column, columnsOf } from "../../platform/database/columns.ts";
import type { Tx } from "../../platform/database/database.ts";

export interface StoredDelivery {
  id: string;
  sourceId: string;
  contentType: string | null;
  size: number;
  /** Masked already. */
  body: string;
  signals: number;
  note: string | null;
}

export async function insertDeliveries(tx: Tx, deliveries: readonly StoredDelivery[]): Promise<void> {
  await tx.run(
    `insert into delivery (id, source_id, received_at, content_type, size, body, signals, note)
     select id::uuid, source_id, $1, content_type, size::int, coalesce(body, ''), signals::int, note
     from ${columnsOf(2, 7)} as new (id, source_id, content_type, size, body, signals, note)`,
    [
      toIso(tx.now),
      column(deliveries.map((delivery) => delivery.id)),
      column(deliveries.map((delivery) => delivery.sourceId)),
      column(deliveries.map((delivery) => delivery.contentType)),
      column(deliveries.map((delivery) => String(delivery.size))),
      column(deliveries.map((delivery) => delivery.body)),
      column(deliveries.map((delivery) => String(delivery.signals))),
      column(deliveries.map((delivery) => delivery.note)),
    ],
  );
}

/** Notes on the sources that something came, and whether it was their first alert. */
export async function touchSources(tx: Tx, sources: readonly { id: string; hasAlert: boolean }[]): Promise<void> {
  await tx.run(
    `update source set last_delivery_at = muster_now(),
       first_alert_at = case when new.has_alert then coalesce(first_alert_at, muster_now()) else first_alert_at end
     from (select id, bool_or(has_alert) as has_alert from unnest($1::text[], $2::boolean[]) as one (id, has_alert) group by id) as new
     where source.id = new.id and (source.last_delivery_at is null or source.last_delivery_at < muster_now() - interval '5 seconds' or (new.has_alert and source.first_alert_at is null))`,
    [sources.map((source) => source.id), sources.map((source) => source.hasAlert)],
  );
}

export interface DeliveryRow {
  id: string;
  source_id: string;
  received_at: Instant;
  size: number;
  content_type: string | null;
  body: string;
  signals: number;
  note: string | null;
}

export async function readDelivery(tx: Tx, id: string): Promise<DeliveryRow | null> {
  return tx.first<DeliveryRow>("select * from delivery where id = $1", [id]);
}

/** The last deliveries of a source, newest first. */
export async function readDeliveries(tx: Tx, sourceId: string, limit: number): Promise<DeliveryRow[]> {
  return tx.rows<DeliveryRow>("select * from delivery where source_id = $1 order by received_at desc, id desc limit $2", [sourceId, limit]);
}

/** An alert of which a delivery was the first or the last. */
export interface AlertOfDeliveryRow {
  delivery_id: string;
  id: string;
  title: string;
  status: "firing" | "acknowledged" | "resolved";
}

/** Some alerts of each of these deliveries of a source; of those that are over, what began more than a week before the deliveries is left out. */
export async function readAlertsOfDeliveries(tx: Tx, sourceId: string, deliveries: readonly DeliveryRow[], most: number): Promise<AlertOfDeliveryRow[]> {
  const [oldest] = deliveries.map((delivery) => delivery.received_at).sort((a, b) => a - b);
  if (oldest === undefined) return [];
  return tx.rows<AlertOfDeliveryRow>(
    `select delivery_id, id, title, status from (
       select one.id as delivery_id, alert.id, title, status, row_number() over (partition by one.id order by first_at, alert.id) as place
       from alert join unnest($2::uuid[]) as one (id) on one.id in (alert.delivery_id, alert.last_delivery_id)
       where source_id = $1 and (status <> 'resolved' or first_at > $3::timestamptz - interval '7 days')
     ) as placed where place <= $4 order by place`,
    [sourceId, deliveries.map(({ id }) => id), toIso(oldest), most],
  );
}

/** So many at once, that it ends in seconds; the rest goes an hour later. */
const mostForgotten = 200_000;

/** Bodies are kept for 30 days. */
export async function forgetOldDeliveries(tx: Tx): Promise<void> {
  await tx.run("delete from delivery where id in (select id from delivery where received_at < muster_now() - interval '30 days' limit $1)", [mostForgotten]);
}
