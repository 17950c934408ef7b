import type { Actor } from "./actor.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** What a person or token may do, in four steps; each includes those before it. */
export const roles = ["viewer", "responder", "manager", "administrator"] as const;
export type Role = (typeof roles)[number];

/** Who asks. Anonymous callers have neither actor nor role. */
export interface Caller {
  actor: Actor | null;
  role: Role | null;
  personId: string | null;
}

export const anonymous: Caller = { actor: null, role: null, personId: null };

/** A rule about who may do something, as a sentence that is also the answer to who may not. */
export interface Permission {
  atLeast: Role;
  sentence: string;
}

export function hasRole(caller: Caller, atLeast: Role): boolean {
  return caller.role !== null && roles.indexOf(caller.role) >= roles.indexOf(atLeast);
}

/** Null where the caller may; else the reason why not. */
export function whyNot(caller: Caller, permission: Permission): Refusal | null {
  if (caller.role === null) return refuse("not-signed-in", "Sign in, or send an API token as `Authorization: Bearer <token>`.");
  return hasRole(caller, permission.atLeast) ? null : refuse("not-allowed", permission.sentence);
}
