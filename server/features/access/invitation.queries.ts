import type { Tx } from "../../platform/database/database.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Role } from "../../values/permission.ts";

export interface NewInvitation {
  secret: string;
  personId: string;
  role: Role;
  madeBy: Actor;
  expiresAt: Instant;
}

/** Puts the invitation in the place of the person's open one; false where there is no such person. */
export async function replaceInvitation(tx: Tx, { secret, personId, role, madeBy, expiresAt }: NewInvitation): Promise<boolean> {
  const person = await tx.first("select id from person where id = $1 for no key update", [personId]);
  if (!person) return false;
  await deleteOpenInvitations(tx, personId);
  await tx.run("insert into invitation (token_hash, person_id, role, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)", [
    hashSecret(secret),
    personId,
    role,
    JSON.stringify(madeBy),
    toIso(tx.now),
    toIso(expiresAt),
  ]);
  return true;
}

export async function deleteOpenInvitations(tx: Tx, personId: string): Promise<void> {
  await tx.run("delete from invitation where person_id = $1 and used_at is null", [personId]);
}

export interface OpenInvitation {
  personId: string;
  role: Role;
  madeBy: Actor;
}

const isOpen = "token_hash = $1 and used_at is null and expires_at > $2";

/** The open invitation of a link, for one who only looks. */
export async function findInvitation(tx: Tx, secret: string): Promise<OpenInvitation | null> {
  return tx.first<OpenInvitation>(`select person_id as "personId", role, made_by as "madeBy" from invitation where ${isOpen}`, [
    hashSecret(secret),
    toIso(tx.now),
  ]);
}

/** The open invitation of a link, locked: of two who accept at once the second finds none. */
export async function lockInvitation(tx: Tx, secret: string): Promise<OpenInvitation | null> {
  return tx.first<OpenInvitation>(`select person_id as "personId", role, made_by as "madeBy" from invitation where ${isOpen} for update`, [
    hashSecret(secret),
    toIso(tx.now),
  ]);
}

export async function markInvitationUsed(tx: Tx, secret: string): Promise<void> {
  await tx.run("update invitation set used_at = $2 where token_hash = $1", [hashSecret(secret), toIso(tx.now)]);
}
