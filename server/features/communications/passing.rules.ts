import type { Instant } from "../../values/instant.ts";
import { deputiesOf, standInFor } from "../incidents/deputy.rules.ts";
import { owedUpdates, whoHolds } from "./chain.rules.ts";
import type { OwedUpdate, Situation } from "./owed.rules.ts";

/** Who may give an update in place of whoever owes it, and whether they were made deputy or it falls to them. */
export interface StandIn {
  personId: string;
  isDeputy: boolean;
}

/** An update whose time has passed, and who may give it too. */
export interface Passing {
  update: OwedUpdate;
  standIn: StandIn;
}

/** Null where nobody else could. */
export function standInOf(situation: Situation, { from, heldBy, fromPersonId, toAudienceIds, toRoles, workstreamId }: OwedUpdate): StandIn | null {
  if (workstreamId !== undefined) return null;
  const readers = toRoles.flatMap((role) => whoHolds(situation, role)).filter((id) => id !== fromPersonId);
  const isOnlyReceiver = (personId: string) => [...toAudienceIds.map(situation.onlyReceiver), ...readers].every((id) => id === personId);
  const { process, state } = situation;
  const standIn = standInFor(process, state, { role: from, heldBy, personId: fromPersonId, isOnlyReceiver });
  return standIn === null ? null : { personId: standIn, isDeputy: [from, heldBy].some((role) => deputiesOf(process, state, role).includes(standIn)) };
}

/** What passes to a deputy now: what is overdue. Whoever owes it may give it as before. */
export function passingsOf(situation: Situation, now: Instant): Passing[] {
  return owedUpdates(situation, now).flatMap((update) => {
    const standIn = update.isOverdue ? standInOf(situation, update) : null;
    return standIn === null ? [] : [{ update, standIn }];
  });
}

const soon = 5 * 60_000;

/** When to look again: once the next update is overdue, and soon while one is, since a mere note may fulfil it; null where nothing is owed. */
export function nextLook(situation: Situation, now: Instant): Instant | null {
  const moments = owedUpdates(situation, now).map(({ dueAt, isOverdue }) => (isOverdue ? now + soon : dueAt + 1));
  return moments.length === 0 ? null : Math.min(...moments);
}
