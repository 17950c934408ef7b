import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { column, columnsOf } from "../../platform/database/columns.ts";
import type { Tx } from "../../platform/database/database.ts";

/** How often a condition was told of again, by which delivery at last, and when by its tool's own clock. */
export interface Repeats {
  fingerprint: string;
  count: number;
  deliveryId: string;
  /** The times that its tool gave, from the earliest to the latest; null where it gave none. */
  times: { from: Instant; to: Instant } | null;
}

/**
 * Counts repeats on the alerts that fire, or are in hand, and gives the fingerprints of these. What has ended meanwhile, was held back by its own tool, or is told
 * of an earlier time than is known is left as it is.
 */
export async function countRepeats(tx: Tx, repeats: readonly Repeats[]): Promise<ReadonlySet<string>> {
  if (repeats.length === 0) return new Set();
  const rows = await tx.rows<{ fingerprint: string }>(
    `update alert set count = alert.count + new.count::bigint, last_at = $1, last_delivery_id = new.delivery_id::uuid, source_at = coalesce(new.latest::timestamptz, source_at)
     from ${columnsOf(2, 5)} as new (fingerprint, count, delivery_id, earliest, latest)
     where alert.fingerprint = new.fingerprint::uuid and is_current and status <> 'resolved' and held_by is distinct from 'tool'
       and (source_at is null or new.earliest is null or source_at <= new.earliest::timestamptz)
     returning alert.fingerprint`,
    [
      toIso(tx.now),
      column(repeats.map(({ fingerprint }) => fingerprint)),
      column(repeats.map(({ count }) => String(count))),
      column(repeats.map(({ deliveryId }) => deliveryId)),
      column(repeats.map(({ times }) => toIsoOrNull(times && times.from))),
      column(repeats.map(({ times }) => toIsoOrNull(times && times.to))),
    ],
  );
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}
