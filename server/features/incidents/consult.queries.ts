import type { Tx } from "../../platform/database/database.ts";
import { readCallsOfIncident } from "../escalation/index.ts";
import { expertsIn } from "./consult.rules.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** True where an expert is in: holds a role, has a call, or wrote or did something in the incident. */
export async function isExpertIn(tx: Tx, incidentId: string, state: IncidentState, experts: readonly string[]): Promise<boolean> {
  if (expertsIn(state, experts).length > 0) return true;
  const calls = await readCallsOfIncident(tx, incidentId);
  if (calls.some(({ havers }) => havers.some((personId) => experts.includes(personId)))) return true;
  const acted = await tx.first("select from event_log where stream_id = $1 and actor ->> 'kind' = 'person' and actor ->> 'id' = any($2::text[]) limit 1", [incidentStream(incidentId), experts]);
  return acted !== null;
}
