import type { Tx } from "../../platform/database/database.ts";
import { owedUpdates } from "./chain.rules.ts";
import type { OwedUpdate } from "./owed.rules.ts";
import { readSituations, readTellableIds, type KnownSituation } from "./situation.queries.ts";

export interface OwedInIncident {
  situation: KnownSituation;
  update: OwedUpdate;
}

/** Everything that is owed in an incident now, soonest first. */
export async function readOwed(tx: Tx, incidentId: string): Promise<OwedInIncident[]> {
  return owedIn(await readSituations(tx, [incidentId]), tx.now);
}

/** The same in all incidents that go on, or whose last words are still to come. */
export async function readAllOwed(tx: Tx): Promise<OwedInIncident[]> {
  return owedIn(await readSituations(tx, await readTellableIds(tx)), tx.now);
}

function owedIn(situations: readonly KnownSituation[], now: number): OwedInIncident[] {
  return situations.flatMap((situation) => owedUpdates(situation, now).map((update) => ({ situation, update }))).sort((a, b) => a.update.dueAt - b.update.dueAt);
}
