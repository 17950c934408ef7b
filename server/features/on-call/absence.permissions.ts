import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may do what with absences. */
export const absencePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees when somebody is away; why, only they and managers." },
  write: { atLeast: "responder", sentence: "Responders say when they are away. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** People see to what is their own, managers to everybody's. Who is not the caller's to see to is answered as nobody is. */
export function whyNotOf(caller: Caller, personId: string): Refusal | null {
  if (isTold(caller, personId)) return null;
  return refuse("person.not-found", "Nobody of this id is yours to see to. You see to what is your own; managers see to everybody’s.");
}

/** Why somebody is away is for them and for managers. */
export function isTold(caller: Caller, personId: string): boolean {
  return caller.personId === personId || hasRole(caller, "manager");
}
