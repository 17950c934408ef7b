import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";

export interface Draft {
  body: unknown;
  savedAt: Instant;
}

/** More than anybody writes at once; the oldest give way. */
const mostOfPerson = 200;

/** Keeps what a person began to write at a place; the last writing counts. */
export async function saveDraft(tx: Tx, personId: string, place: string, body: unknown): Promise<void> {
  await tx.run(
    `insert into draft (person_id, place, body, saved_at) values ($1, $2, $3, $4)
     on conflict (person_id, place) do update set body = excluded.body, saved_at = excluded.saved_at`,
    [personId, place, JSON.stringify(body), toIso(tx.now)],
  );
  await tx.run(
    `delete from draft where person_id = $1 and place in
       (select place from draft where person_id = $1 order by saved_at desc, place <> $2 offset $3)`,
    [personId, place, mostOfPerson],
  );
}

export async function readDraft(tx: Tx, personId: string, place: string): Promise<Draft | null> {
  return tx.first<Draft>(`select body, saved_at as "savedAt" from draft where person_id = $1 and place = $2`, [personId, place]);
}

export async function deleteDraft(tx: Tx, personId: string, place: string): Promise<void> {
  await tx.run("delete from draft where person_id = $1 and place = $2", [personId, place]);
}

/** Who has not come back to a draft for a month does not miss it. */
export async function forgetOldDrafts(tx: Tx): Promise<void> {
  await tx.run("delete from draft where saved_at < muster_now() - interval '30 days'");
}
