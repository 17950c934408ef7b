import type { Tx } from "../../platform/database/database.ts";
import { readCallsOfIncident } from "../escalation/index.ts";
import { expertsIn } from "./consult.rules.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** The experts who are in: they hold a role, have a call, or wrote or did something in the incident. */
export async function findExpertsIn(tx: Tx, incidentId: string, state: IncidentState, experts: readonly string[]): Promise<string[]> {
  const calls = await readCallsOfIncident(tx, incidentId);
  const havers = calls.flatMap((call) => call.havers).filter((personId) => experts.includes(personId));
  const acted = await tx.rows<{ id: string }>(
    "select distinct actor ->> 'id' as id from event_log where stream_id = $1 and actor ->> 'kind' = 'person' and actor ->> 'id' = any($2::text[])",
    [incidentStream(incidentId), experts],
  );
  return [...new Set([...expertsIn(state, experts), ...havers, ...acted.map(({ id }) => id)])];
}
