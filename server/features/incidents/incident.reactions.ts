import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { endCalls } from "../escalation/index.ts";
import { incidentDecider, incidentOfStream } from "./incident.decider.ts";
import type { IncidentFact } from "./incident.events.ts";
import { writeIncidents } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** What follows from the events of incidents, in the append transaction: the read table, and that nobody is looked for any more. */
export async function reactToIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  await projectIncidents(tx, logged);
  for (const { streamId, version, fact } of logged as readonly LoggedEvent<IncidentFact>[]) {
    if (!ends.has(fact.type)) continue;
    await endCalls(tx, { incidentId: incidentOfStream(streamId), reason: "incident.ended", commandId: `${streamId} ${version}` });
  }
}

/** A merged incident's searches go on in the other. */
const ends: ReadonlySet<IncidentFact["type"]> = new Set(["incident resolved", "incident cancelled", "incident closed"]);

/** What a rebuild makes again. */
export async function projectIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<[]> {
  const states = await readStates(tx, incidentDecider, [...new Set(logged.map(({ streamId }) => streamId))]);
  const known = [...states].map(([streamId, state]): [string, IncidentState] => [incidentOfStream(streamId), state]);
  await writeIncidents(tx, new Map(known.filter(([, state]) => state.status !== "none")));
  return [];
}
