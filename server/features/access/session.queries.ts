import type { Tx } from "../../platform/database/database.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Role } from "../../values/permission.ts";
import { sessionMilliseconds } from "./session-cookie.rules.ts";

export interface Credentials {
  personId: string;
  passwordHash: string | null;
}

/** The enabled account behind an e-mail address. It cannot change before this transaction ends, nor its password. */
export async function findCredentials(tx: Tx, email: string): Promise<Credentials | null> {
  return tx.first<Credentials>(
    `select account.person_id as "personId", account.password_hash as "passwordHash" from account join person on person.id = account.person_id
     where lower(person.email) = lower($1) and account.disabled_at is null for share of account`,
    [email],
  );
}

/** The password of a person, locked against another change at the same time. */
export async function lockCredentials(tx: Tx, personId: string): Promise<Credentials | null> {
  return tx.first<Credentials>(
    'select person_id as "personId", password_hash as "passwordHash" from account where person_id = $1 and disabled_at is null for update',
    [personId],
  );
}

export async function insertSession(tx: Tx, secret: string, personId: string): Promise<void> {
  await tx.run("insert into session (token_hash, person_id, made_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)", [
    hashSecret(secret),
    personId,
    toIso(tx.now),
    toIso(tx.now + sessionMilliseconds),
  ]);
}

export interface SessionRow {
  person_id: string;
  role: Role;
  seen_at: Instant;
}

/** The session of a cookie, if it lasts and its account is enabled. */
export async function findSession(tx: Tx, secret: string): Promise<SessionRow | null> {
  return tx.first<SessionRow>(
    `select session.person_id, account.role, session.seen_at from session join account using (person_id)
     where session.token_hash = $1 and session.expires_at > $2 and account.disabled_at is null`,
    [hashSecret(secret), toIso(tx.now)],
  );
}

/** Begins the 30 days anew. Of many requests at once one writes, and none waits for it. */
export async function renewSession(tx: Tx, secret: string): Promise<void> {
  await tx.run(
    `update session set seen_at = $2, expires_at = $3
     where token_hash = (select token_hash from session where token_hash = $1 for update skip locked)`,
    [hashSecret(secret), toIso(tx.now), toIso(tx.now + sessionMilliseconds)],
  );
}

/** Ends the session of a cookie; gives whose it was. */
export async function deleteSession(tx: Tx, secret: string): Promise<string | null> {
  const row = await tx.first<{ person_id: string }>("delete from session where token_hash = $1 returning person_id", [hashSecret(secret)]);
  return row?.person_id ?? null;
}

/** Ends all sessions of a person, save the one of the given cookie. */
export async function deleteSessions(tx: Tx, personId: string, exceptSecret: string | null): Promise<void> {
  const except = exceptSecret === null ? null : hashSecret(exceptSecret);
  await tx.run("delete from session where person_id = $1 and ($2::bytea is null or token_hash <> $2)", [personId, except]);
}

/** Removes sessions of a person that ran out. */
export async function deleteExpiredSessions(tx: Tx, personId: string): Promise<void> {
  await tx.run("delete from session where person_id = $1 and expires_at <= $2", [personId, toIso(tx.now)]);
}

/** Sessions that ended by themselves are forgotten. */
export async function forgetOldSessions(tx: Tx): Promise<void> {
  await tx.run("delete from session where expires_at < muster_now()");
}
