import type { Tx } from "../../platform/database/database.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Role } from "../../values/permission.ts";

export interface TokenRow {
  id: string;
  name: string;
  role: Role;
  /** The owner: a person, or Muster itself for the token of the installation. */
  made_by: Actor;
  made_at: Instant;
  used_at: Instant | null;
  owner_name: string | null;
}

export interface NewToken {
  id: string;
  name: string;
  secret: string;
  role: Role;
  owner: Actor;
}

export async function insertToken(tx: Tx, { id, name, secret, role, owner }: NewToken): Promise<void> {
  await tx.run("insert into api_token (id, name, token_hash, role, made_by, made_at) values ($1, $2, $3, $4, $5, $6)", [
    id,
    name,
    hashSecret(secret),
    role,
    JSON.stringify(owner),
    toIso(tx.now),
  ]);
}

/** True where nobody can come in: no account, and never a token. Locks, so that of two nodes that start one makes the first. */
export async function lockWithoutAccess(tx: Tx): Promise<boolean> {
  await tx.run("select only_one from installation for update");
  return (await tx.first("select where not exists (select from account) and not exists (select from api_token)")) !== null;
}

const columns = `api_token.id, api_token.name, api_token.role, api_token.made_by, api_token.made_at, api_token.used_at, person.name as owner_name`;
const fromTokens = `api_token left join person on api_token.made_by->>'kind' = 'person' and person.id = api_token.made_by->>'id'`;

/** Tokens in force, newest first, one more than the limit: those of one owner, or all. */
export async function readTokens(tx: Tx, owner: Actor | "all", limit: number, cursor: string | null): Promise<TokenRow[]> {
  return tx.rows<TokenRow>(
    `select ${columns} from ${fromTokens}
     where revoked_at is null and ($2::uuid is null or api_token.id < $2) and ($3::jsonb is null or api_token.made_by = $3)
     order by api_token.id desc limit $1`,
    [limit + 1, cursor, owner === "all" ? null : JSON.stringify(owner)],
  );
}

/** A token in force, if the id is one. */
export async function readToken(tx: Tx, id: string): Promise<TokenRow | null> {
  return tx.first<TokenRow>(`select ${columns} from ${fromTokens} where revoked_at is null and api_token.id = $1`, [id]);
}

/** Names of tokens, revoked ones too. */
export async function readTokenNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>("select id, name from api_token where id = any($1::uuid[])", [ids]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function revokeToken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.run("update api_token set revoked_at = $2 where id = $1 and revoked_at is null", [id, toIso(tx.now)])) === 1;
}

export interface PresentedToken {
  id: string;
  role: Role;
  owner: Actor;
  used_at: Instant | null;
  /** Null where the owner is no person, or one whose account is disabled or gone. */
  owner_role: Role | null;
}

const presented = `select api_token.id, api_token.role, api_token.made_by as owner, api_token.used_at, account.role as owner_role
  from api_token left join account on api_token.made_by->>'kind' = 'person' and account.person_id = api_token.made_by->>'id' and account.disabled_at is null
  where api_token.revoked_at is null`;

/** The token in force that somebody shows. */
export async function findToken(tx: Tx, secret: string): Promise<PresentedToken | null> {
  return tx.first<PresentedToken>(`${presented} and api_token.token_hash = $1`, [hashSecret(secret)]);
}

/** The token in force of an id, with what its owner may now. */
export async function findTokenById(tx: Tx, id: string): Promise<PresentedToken | null> {
  return tx.first<PresentedToken>(`${presented} and api_token.id = $1`, [id]);
}

/** Notes the use. Of many requests at once one writes, and none waits for it. */
export async function noteTokenUse(tx: Tx, id: string): Promise<void> {
  await tx.run("update api_token set used_at = $2 where id = (select id from api_token where id = $1 for update skip locked)", [id, toIso(tx.now)]);
}
