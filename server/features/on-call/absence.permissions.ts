import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may do what with absences. */
export const absencePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees when somebody is away; why, only they and managers." },
  write: { atLeast: "responder", sentence: "Responders say when they are away. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** A person says when they are away; a manager does for anybody. */
export function whyNotOf(caller: Caller, personId: string): Refusal | null {
  if (isTold(caller, personId)) return null;
  return refuse("not-allowed", "You may say when you yourself are away. A manager may for anybody.");
}

/** Why somebody is away is for them and for managers. */
export function isTold(caller: Caller, personId: string): boolean {
  return caller.personId === personId || hasRole(caller, "manager");
}
