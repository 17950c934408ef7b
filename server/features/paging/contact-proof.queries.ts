import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { meansOf } from "../directory/index.ts";
import type { Asked } from "./contact-proof.rules.ts";
import type { Channel } from "./page.events.ts";

/** One means of somebody, also the e-mail address of whoever named none. */
export interface Means {
  person_id: string;
  person_name: string;
  contact_id: string;
  channel: Channel;
  address: string;
  is_verified: boolean;
}

/** The means of a person in their order. */
export async function readMeans(tx: Tx, personId: string): Promise<Means[]> {
  return tx.rows<Means>(
    `select person_id, person.name as person_name, contact_id, channel, address, is_verified
     from (${meansOf}) as means join person on person.id = person_id where person_id = $1 order by means.place, contact_id`,
    [personId],
  );
}

/** Lets two who ask for the same person wait for each other, so that each counts what the other asked for. */
export async function lockAsking(tx: Tx, personId: string): Promise<void> {
  await tx.run("select from person where id = $1 for no key update", [personId]);
}

/** When codes or tests were asked for in the last hour, for the address and for the person. */
export async function readAsked(tx: Tx, kind: "code" | "test", personId: string, addressHash: Buffer): Promise<Asked> {
  const times = async (column: string, value: unknown) =>
    (await tx.rows<{ asked_at: Instant }>(`select asked_at from contact_proof where ${column} = $1 and kind = $2 and asked_at > $3::timestamptz - interval '1 hour' order by asked_at`, [value, kind, toIso(tx.now)])).map((row) => row.asked_at);
  return { ofAddress: await times("address_hash", addressHash), ofPerson: await times("person_id", personId) };
}

export interface Proof {
  id: string;
  person_id: string;
  contact_id: string;
  address_hash: Buffer;
  kind: "code" | "test";
  code_hash: Buffer | null;
  asked_at: Instant;
  sent_at: Instant | null;
  expires_at: Instant;
  tries: number;
  error: string | null;
  answered_at: Instant | null;
}

const columns = "id, person_id, contact_id, address_hash, kind, code_hash, asked_at, sent_at, expires_at, tries, error, answered_at";

export type NewProof = Pick<Proof, "id" | "person_id" | "contact_id" | "address_hash" | "kind" | "code_hash" | "expires_at">;

/** Notes what is to be sent, and forgets this person's codes of yesterday: nothing asks for them any more. */
export async function insertProof(tx: Tx, proof: NewProof): Promise<Proof> {
  await tx.run("delete from contact_proof where person_id = $1 and kind = 'code' and asked_at < $2::timestamptz - interval '1 day'", [proof.person_id, toIso(tx.now)]);
  const row = await tx.first<Proof>(
    `insert into contact_proof (id, person_id, contact_id, address_hash, kind, code_hash, asked_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    [proof.id, proof.person_id, proof.contact_id, proof.address_hash, proof.kind, proof.code_hash, toIso(tx.now), toIso(proof.expires_at)],
  );
  if (!row) throw new Error("What was noted is not there.");
  return row;
}

export async function readProof(tx: Tx, id: string): Promise<Proof | null> {
  return tx.first<Proof>(`select ${columns} from contact_proof where id = $1`, [id]);
}

/** The newest code that was sent to a means at the address it has now, held until the transaction ends. */
export async function lockCode(tx: Tx, personId: string, contactId: string, addressHash: Buffer): Promise<Proof | null> {
  return tx.first<Proof>(
    `select ${columns} from contact_proof where person_id = $1 and contact_id = $2 and address_hash = $3 and kind = 'code' and answered_at is null
     order by asked_at desc, id desc limit 1 for update`,
    [personId, contactId, addressHash],
  );
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await tx.run("update contact_proof set tries = tries + 1 where id = $1", [id]);
}

/** Notes that the person answered, once. */
export async function noteAnswered(tx: Tx, id: string): Promise<void> {
  await tx.run("update contact_proof set answered_at = coalesce(answered_at, $2) where id = $1", [id, toIso(tx.now)]);
}

export async function noteTaken(tx: Tx, id: string, providerId: string): Promise<void> {
  await tx.run("update contact_proof set sent_at = $2, provider_id = $3, error = null where id = $1", [id, toIso(tx.now), providerId]);
}

export async function noteNotTaken(tx: Tx, id: string, error: string): Promise<void> {
  await tx.run("update contact_proof set error = $2 where id = $1", [id, error]);
}

export async function noteVerified(tx: Tx, personId: string, contactId: string): Promise<void> {
  await tx.run("update contact set verified_at = $3, verified_by = 'code' where person_id = $1 and id = $2", [personId, contactId, toIso(tx.now)]);
}
