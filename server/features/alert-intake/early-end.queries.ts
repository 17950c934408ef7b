import { toIso, type Instant } from "../../values/instant.ts";
import { column, columnsOf } from "../../platform/database/columns.ts";
import type { Tx } from "../../platform/database/database.ts";

/** The latest ends, by their tool's own clock, that were told of conditions not known to fire. */
export async function readEarlyEnds(tx: Tx, fingerprints: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await tx.rows<{ fingerprint: string; at: Instant }>("select fingerprint, at from early_end where fingerprint = any(string_to_array($1, ',')::uuid[])", [fingerprints.join()]);
  return new Map(rows.map(({ fingerprint, at }) => [fingerprint, at]));
}

/** Keeps ends of conditions not known to fire. */
export async function keepEarlyEnds(tx: Tx, ends: ReadonlyMap<string, Instant>): Promise<void> {
  if (ends.size === 0) return;
  const sorted = [...ends].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.run(
    `insert into early_end (fingerprint, at, received_at) select fingerprint::uuid, at::timestamptz, $1 from ${columnsOf(2, 2)} as new (fingerprint, at)
     on conflict (fingerprint) do update set at = greatest(early_end.at, excluded.at), received_at = excluded.received_at`,
    [toIso(tx.now), column(sorted.map(([fingerprint]) => fingerprint)), column(sorted.map(([, at]) => toIso(at)))],
  );
}

/** What is a day late is no news of that time any more. */
export async function forgetEarlyEnds(tx: Tx): Promise<void> {
  await tx.run("delete from early_end where received_at < muster_now() - interval '1 day'");
}
