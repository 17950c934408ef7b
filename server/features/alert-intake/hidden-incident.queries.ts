import type { Tx } from "../../platform/database/database.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Incidents that whoever asks may not know of. */
export async function readHiddenIncidents(tx: Tx): Promise<ReadonlySet<string>> {
  return new Set((await tx.rows<{ id: string }>("select id from hidden_incident")).map(({ id }) => id));
}

/** Which of these groups belong to an incident that whoever asks may not know of. */
export async function readHiddenGroups(tx: Tx, groupIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>("select alert_group.id from alert_group join hidden_incident on hidden_incident.id = incident_id where alert_group.id = any($1::uuid[])", [groupIds]);
  return new Set(rows.map(({ id }) => id));
}

/** What others have in hand is not taken from them, nor are they said to be there. */
export const inHandElsewhere = refuse("alert.in-hand-elsewhere", "Others have this in hand already. Whoever is on call for its service can tell you more.");

/** Null where whoever asks may take a group of alerts or turn to more people about it; else the reason why not. */
export async function whyNotTake(tx: Tx, groupId: string): Promise<Refusal | null> {
  return (await readHiddenGroups(tx, [groupId])).size > 0 ? inHandElsewhere : null;
}
