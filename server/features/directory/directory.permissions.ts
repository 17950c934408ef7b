import { hasRole, type Caller, type Permission } from "../../values/permission.ts";

/** Who may see who and what exists. */
export const directoryPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees people, teams and services." },
} as const satisfies Record<string, Permission>;

/** Numbers and addresses are a person's own; who has to put them right sees them too. */
export function seesAddresses(caller: Caller, personId: string): boolean {
  return caller.personId === personId || hasRole(caller, "manager");
}
