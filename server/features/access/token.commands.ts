import type { Tx } from "../../platform/database/database.ts";
import { newId, newSecret } from "../../platform/ids/ids.ts";
import { canonicalJson } from "../../values/canonical-json.ts";
import { muster, type Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { whyNotMakeToken, whyNotRevokeToken } from "./access.permissions.ts";
import { recordAudit } from "./audit.commands.ts";
import type { ApiTokenWish } from "./contract.ts";
import { findTokenById, insertToken, lockWithoutAccess, readToken, revokeToken, type TokenRow } from "./token.queries.ts";

export interface MadeToken {
  row: TokenRow;
  /** Shown once; only its hash is stored. */
  secret: string;
}

/** Makes a token for the caller, of at most the caller's role. */
export async function makeToken(tx: Tx, caller: Caller, { name, role }: ApiTokenWish): Promise<MadeToken | Refusal> {
  const refused = whyNotMakeToken(caller, role);
  const owner = await readOwner(tx, caller);
  if (refused || !owner || !caller.actor) return refused ?? refuse("not-allowed", "Only people and their tokens make tokens.");
  const id = newId();
  const secret = `mst_${newSecret()}`;
  await insertToken(tx, { id, name, secret, role, owner });
  await recordAudit(tx, { actor: caller.actor, section: "tokens", id, action: "made", paths: [], details: { after: { name, role } } });
  const row = await readToken(tx, id);
  if (!row) throw new Error("A token was made and not found.");
  return { row, secret };
}

/** Takes a token out of force. */
export async function endToken(tx: Tx, caller: Caller, id: string): Promise<null | Refusal> {
  const token = await readToken(tx, id);
  if (!token) return refuse("not-found", "There is no such token.");
  const owner = await readOwner(tx, caller);
  const isOwn = owner !== null && canonicalJson(token.made_by) === canonicalJson(owner);
  const refused = whyNotRevokeToken(caller, isOwn);
  if (refused) return refused;
  if (!caller.actor || !(await revokeToken(tx, id))) return refuse("not-found", "There is no such token.");
  await recordAudit(tx, { actor: caller.actor, section: "tokens", id, action: "revoked", paths: ["revokedAt"] });
  return null;
}

/** To whom tokens of the caller belong: the person, or the owner of the token that asks. */
export async function readOwner(tx: Tx, caller: Caller): Promise<Actor | null> {
  if (caller.actor?.kind === "person") return caller.actor;
  const token = caller.actor?.kind === "token" ? await findTokenById(tx, caller.actor.id) : null;
  return token?.owner ?? null;
}

/** Where there is neither account nor token: lets scripts begin with a token of this value. Never a second time. */
export async function ensureAdminToken(tx: Tx, value: string): Promise<void> {
  if (!(await lockWithoutAccess(tx))) return;
  const id = newId();
  await insertToken(tx, { id, name: "MUSTER_ADMIN_TOKEN", secret: value, role: "administrator", owner: muster });
  await recordAudit(tx, { actor: muster, section: "tokens", id, action: "made", paths: [], details: { after: { name: "MUSTER_ADMIN_TOKEN", role: "administrator" } } });
}
