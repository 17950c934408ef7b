import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may do what about priorities. */
export const prioritiesPermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees how outages are ranked and what nobody watches." },
  write: { atLeast: "responder", sentence: "Responders rank outages and walk through the priorities. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** A team, as far as it decides who speaks for it. */
export interface Speakers {
  name: string;
  memberIds: readonly string[];
  managerId: string | null;
}

/** For a team speak its members, whoever manages it, and managers. */
export function speaksFor(caller: Caller, team: Speakers): boolean {
  if (hasRole(caller, "manager")) return true;
  return hasRole(caller, "responder") && caller.personId !== null && (team.memberIds.includes(caller.personId) || team.managerId === caller.personId);
}

export function whyNotSpeakFor(caller: Caller, team: Speakers): Refusal | null {
  return speaksFor(caller, team) ? null : refuse("not-allowed", `For ${team.name} speaks one of its members, or a manager.`);
}
