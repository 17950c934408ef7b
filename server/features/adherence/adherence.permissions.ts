import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who reads findings, and who waives a rule. */
export const adherencePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees how incidents stand to the process." },
  waive: { atLeast: "responder", sentence: "A rule is waived by whoever commands, or by a manager. Ask one of them." },
} as const satisfies Record<string, Permission>;

/** Null where the caller may waive rules of an incident with this commander; else the reason why not. */
export function whyNotWaive(caller: Caller, commanderId: string | null): Refusal | null {
  if (hasRole(caller, "manager") || (caller.personId !== null && caller.personId === commanderId)) return null;
  return refuse("not-allowed", adherencePermissions.waive.sentence);
}
