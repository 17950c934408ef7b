import { refuse, type Refusal } from "../../values/refusal.ts";
import { coveringRole, type WrittenProcess } from "../process/process.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import type { OwedPassed } from "./staffing.events.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

export type DeputyCommand =
  | { kind: "name deputy"; role: string; personId: string | null }
  | ({ kind: "pass update" } & OwedPassed);

/** Decides who stands in for whom, and what passes to them. */
export function decideDeputy(command: DeputyCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = command.kind === "name deputy" ? whyNotWork(state) : whyNotRecord(state);
  if (refused) return refused;
  return command.kind === "name deputy" ? name(command, state) : pass(command, state);
}

function name({ role, personId }: { role: string; personId: string | null }, state: IncidentState): IncidentFact[] | Refusal {
  if (namedDeputy(state, role) === personId) return [];
  const isHolder = state.holders.some((holder) => holder.role === role && holder.personId === personId);
  if (isHolder) return refuse("incident.deputy-holds-role", "A deputy stands in for whoever holds the role. Name somebody who does not hold it.");
  return [{ type: "deputy named", data: { role, personId } }];
}

/** It is said once for each time that it is owed, and again where somebody else is the deputy by then. */
function pass({ kind: _kind, ...passed }: { kind: string } & OwedPassed, state: IncidentState): IncidentFact[] {
  return hasPassed(state, passed) ? [] : [{ type: "owed update passed", data: passed }];
}

/** Whether that was said. */
export function hasPassed(state: IncidentState, passed: OwedPassed): boolean {
  const isSame = (list: readonly string[], other: readonly string[]) => list.join() === other.join();
  return (state.passed ?? []).some(
    (one) => one.role === passed.role && one.fromPersonId === passed.fromPersonId && one.dueAt === passed.dueAt && one.deputyId === passed.deputyId && isSame(one.toRoles, passed.toRoles) && isSame(one.toAudienceIds, passed.toAudienceIds),
  );
}

/** Who was named to stand in for a role in this incident. */
export function namedDeputy({ deputies = [] }: IncidentState, role: string): string | null {
  return deputies.find((one) => one.role === role)?.personId ?? null;
}

/** Who stands in for a role by name: the person named here, else whoever holds the role that the process makes its deputy. */
export function deputiesOf(process: WrittenProcess, state: IncidentState, role: string): string[] {
  const named = namedDeputy(state, role);
  const deputyRoles = process.roles.filter(({ deputyOf }) => deputyOf === role).map(({ id }) => id);
  return [...(named === null ? [] : [named]), ...holdersOf(state, deputyRoles)];
}

export interface StandInFor {
  /** The role that owes it, and the one whose holder does it now. */
  role: string;
  heldBy: string;
  personId: string;
  /** Nobody is given news for themselves alone. */
  isOnlyReceiver: (personId: string) => boolean;
}

/** Who may give an update in place of whoever owes it: the deputy, else the holder of the role that theirs combines into, else the commander; null where that leaves nobody. */
export function standInFor(process: WrittenProcess, state: IncidentState, { role, heldBy, personId, isOnlyReceiver }: StandInFor): string | null {
  const combined = process.roles.find(({ id }) => id === role)?.combinesInto;
  const acting = combined === undefined ? [] : [coveringRole(process, combined, (id) => holdersOf(state, [id]).length > 0)];
  const commander = commanderOf(state)?.personId;
  const candidates = [...deputiesOf(process, state, role), ...deputiesOf(process, state, heldBy), ...holdersOf(state, acting), ...(commander === undefined ? [] : [commander])];
  return candidates.find((id) => id !== personId && !isOnlyReceiver(id)) ?? null;
}

function holdersOf({ holders }: IncidentState, roles: readonly string[]): string[] {
  return holders.filter(({ role }) => roles.includes(role)).map(({ personId }) => personId);
}
