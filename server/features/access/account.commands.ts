import type { Tx } from "../../platform/database/database.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { mayChangeAccess } from "./access.permissions.ts";
import { lockStandings, updateStanding } from "./account.queries.ts";
import { whyNotBecome, type Standing } from "./account.rules.ts";
import { recordAudit } from "./audit.commands.ts";
import type { Access } from "./contract.ts";
import { deleteOpenInvitations } from "./invitation.queries.ts";
import { deleteSessions } from "./session.queries.ts";

/** Changes what a person may do, or disables the account: then its sessions and open invitations end with it. */
export async function changeAccess(tx: Tx, caller: Caller, personId: string, { role, isDisabled }: Access): Promise<Access | Refusal> {
  if (!caller.actor) return refuse("not-allowed", mayChangeAccess.sentence);
  const { standing, administrators } = await lockStandings(tx, personId);
  if (!standing) return refuse("not-found", "There is no account of such a person. Invite the person first.");
  const after: Standing = { personId, role, isDisabled };
  const refused = whyNotBecome(standing, after, administrators);
  if (refused) return refused;
  const paths = (["role", "isDisabled"] as const).filter((path) => standing[path] !== after[path]);
  if (paths.length === 0) return { role, isDisabled };
  await updateStanding(tx, after);
  if (isDisabled) await endWaysIn(tx, personId);
  const details = { before: pick(standing, paths), after: pick(after, paths) };
  await recordAudit(tx, { actor: caller.actor, section: "accounts", id: personId, action: "changed", paths, details });
  return { role, isDisabled };
}

async function endWaysIn(tx: Tx, personId: string): Promise<void> {
  await deleteSessions(tx, personId, null);
  await deleteOpenInvitations(tx, personId);
}

function pick(standing: Standing, paths: readonly (keyof Access)[]): Partial<Access> {
  return Object.fromEntries(paths.map((path) => [path, standing[path]]));
}
