import type { Tx } from "../../platform/database/database.ts";
import { asRows } from "../../platform/config-document/stored-section.ts";
import { toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { ReachStep } from "./reach.rules.ts";

export interface ReachPerson {
  id: string;
  name: string;
  email: string;
  is_from_file: boolean;
}

/** The person, held until the transaction ends, so that two changes of how they are reached come one after the other. */
export async function lockPerson(tx: Tx, id: string): Promise<ReachPerson | null> {
  return tx.first<ReachPerson>("select id, name, email, is_from_file from person where id = $1 for no key update", [id]);
}

export async function findPerson(tx: Tx, id: string): Promise<ReachPerson | null> {
  return tx.first<ReachPerson>("select id, name, email, is_from_file from person where id = $1", [id]);
}

export interface NewContactRow {
  personId: string;
  id: string;
  channel: string;
  address: string;
  name: string | null;
  isOwn: boolean;
  verifiedAt: Instant | null;
}

/** Adds a means behind those that are there. What is verified from the beginning was by the browser that it is. */
export async function insertContact(tx: Tx, { personId, id, channel, address, name, isOwn, verifiedAt }: NewContactRow): Promise<void> {
  await tx.run(
    `insert into contact (person_id, id, channel, address, name, is_own, place, verified_at, verified_by)
     select $1, $2, $3, $4, $5, $6, coalesce(max(place) + 1, 0), $7::timestamptz, case when $7::timestamptz is not null then 'browser' end
     from contact where person_id = $1`,
    [personId, id, channel, address, name, isOwn, toIsoOrNull(verifiedAt)],
  );
}

/** Gives a means another address, which nobody has verified yet. */
export async function changeAddress(tx: Tx, personId: string, id: string, address: string): Promise<void> {
  await tx.run("update contact set address = $3, verified_at = null, verified_by = null where person_id = $1 and id = $2 and address <> $3", [personId, id, address]);
}

/** Removes a means, and every step that tries it. */
export async function deleteContact(tx: Tx, personId: string, id: string): Promise<void> {
  await tx.run("delete from notification_rule where person_id = $1 and contact_id = $2", [personId, id]);
  await tx.run("delete from contact where person_id = $1 and id = $2", [personId, id]);
}

/** Only of a browser the address is JSON. */
const endpointOf = "case when channel = 'push' then address::jsonb ->> 'endpoint' end";

/** Takes a browser from everybody who signed in there before: it shows messages to whoever sits before it now. */
export async function deleteBrowserOfOthers(tx: Tx, personId: string, endpoint: string): Promise<string[]> {
  const rows = await tx.rows<{ person_id: string }>(
    `delete from contact where person_id <> $1 and ${endpointOf} = $2 returning person_id`,
    [personId, endpoint],
  );
  return rows.map((row) => row.person_id);
}

/** The means that this browser is already, by one of the endpoints that it is known by; its keys may be others by now. */
export async function renewBrowser(tx: Tx, personId: string, endpoints: readonly string[], address: string): Promise<string | null> {
  const row = await tx.first<{ id: string }>(
    `update contact set address = $3 where person_id = $1 and id = (select id from contact where person_id = $1 and ${endpointOf} = any($2::text[]) order by place limit 1) returning id`,
    [personId, endpoints, address],
  );
  return row?.id ?? null;
}

export interface LostBrowser {
  personId: string;
  contactId: string;
  name: string;
}

/** Removes the browser that gave up an address, with every step that tries it; gives whose means that was, null where it has another address by now. */
export async function removeLostBrowser(tx: Tx, address: string): Promise<LostBrowser | null> {
  const lost = await tx.first<LostBrowser>(`select person_id as "personId", id as "contactId", coalesce(name, 'a browser') as name from contact where channel = 'push' and address = $1 for update`, [address]);
  if (lost) await deleteContact(tx, lost.personId, lost.contactId);
  return lost;
}

type Urgency = "high" | "low";

/** Keeps an order beside the configuration; without steps that of the configuration holds again. */
export async function writeOwnOrder(tx: Tx, personId: string, urgency: Urgency, steps: readonly ReachStep[]): Promise<void> {
  await tx.run("delete from own_notification_rule where person_id = $1 and urgency = $2", [personId, urgency]);
  await insertSteps(tx, "own_notification_rule", personId, urgency, steps);
}

/** Writes an order into the configuration. */
export async function writeOrder(tx: Tx, personId: string, urgency: Urgency, steps: readonly ReachStep[]): Promise<void> {
  await tx.run("delete from notification_rule where person_id = $1 and urgency = $2", [personId, urgency]);
  await insertSteps(tx, "notification_rule", personId, urgency, steps);
}

async function insertSteps(tx: Tx, table: string, personId: string, urgency: Urgency, steps: readonly ReachStep[]): Promise<void> {
  await tx.run(
    `insert into ${table} (person_id, urgency, place, contact_id, after)
     select $1, $2, place, contact, after from jsonb_to_recordset($3) as new (place int, contact text, after text)`,
    [personId, urgency, asRows(steps.map((step, place) => ({ ...step, place })))],
  );
}
