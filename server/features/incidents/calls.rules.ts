import { commandRoleOf, type WrittenProcess } from "../process/process.rules.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import { rolesNeeded } from "./template.rules.ts";

/** People to look for: a call of its own. */
export interface Call {
  call: string;
  targets: string[];
}

/** What stands behind the words of the process: `team-manager`, `service-team`. */
export interface Teams {
  managers: readonly string[];
  serviceTeams: readonly string[];
}

/** What decides who is called besides the process and the incident. */
export interface Known {
  teams: Teams;
  /** Who is on call for each role with a schedule. */
  onCall: Readonly<Record<string, readonly string[]>>;
  holds: (condition: string) => boolean;
}

/** The call by which a role is offered to whoever is on call for it. */
export function roleCall(role: string): string {
  return `role:${role}`;
}

/**
 * Whom the class calls in: whoever is on call for each required role that nobody of theirs holds (command too: it is asked to be taken over),
 * and who joins at this severity; an entry with a condition while that holds.
 */
export function callsForClass(process: WrittenProcess, state: IncidentState, { teams, onCall, holds }: Known): Call[] {
  const required = rolesNeeded(process, state);
  const roles = process.roles.filter(({ id, schedule }) => required.includes(id) && schedule !== undefined);
  const vacant = roles.filter(({ id }) => !isInGoodHands(process, state, id, onCall[id] ?? []));
  const joining = (process.join[state.severity ?? ""] ?? []).filter(({ when }) => when === undefined || holds(when));
  return [
    ...vacant.map(({ id }): Call => ({ call: roleCall(id), targets: [`role/${id}`] })),
    ...joining.map(({ who }): Call => ({ call: `join:${who}`, targets: targetsOf(who, teams) })).filter(({ targets }) => targets.length > 0),
  ];
}

function isInGoodHands(process: WrittenProcess, state: IncidentState, role: string, onCall: readonly string[]): boolean {
  const isCommand = commandRoleOf(process).id === role;
  const holder = isCommand ? commanderOf(state) : state.holders.find((one) => one.role === role);
  if (!holder || holder.isProvisional) return false;
  return isCommand ? onCall.includes(holder.personId) || holder.because === "accepted" || holder.because === "assigned" : true;
}

function targetsOf(who: string, { managers, serviceTeams }: Teams): string[] {
  if (who === "team-manager") return managers.map((id) => `person/${id}`);
  if (who === "service-team") return serviceTeams.map((id) => `team/${id}`);
  return [who];
}
