import { createAsk } from "../../platform/conditions/asking.ts";
import type { Tx } from "../../platform/database/database.ts";
import { incidentNames } from "../../values/condition-names.ts";
import type { Instant } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/index.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { proposedSeverity, severityConditions } from "./proposal.rules.ts";
import { conditionValues, nothingAround } from "./surroundings.rules.ts";
import { readSeverityConditions, readSurroundings } from "./surroundings.queries.ts";

/** What two processes say to the severity of an incident that was. */
export interface TriedIncident {
  ref: string;
  title: string;
  /** What people decided in the end. */
  decided: string | null;
  before: string | null;
  after: string | null;
}

interface PastRow {
  id: string;
  number: number;
  title: string;
  state: IncidentState;
  ended_at: Instant | null;
}

/** Asks two processes which severity they propose from what is known of the last incidents; drills, cancelled and merged ones are left out. */
export async function tryOnIncidents(tx: Tx, last: number, before: WrittenProcess, after: WrittenProcess): Promise<TriedIncident[]> {
  const rows = await tx.rows<PastRow>(
    `select incident.id, number, content.body as title, stream_head.state, ended_at
     from seen_incident as incident join content on content.id = incident.title_id join stream_head on stream_head.stream_id = 'incident/' || incident.id
     where not is_drill and status not in ('cancelled', 'merged') order by declared_at desc, incident.id desc limit $1`,
    [last],
  );
  const around = await readSurroundings(tx, new Map(rows.map(({ id, state }) => [id, state])));
  const ofServices = await readSeverityConditions(tx, rows.flatMap(({ state }) => state.serviceIds));
  const ask = createAsk(incidentNames);
  return rows.map(({ id, number, title, state, ended_at: endedAt }) => {
    const own = ofServices.filter(({ serviceId }) => serviceId !== null && state.serviceIds.includes(serviceId));
    const values = conditionValues(state, around.get(id) ?? nothingAround, endedAt ?? tx.now);
    const judge = (process: WrittenProcess) => proposedSeverity(process, severityConditions(process, own), values, ask).severity;
    return { ref: refOf(number), title, decided: state.severity, before: judge(before), after: judge(after) };
  });
}
