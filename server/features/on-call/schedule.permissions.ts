import type { Actor } from "../../values/actor.ts";
import { hasRole, whyNot, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { OverrideWish } from "./override-wish.rules.ts";

/** Who may do what with schedules. */
export const schedulePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees who is on call." },
  override: { atLeast: "responder", sentence: "Responders take shifts and give theirs away. Ask an administrator for that role." },
  manage: { atLeast: "manager", sentence: "Managers write schedules. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** A responder takes a shift or gives away their own; a manager changes it for anybody. */
export function whyNotOverride(caller: Caller, wish: OverrideWish): Refusal | null {
  const refused = whyNot(caller, schedulePermissions.override);
  if (refused || hasRole(caller, "manager") || isOwn(caller.personId, wish)) return refused;
  return refuse("not-allowed", "You may take a shift yourself or give away your own. A manager may change it for others.");
}

/** Whoever made an override undoes it, and so does a manager. */
export function whyNotUndo(caller: Caller, madeBy: Actor): Refusal | null {
  const refused = whyNot(caller, schedulePermissions.override);
  if (refused || hasRole(caller, "manager") || isMaker(caller.actor, madeBy)) return refused;
  return refuse("not-allowed", "Only the person who made this override, or a manager, may undo it.");
}

function isOwn(personId: string | null, wish: OverrideWish): boolean {
  if (personId === null) return false;
  return wish.personId === personId || (wish.kind === "replace" && wish.replacesId === personId);
}

function isMaker(actor: Actor | null, madeBy: Actor): boolean {
  return actor !== null && "id" in actor && "id" in madeBy && actor.kind === madeBy.kind && actor.id === madeBy.id;
}
