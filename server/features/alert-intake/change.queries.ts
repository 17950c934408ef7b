import { toIso, type Instant } from "../../values/instant.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { AdaptedDelivery } from "./adapt.intake.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { serviceRuleOf } from "./configuration.queries.ts";
import { chooseService, type Change, type Link } from "./signal.rules.ts";

/** A change with where it came from. */
export interface StoredChange extends Change {
  sourceId: string;
  serviceId: string | null;
  deliveryId: string;
}

/** The changes that deliveries told of, each with its service. */
export function changesOf({ services }: IntakeConfiguration, deliveries: readonly AdaptedDelivery[]): StoredChange[] {
  return deliveries.flatMap(({ source, stored, changes }) =>
    changes.map((change) => ({ ...change, sourceId: source.id, deliveryId: stored.id, serviceId: chooseService(serviceRuleOf(source), change.labels, (id) => services.has(id)).serviceId })),
  );
}

/** Keeps changes; one that is told again, with how it went on, is the same one and stays where it was in time. */
export async function insertChanges(tx: Tx, changes: readonly StoredChange[]): Promise<void> {
  const latest = [...new Map(changes.map((change) => [JSON.stringify([change.sourceId, change.key]), change])).values()];
  if (latest.length === 0) return;
  await tx.run(
    `insert into change_event (id, source_id, key, service_id, title, description, labels, links, at, received_at, delivery_id)
     select id, source_id, key, service_id, title, description, labels, links, at, muster_now(), delivery_id
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[], $9::timestamptz[], $10::uuid[])
       as new (id, source_id, key, service_id, title, description, labels, links, at, delivery_id)
     order by source_id, key
     on conflict (source_id, key) do update set title = excluded.title, description = excluded.description, labels = excluded.labels, links = excluded.links,
       service_id = excluded.service_id, received_at = excluded.received_at, delivery_id = excluded.delivery_id`,
    [
      latest.map(() => newId()),
      latest.map((change) => change.sourceId),
      latest.map((change) => change.key),
      latest.map((change) => change.serviceId),
      latest.map((change) => change.title),
      latest.map((change) => change.description),
      latest.map((change) => JSON.stringify(change.labels)),
      latest.map((change) => JSON.stringify(change.links)),
      latest.map((change) => toIso(change.at ?? tx.now)),
      latest.map((change) => change.deliveryId),
    ],
  );
}

export interface ChangeRow {
  id: string;
  source_id: string;
  service_id: string | null;
  service_name: string | null;
  title: string;
  description: string | null;
  labels: Readonly<Record<string, string>>;
  links: readonly Link[];
  at: Instant;
}

/** Changes newest first, of one service or of all. */
export async function listChanges(tx: Tx, { serviceId, before, limit }: { serviceId: string | null; before: TimePlace | null; limit: number }): Promise<ChangeRow[]> {
  return tx.rows<ChangeRow>(
    `select change_event.*, service.name as service_name from change_event left join service on service.id = change_event.service_id
     where ($1::text is null or service_id = $1) and ($2::timestamptz is null or (at, change_event.id) < ($2, $3::uuid))
     order by at desc, change_event.id desc limit $4`,
    [serviceId, before?.at ?? null, before?.id ?? null, limit],
  );
}
