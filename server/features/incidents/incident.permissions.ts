import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may do what with incidents. */
export const incidentPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees incidents." },
  work: { atLeast: "responder", sentence: "Responders declare incidents and work on them. Ask an administrator for that role." },
  assign: { atLeast: "manager", sentence: "Managers assign roles to others. Ask whoever holds the role for a hand-over." },
  enter: { atLeast: "administrator", sentence: "An administrator opens a private incident to themselves; everybody in it sees that." },
  conduct: { atLeast: "administrator", sentence: "What is reported of conduct is read by administrators alone." },
} as const satisfies Record<string, Permission>;

/** A text is taken out by whoever wrote it, or by a manager. */
export function whyNotRedact(caller: Caller, authorId: string | null): Refusal | null {
  if (hasRole(caller, "manager") || (caller.personId !== null && caller.personId === authorId)) return null;
  return refuse("not-allowed", "A text is taken out by whoever wrote it, or by a manager.");
}

/** Everybody then sees what was said among few, so it is for whoever commands, or a manager who is in it. */
export function whyNotMakePublic(caller: Caller, commanderId: string | null): Refusal | null {
  if (hasRole(caller, "manager") || (caller.personId !== null && caller.personId === commanderId)) return null;
  return refuse("not-allowed", "Whoever commands makes it public again, or a manager who is in it.");
}

/** A person acts for themselves; for somebody else a manager does, or a token, which is nobody. */
export function whyNotActFor(caller: Caller, personId: string): Refusal | null {
  if (caller.personId === personId || hasRole(caller, "manager") || caller.actor?.kind === "token") return null;
  return refuse("not-allowed", "Only a manager does this for somebody else.");
}
