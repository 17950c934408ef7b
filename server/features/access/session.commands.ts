import type { Tx } from "../../platform/database/database.ts";
import { newSecret } from "../../platform/ids/ids.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { updatePassword } from "./account.queries.ts";
import { recordAudit } from "./audit.commands.ts";
import type { PasswordChange } from "./contract.ts";
import { hashPassword, isRightPassword } from "./password.commands.ts";
import { deleteExpiredSessions, deleteSession, deleteSessions, findCredentials, insertSession, lockCredentials } from "./session.queries.ts";

export interface StartedSession {
  personId: string;
  /** For the cookie; only its hash is stored. */
  secret: string;
}

/** Signs in. An unknown address, a wrong password and a disabled account cannot be told apart. */
export async function signIn(tx: Tx, email: string, password: string): Promise<StartedSession | Refusal> {
  const account = await findCredentials(tx, email);
  const isRight = await isRightPassword(account?.passwordHash ?? null, password);
  if (!account || !isRight) return refuse("wrong-credentials", "This e-mail address and password do not belong together.");
  return startSession(tx, account.personId);
}

/** Begins a session of a person who has shown who they are. */
export async function startSession(tx: Tx, personId: string): Promise<StartedSession> {
  const secret = newSecret();
  await deleteExpiredSessions(tx, personId);
  await insertSession(tx, secret, personId);
  await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "sessions", id: personId, action: "signed-in", paths: [] });
  return { personId, secret };
}

/** Ends the session of a cookie, if it has one. */
export async function signOut(tx: Tx, secret: string | null): Promise<void> {
  const personId = secret === null ? null : await deleteSession(tx, secret);
  if (personId === null) return;
  await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "sessions", id: personId, action: "signed-out", paths: [] });
}

/** Changes one's own password and ends every other session of oneself. */
export async function changePassword(tx: Tx, caller: Caller, ownSecret: string | null, change: PasswordChange): Promise<null | Refusal> {
  if (caller.actor?.kind !== "person") return refuse("not-allowed", "An API token has no password. Sign in to change yours.");
  const { actor } = caller;
  const account = await lockCredentials(tx, actor.id);
  const isRight = await isRightPassword(account?.passwordHash ?? null, change.currentPassword);
  if (!account || !isRight) return refuse("access.wrong-password", "The current password is not right.");
  await updatePassword(tx, actor.id, await hashPassword(change.newPassword));
  await deleteSessions(tx, actor.id, ownSecret);
  await recordAudit(tx, { actor, section: "accounts", id: actor.id, action: "password-changed", paths: ["password"] });
  return null;
}
