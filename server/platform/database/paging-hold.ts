import type { Instant } from "../../values/instant.ts";
import type { Tx } from "./database.ts";

/** Since when nothing is sent because the database comes from a backup and nobody has confirmed yet; null where pages go out. */
export async function readPagingHold(tx: Tx): Promise<Instant | null> {
  const row = await tx.first<{ since: Instant | null }>("select paging_held_since as since from installation");
  return row?.since ?? null;
}

/** A person confirms that this installation, and no other, is to page from now on; false where nothing was held. */
export async function confirmPaging(tx: Tx): Promise<boolean> {
  const confirmed = await tx.run("update installation set paging_held_since = null where paging_held_since is not null");
  return confirmed > 0;
}
