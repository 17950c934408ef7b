import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

/** Whoever commands, or holds a role that communicates, answers what observers ask. */
export function mayAnswer({ commander, roles }: Pick<IncidentDetail, "commander" | "roles">, me: string | null): boolean {
  if (me === null) return false;
  return commander.id === me || roles.some(({ area, holders }) => area === "communication" && holders.some(({ id }) => id === me));
}

/** What helps of somebody who looks on and has authority (002, Dealing with Management). */
export const whatHelps: readonly string[] = [
  "Ask the commander, not whoever works on it: one question costs one person’s attention.",
  "What you wonder aloud is taken for a wish. Say that it is only a thought, or ask it as a question.",
  "Where people go in different directions, stand behind the commander: lend your authority.",
  "Somebody else tells your own management: read the updates, and ask to be added to them.",
];
