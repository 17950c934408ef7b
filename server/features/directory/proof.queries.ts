import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { impliedContact } from "./reach.rules.ts";

export interface ProofRow {
  id: string;
  person_id: string;
  contact_id: string;
  kind: "code" | "test";
  asked_at: Instant;
  sent_at: Instant | null;
  expires_at: Instant;
  error: string | null;
  answered_at: Instant | null;
}

/** Every means of the people with its address, also the e-mail address of those who named none. */
export const meansOf = `
  select person_id, id as contact_id, channel, address, channel = 'mail' or verified_at is not null as is_verified, place from contact
  union all
  select id, '${impliedContact}', 'mail', email, true, 0 from person where not exists (select from contact where contact.person_id = person.id)`;

/** The last code and the last test that were sent to each means at the address it has now. */
export async function readProofs(tx: Tx, personIds: readonly string[]): Promise<ProofRow[]> {
  return tx.rows<ProofRow>(
    `select distinct on (proof.person_id, proof.contact_id, kind) proof.id, proof.person_id, proof.contact_id, kind, asked_at, sent_at, expires_at, error, answered_at
     from contact_proof as proof join (${meansOf}) as means using (person_id, contact_id)
     where proof.person_id = any($1::text[]) and proof.address_hash = sha256(convert_to(means.address, 'UTF8'))
     order by proof.person_id, proof.contact_id, kind, asked_at desc, proof.id desc`,
    [personIds],
  );
}

export interface LastProof {
  personId: string;
  /** `e-mail` where somebody named no means: then the e-mail address serves. */
  contactId: string;
  channel: string;
  isVerified: boolean;
  /** When its person last said that a test reached them, at the address it has now. */
  answeredAt: Instant | null;
}

/** For each means of each of the people: whether it is verified, and when a test was last answered. */
export async function readLastProofs(tx: Tx, personIds: readonly string[]): Promise<LastProof[]> {
  return tx.rows<LastProof>(
    `select means.person_id as "personId", means.contact_id as "contactId", channel, is_verified as "isVerified",
       (select max(answered_at) from contact_proof as proof where (proof.person_id, proof.contact_id, kind) = (means.person_id, means.contact_id, 'test')
          and address_hash = sha256(convert_to(means.address, 'UTF8'))) as "answeredAt"
     from (${meansOf}) as means where means.person_id = any($1::text[]) order by means.person_id, place, means.contact_id`,
    [personIds],
  );
}
