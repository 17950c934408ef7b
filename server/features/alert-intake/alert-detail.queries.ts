import type { Tx } from "../../platform/database/database.ts";
import type { Caller } from "../../values/permission.ts";
import { readNotes } from "./alert-care.queries.ts";
import { readAlertsOfGroup, readListedAlert, readOccurrences } from "./alert-list.queries.ts";
import { presentDetail } from "./alert.presenter.ts";
import type { AlertDetail } from "./contract.ts";
import { readDecisions } from "./decision.queries.ts";
import { readDelivery } from "./delivery.queries.ts";
import { readNames } from "./names.queries.ts";

/** One alert with all that is known of it, in the words of who asks; null where there is none. */
export async function alertDetail(tx: Tx, id: string, caller: Caller): Promise<AlertDetail | null> {
  const row = await readListedAlert(tx, id);
  if (!row) return null;
  const parts = {
    decisions: await readDecisions(tx, row.id, row.group_id),
    group: row.group_id ? await readAlertsOfGroup(tx, row.group_id) : [],
    occurrences: await readOccurrences(tx, row.fingerprint),
    delivery: await readDelivery(tx, row.delivery_id),
    notes: await readNotes(tx, row.id),
  };
  return presentDetail(row, parts, await readNames(tx, caller));
}
