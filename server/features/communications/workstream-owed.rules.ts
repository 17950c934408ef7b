import type { Instant } from "../../values/instant.ts";
import { commanderOf, isRunning } from "../incidents/incident.state.rules.ts";
import { openWorkstreams } from "../incidents/workstream.rules.ts";
import { reopenedAt, type OwedUpdate, type Situation } from "./owed.rules.ts";

/** What the leads of workstreams owe the commander, by the rhythm of each: any note of the lead in the workstream is it. A commander who leads one owes nothing to themselves. */
export function owedInWorkstreams({ state }: Situation, now: Instant): OwedUpdate[] {
  if (!isRunning(state)) return [];
  return openWorkstreams(state).flatMap(({ workstreamId, leadId, everyMilliseconds, since, toldAt }) => {
    if (everyMilliseconds === null || leadId === commanderOf(state)?.personId) return [];
    const dueAt = Math.max(since, toldAt ?? 0, reopenedAt(state)) + everyMilliseconds;
    const of = { from: state.commanderRole, heldBy: state.commanderRole, fromPersonId: leadId, toAudienceIds: [], toRoles: [state.commanderRole] };
    return [{ ...of, workstreamId, everyMilliseconds, dueAt, isOverdue: dueAt < now, isFirst: false, isClosing: false }];
  });
}
