import type { Tx } from "../../platform/database/database.ts";
import type { PageOut } from "./foresight.rules.ts";

/** Pages of an incident that are on their way or went out and are not over. */
export async function readPagesOut(tx: Tx, incidentId: string): Promise<PageOut[]> {
  return tx.rows(
    `select person_id as "personId", contact_id as "contactId", call from page
     where subject_kind = 'incident' and subject_id = $1 and status not in ('held-back', 'withdrawn') and answer is null order by opened_at, call, person_id, contact_id`,
    [incidentId],
  );
}
