import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** A source as it is shown, without anything of its key. */
export interface ListedSourceRow {
  id: string;
  name: string | null;
  kind: string;
  preset: string | null;
  service_label: string | null;
  service_default: string | null;
  place: number;
  is_from_file: boolean;
  first_alert_at: Instant | null;
  last_delivery_at: Instant | null;
}

const columns = "id, name, kind, preset, service_label, service_default, place, is_from_file, first_alert_at, last_delivery_at";

/** Sources in their order after the one with the id, one more than the limit. */
export async function listSources(tx: Tx, limit: number, after: string | null): Promise<ListedSourceRow[]> {
  return tx.rows<ListedSourceRow>(
    `select ${columns} from source where $2::text is null or (place, id) > (select place, id from source where id = $2) order by place, id limit $1`,
    [limit + 1, after],
  );
}

export async function readListedSource(tx: Tx, id: string): Promise<ListedSourceRow | null> {
  return tx.first<ListedSourceRow>(`select ${columns} from source where id = $1`, [id]);
}

/** Whether there is a source of this kind with this id and key. */
export async function hasSource(tx: Tx, source: { id: string; kind: string; keyHash: Buffer }): Promise<boolean> {
  return (await tx.first("select 1 as there from source where id = $1 and kind = $2 and key_hash = $3", [source.id, source.kind, source.keyHash])) !== null;
}
