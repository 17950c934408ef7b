import { whyNot, type Caller, type Permission, type Role } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { isAbove } from "./account.rules.ts";

export const mayReadAudit: Permission = { atLeast: "manager", sentence: "Only managers and administrators may read the audit trail." };
export const mayReadAccounts: Permission = { atLeast: "manager", sentence: "Only managers and administrators may see who has an account." };
export const mayChangeAccess: Permission = { atLeast: "administrator", sentence: "Only administrators may invite people and change what they may do." };
export const mayReadNotices: Permission = { atLeast: "administrator", sentence: "Only administrators read and settle notices." };
export const mayHaveTokens: Permission = { atLeast: "viewer", sentence: "Sign in to make API tokens." };
export const mayChangePassword: Permission = { atLeast: "viewer", sentence: "Sign in to change your password." };

const maySeeAllTokens: Permission = { atLeast: "manager", sentence: "Only managers and administrators see the tokens of others." };
const mayRevokeAllTokens: Permission = { atLeast: "administrator", sentence: "Only its owner or an administrator may revoke this token." };

/** Nobody makes a token that may more than they may. */
export function whyNotMakeToken(caller: Caller, role: Role): Refusal | null {
  if (caller.role === null) return whyNot(caller, mayHaveTokens);
  if (!isAbove(role, caller.role)) return null;
  return refuse("not-allowed", `You are ${caller.role}, so you may make tokens for ${caller.role} or less, not for ${role}.`);
}

export function seesAllTokens(caller: Caller): boolean {
  return whyNot(caller, maySeeAllTokens) === null;
}

/** A token that the caller may not even see is not found. */
export function whyNotRevokeToken(caller: Caller, isOwn: boolean): Refusal | null {
  if (isOwn) return null;
  return seesAllTokens(caller) ? whyNot(caller, mayRevokeAllTokens) : refuse("not-found", "There is no such token.");
}
