import type { EscalationFact, Reached } from "./escalation.events.ts";

/** The number of the last turn of each person, by step of a policy. */
export type Turns = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A step of a policy, in whose turns people stand. */
export function turnKey(policyId: string, step: number): string {
  return `${policyId}/${step}`;
}

/** Whoever waited longest for a turn: who never had one first, in the order of the policy. Who is there all the time has at most one turn more than another. */
export function inTurn<Person extends Pick<Reached, "personId">>(people: readonly Person[], last: Readonly<Record<string, number>> = {}): Person[] {
  return people.toSorted((a, b) => (last[a.personId] ?? 0) - (last[b.personId] ?? 0));
}

/** The number that the next turn has. */
export function nextTurn(last: Readonly<Record<string, number>> = {}): number {
  return Math.max(0, ...Object.values(last)) + 1;
}

/** The turns after a fact: who was turned to had theirs. */
export function noteTurn(turns: Turns, fact: EscalationFact): Turns {
  if (fact.type !== "step begun" || !fact.data.turn) return turns;
  const { step, turn, people } = fact.data;
  const key = turnKey(turn.policyId, step);
  const taken = Object.fromEntries(people.map(({ personId }) => [personId, turn.number]));
  return { ...turns, [key]: { ...turns[key], ...taken } };
}
