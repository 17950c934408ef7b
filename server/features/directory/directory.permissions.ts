import { hasRole, whyNot, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may see who and what exists, and who says how somebody is reached. */
export const directoryPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees people, teams and services." },
  reach: { atLeast: "viewer", sentence: "Everybody says for themselves how they are reached." },
} as const satisfies Record<string, Permission>;

/** Numbers and addresses are a person's own; who has to put them right sees them too. */
export function seesAddresses(caller: Caller, personId: string): boolean {
  return caller.personId === personId || hasRole(caller, "manager");
}

/** How somebody is reached is theirs to say, and a manager's who helps them. */
export function whyNotReach(caller: Caller, personId: string): Refusal | null {
  const refused = whyNot(caller, directoryPermissions.reach);
  if (refused || seesAddresses(caller, personId)) return refused;
  return refuse("not-allowed", "Only the person themselves, or a manager, sees and changes how they are reached.");
}
