import type { Refusal } from "../../values/refusal.ts";
import { whyNotHand, type Handing, type Roster, type Turnpart } from "./swap-judge.rules.ts";

/** Somebody who could take a turn, or the reason why not. */
export interface Candidate {
  personId: string;
  /** In a layer of the schedule itself. */
  isInRotation: boolean;
  whyNot: Refusal | null;
  /** They can if the giver takes this of theirs in return: their time on the other schedule of the escalation. */
  onlyFor: Turnpart | null;
  /** Weighted hours, see `loadOf`. */
  load: number;
}

/** Who stands in the layers of the schedule, and of those one escalation goes through with it: they know the work. */
export function peopleNear({ schedules, apart }: Pick<Roster, "schedules" | "apart">, scheduleId: string): { personId: string; isInRotation: boolean }[] {
  const near = new Set(apart.flatMap(([one, other]) => (one === scheduleId ? [other] : other === scheduleId ? [one] : [])));
  const inLayers = (ids: (id: string) => boolean) => new Set(schedules.filter(({ id }) => ids(id)).flatMap(({ layers }) => layers.flatMap(({ people, fixed = [] }) => [...people.flat(), ...fixed.map(({ person }) => person)])));
  const rotation = inLayers((id) => id === scheduleId);
  const others = inLayers((id) => near.has(id));
  const distinct = [...rotation, ...[...others].filter((id) => !rotation.has(id))];
  return distinct.map((personId) => ({ personId, isInRotation: rotation.has(personId) }));
}

/** Who could take the turn: those who can come first, of them the schedule's own people, and among those whoever has the least load. */
export function candidatesFor(turn: Turnpart, giverId: string, roster: Roster, loadOf: (personId: string) => number): Candidate[] {
  const found = peopleNear(roster, turn.scheduleId)
    .filter(({ personId }) => personId !== giverId)
    .map(({ personId, isInRotation }): Candidate => {
      const handing: Handing = { ...turn, giverId, takerId: personId };
      const whyNot = whyNotHand([handing], roster);
      return { personId, isInRotation, whyNot, onlyFor: whyNot?.code === "swap.on-both" ? exchangeFor(handing, roster) : null, load: loadOf(personId) };
    });
  return found.sort((a, b) => rank(a) - rank(b) || a.load - b.load || (a.personId < b.personId ? -1 : 1));
}

/** Whoever stands behind the turn in the same escalation can take it where both change places. */
function exchangeFor(handing: Handing, roster: Roster): Turnpart | null {
  const { scheduleId, from, to, giverId, takerId } = handing;
  const others = roster.apart.flatMap(([one, other]) => (one === scheduleId ? [other] : other === scheduleId ? [one] : []));
  const exchanges = others.map((id): Handing => ({ scheduleId: id, from, to, giverId: takerId, takerId: giverId }));
  const found = exchanges.find((back) => whyNotHand([handing, back], roster) === null);
  return found ? { scheduleId: found.scheduleId, from, to } : null;
}

function rank({ whyNot, onlyFor, isInRotation }: Candidate): number {
  return (whyNot === null ? 0 : onlyFor === null ? 4 : 2) + (isInRotation ? 0 : 1);
}
