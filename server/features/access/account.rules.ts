import type { Actor } from "../../values/actor.ts";
import { roles, type Role } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

export interface Standing {
  personId: string;
  role: Role;
  isDisabled: boolean;
}

export function isAbove(role: Role, other: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(other);
}

/** What a token may now: never more than its owner. One that belongs to the installation itself stands alone. */
export function roleOfToken(token: { role: Role; owner: Actor }, ownerRole: Role | null): Role | null {
  if (token.owner.kind === "muster") return token.role;
  if (ownerRole === null) return null;
  return isAbove(token.role, ownerRole) ? ownerRole : token.role;
}

/** Null where the account may become so; `administrators` are the active ones of now. */
export function whyNotBecome(before: Standing, wish: Omit<Standing, "personId">, administrators: readonly string[]): Refusal | null {
  const staysAdministrator = wish.role === "administrator" && !wish.isDisabled;
  const isLast = administrators.length === 1 && administrators[0] === before.personId;
  if (staysAdministrator || !isLast) return null;
  return refuse("access.last-administrator", "This is the last administrator. Make another one first, or nobody could administer Muster any more.");
}
