import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

export interface ViewRow {
  id: string;
  name: string;
  filters: string;
  is_shared: boolean;
  made_by: string;
  made_at: Instant;
  version: number;
  deleted_at: Instant | null;
}

/** The views that a person sees, their own first, each in the order in which they were made. */
export async function readViews(tx: Tx, personId: string | null): Promise<ViewRow[]> {
  return tx.rows<ViewRow>("select * from alert_view where deleted_at is null and (is_shared or made_by = $1) order by is_shared, made_at, id", [personId]);
}

/** The view, held until the transaction ends. */
export async function lockView(tx: Tx, id: string): Promise<ViewRow | null> {
  return tx.first<ViewRow>("select * from alert_view where id = $1 for update", [id]);
}

/** Lets one transaction at a time add a view, so that their number holds; what was deleted a day ago goes. */
export async function beginKeeping(tx: Tx): Promise<void> {
  await tx.run("lock table alert_view in share row exclusive mode");
  await tx.run("delete from alert_view where deleted_at < muster_now() - interval '1 day'");
}

/** The views beside which one stands: those for everybody, or a person's own. */
export async function readViewsBeside(tx: Tx, { id, is_shared, made_by }: Pick<ViewRow, "id" | "is_shared" | "made_by">): Promise<ViewRow[]> {
  return tx.rows<ViewRow>("select * from alert_view where deleted_at is null and id <> $1 and is_shared = $2 and ($2 or made_by = $3)", [id, is_shared, made_by]);
}

/** Keeps a view, or what was changed about it. */
export async function putView(tx: Tx, view: Omit<ViewRow, "made_at" | "deleted_at"> & { isDeleted: boolean }): Promise<ViewRow> {
  const { id, name, filters, is_shared: isShared, made_by: madeBy, version, isDeleted } = view;
  const [row] = await tx.rows<ViewRow>(
    `insert into alert_view (id, name, filters, is_shared, made_by, made_at, version, deleted_at)
     values ($1, $2, $3, $4, $5, muster_now(), $6, case when $7 then muster_now() end)
     on conflict (id) do update set name = excluded.name, filters = excluded.filters, is_shared = excluded.is_shared, version = excluded.version, deleted_at = excluded.deleted_at
     returning *`,
    [id, name, filters, isShared, madeBy, version, isDeleted],
  );
  return row as ViewRow;
}

/** Of these services those that are there. */
export async function readKnownServices(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>("select id from service where id = any($1)", [ids]);
  return new Set(rows.map(({ id }) => id));
}
