import type { Tx } from "../../platform/database/database.ts";
import { deleteContact } from "./reach.queries.ts";

/** Removes a means and every step that tries it; both can be put back for a while. */
export async function setContactAside(tx: Tx, personId: string, id: string): Promise<void> {
  const rulesIn = (table: string) => `(select coalesce(jsonb_agg(to_jsonb(rule)), '[]') from ${table} as rule where rule.person_id = $1 and contact_id = $2)`;
  await tx.run(
    `insert into removed_contact (person_id, id, contact, rules, own_rules, removed_at)
     select person_id, id, to_jsonb(contact), ${rulesIn("notification_rule")}, ${rulesIn("own_notification_rule")}, muster_now() from contact where person_id = $1 and id = $2
     on conflict (person_id, id) do update set contact = excluded.contact, rules = excluded.rules, own_rules = excluded.own_rules, removed_at = excluded.removed_at`,
    [personId, id],
  );
  await deleteContact(tx, personId, id);
}

/** A means that was removed and can be put back; null where there is none. */
export async function findRemovedContact(tx: Tx, personId: string, id: string): Promise<{ channel: string; address: string } | null> {
  return tx.first("select contact->>'channel' as channel, contact->>'address' as address from removed_contact where person_id = $1 and id = $2 and removed_at >= muster_now() - interval '1 hour'", [personId, id]);
}

/** Puts a means back as it was, with its steps where nothing else took their place. */
export async function putContactBack(tx: Tx, personId: string, id: string): Promise<void> {
  const removed = "from removed_contact where person_id = $1 and id = $2";
  await tx.run(`insert into contact select whole.* from (select contact ${removed}) as kept, jsonb_populate_record(null::contact, kept.contact) as whole`, [personId, id]);
  for (const [table, column] of [["notification_rule", "rules"], ["own_notification_rule", "own_rules"]] as const) {
    await tx.run(`insert into ${table} select whole.* from (select ${column} ${removed}) as kept, jsonb_populate_recordset(null::${table}, kept.${column}) as whole on conflict do nothing`, [personId, id]);
  }
  await tx.run(`delete ${removed}`, [personId, id]);
}

/** Forgets what was removed more than an hour ago. */
export async function forgetRemovedContacts(tx: Tx): Promise<void> {
  await tx.run("delete from removed_contact where removed_at < muster_now() - interval '1 hour'");
}
