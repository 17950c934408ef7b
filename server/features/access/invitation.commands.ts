import type { Tx } from "../../platform/database/database.ts";
import { newSecret } from "../../platform/ids/ids.ts";
import type { Instant } from "../../values/instant.ts";
import { hasRole, type Caller, type Role } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { mayChangeAccess } from "./access.permissions.ts";
import { insertAccount, readStanding, updatePassword } from "./account.queries.ts";
import { recordAudit } from "./audit.commands.ts";
import { readRoleNow } from "./caller.commands.ts";
import type { Acceptance } from "./contract.ts";
import { findInvitation, lockInvitation, markInvitationUsed, replaceInvitation, type OpenInvitation } from "./invitation.queries.ts";
import { hashPassword } from "./password.commands.ts";
import { deleteSessions } from "./session.queries.ts";
import { startSession, type StartedSession } from "./session.commands.ts";

const lastsMilliseconds = 7 * 86_400_000;
const gone = refuse("invitation.gone", "This invitation was used or replaced, or it has run out. Ask an administrator for a new one.");

export interface MadeInvitation {
  /** For the link; shown once, only its hash is stored. */
  secret: string;
  expiresAt: Instant;
}

/** Invites a person of the directory. Whoever has an account keeps its role and gets a way to set a new password. */
export async function invite(tx: Tx, caller: Caller, personId: string, role: Role): Promise<MadeInvitation | Refusal> {
  if (!caller.actor) return refuse("not-allowed", mayChangeAccess.sentence);
  const refused = await whyNotInvite(tx, personId, role);
  if (refused) return refused;
  const invitation = { secret: newSecret(), personId, role, madeBy: caller.actor, expiresAt: tx.now + lastsMilliseconds };
  if (!(await replaceInvitation(tx, invitation))) return refuse("not-found", "There is no such person.");
  await recordAudit(tx, { actor: caller.actor, section: "invitations", id: personId, action: "made", paths: [], details: { after: { role } } });
  return invitation;
}

async function whyNotInvite(tx: Tx, personId: string, role: Role): Promise<Refusal | null> {
  const standing = await readStanding(tx, personId);
  if (standing?.isDisabled) return refuse("invitation.account-disabled", "The account of this person is disabled. Enable it first.");
  if (!standing || standing.role === role) return null;
  return refuse("invitation.other-role", `This person has an account as ${standing.role}. An invitation gives a new password, not another role: change the role first.`);
}

/** The invitation behind a link, while it is good. It dies with its maker's right to invite. */
export async function readOpenInvitation(tx: Tx, secret: string): Promise<OpenInvitation | Refusal> {
  return judge(tx, await findInvitation(tx, secret));
}

/** Uses an invitation: sets the password, makes the account where there is none, and signs in. */
export async function acceptInvitation(tx: Tx, { token, password }: Acceptance): Promise<StartedSession | Refusal> {
  const invitation = await judge(tx, await lockInvitation(tx, token));
  if ("refused" in invitation) return invitation;
  const { personId } = invitation;
  const standing = await readStanding(tx, personId);
  if (standing?.isDisabled) return gone;
  const passwordHash = await hashPassword(password);
  if (standing) await renewPassword(tx, personId, passwordHash);
  else await openAccount(tx, invitation, passwordHash);
  await markInvitationUsed(tx, token);
  return startSession(tx, personId);
}

async function judge(tx: Tx, invitation: OpenInvitation | null): Promise<OpenInvitation | Refusal> {
  if (!invitation) return gone;
  const maker = { actor: invitation.madeBy, role: await readRoleNow(tx, invitation.madeBy), personId: null };
  return hasRole(maker, mayChangeAccess.atLeast) ? invitation : gone;
}

async function renewPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await updatePassword(tx, personId, passwordHash);
  await deleteSessions(tx, personId, null);
  await recordAudit(tx, { ...changeBy(personId), action: "password-changed", paths: ["password"] });
}

async function openAccount(tx: Tx, { personId, role }: OpenInvitation, passwordHash: string): Promise<void> {
  await insertAccount(tx, { personId, role, passwordHash, isFirst: false });
  await recordAudit(tx, { ...changeBy(personId), action: "made", paths: [], details: { after: { role } } });
}

function changeBy(personId: string) {
  return { actor: { kind: "person", id: personId }, section: "accounts", id: personId } as const;
}
