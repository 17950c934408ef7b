import type { Tx } from "../../platform/database/database.ts";
import { rehearse } from "../../platform/database/rehearsal.ts";
import { readStaged } from "../../platform/event-log/event-log.queries.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { incidentStream, type IncidentFact, type IncidentState } from "../incidents/index.ts";
import { owedUpdates } from "./chain.rules.ts";
import { differenceOf, type Difference, type Standing } from "./foresight.rules.ts";
import { readPagesOut } from "./foresight.queries.ts";
import { notify } from "./notice.work.ts";
import { listNotices } from "./notice.queries.ts";
import { noticing } from "./notice.reactions.ts";
import { readSituation, type KnownSituation } from "./situation.queries.ts";
import { whoIsTold } from "./told.rules.ts";

/** What would come of a command. */
export interface Foreseen {
  events: LoggedEvent<IncidentFact>[];
  after: KnownSituation;
  difference: Difference;
}

/** Runs the very command with everything that follows from it, looks at what came of it, and takes all of it back. */
export async function foresee(tx: Tx, incidentId: string, command: (tx: Tx) => Promise<IncidentState | Refusal>): Promise<Foreseen | Refusal | null> {
  return rehearse(tx, async (rehearsed) => {
    const before = await readStanding(rehearsed, incidentId);
    const outcome = await command(rehearsed);
    if (isRefusal(outcome)) return outcome;
    const events = readStaged(rehearsed).filter(({ streamId }) => streamId === incidentStream(incidentId)) as LoggedEvent<IncidentFact>[];
    // Due at once, and done right behind the command.
    if (events.some(({ fact }) => noticing.has(fact.type))) await notify(rehearsed, incidentId);
    const after = await readStanding(rehearsed, incidentId);
    return before && after && { events, after: after.situation, difference: differenceOf(before.standing, after.standing) };
  });
}

/** How an incident stands now; null where there is none. */
export async function readStanding(tx: Tx, incidentId: string): Promise<{ situation: KnownSituation; standing: Standing } | null> {
  const situation = await readSituation(tx, incidentId);
  if (!situation) return null;
  const { state, process } = situation;
  const toldIds = whoIsTold(situation, state, tx.now).told.map(({ audienceId }) => audienceId);
  return { situation, standing: { state, process, toldIds, pages: await readPagesOut(tx, incidentId), notices: await listNotices(tx, incidentId), owed: owedUpdates(situation, tx.now) } };
}
