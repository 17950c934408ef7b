import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { setTroubles } from "../alert-intake/index.ts";
import { endCalls } from "../escalation/index.ts";
import { planConsultations } from "./consult.work.ts";
import { incidentDecider, incidentOfStream } from "./incident.decider.ts";
import type { IncidentFact } from "./incident.events.ts";
import { writeIncidents } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { planHandovers } from "./handover-plan.work.ts";
import { planLooks } from "./look-again.work.ts";
import { planReliefs } from "./relief.work.ts";
import { proposeAndPlan } from "./proposal.work.ts";

/** What follows from the events of incidents, in the append transaction: the read table, and that nobody is looked for any more. */
export async function reactToIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  await projectIncidents(tx, logged);
  await tellTroubles(tx, logged);
  await planExperts(tx, logged);
  await planAhead(tx, logged);
  await proposeSeverities(tx, logged);
  for (const { streamId, version, fact } of logged as readonly LoggedEvent<IncidentFact>[]) {
    if (!ends.has(fact.type)) continue;
    await endCalls(tx, { incidentId: incidentOfStream(streamId), reason: "incident.ended", commandId: `${streamId} ${version}` });
  }
}

/** Which services have an open incident: what fires on their dependents may be its symptom. */
async function tellTroubles(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const concerned = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => troubling.has(fact.type) || ends.has(fact.type));
  if (concerned.length === 0) return;
  const states = await readStates(tx, incidentDecider, [...new Set(concerned.map(({ streamId }) => streamId))]);
  await setTroubles(tx, new Map([...states].map(([streamId, state]) => [incidentOfStream(streamId), isRunning(state) ? state.serviceIds : []])));
}

/** When an expert is asked by itself follows the severity, and ends with the incident. */
async function planExperts(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const concerned = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => timing.has(fact.type) || ends.has(fact.type));
  if (concerned.length === 0) return;
  const states = await readStates(tx, incidentDecider, [...new Set(concerned.map(({ streamId }) => streamId))]);
  await planConsultations(tx, new Map([...states].map(([streamId, state]) => [incidentOfStream(streamId), state])));
}

/** When a decision is to be looked at again, and when a holder is to be relieved, follows what is said of them, and ends with the incident. */
async function planAhead(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const concerned = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => planning.has(fact.type) || ends.has(fact.type));
  if (concerned.length === 0) return;
  const states = await readStates(tx, incidentDecider, [...new Set(concerned.map(({ streamId }) => streamId))]);
  const known = new Map([...states].map(([streamId, state]) => [incidentOfStream(streamId), state]));
  await planLooks(tx, known);
  await planReliefs(tx, known);
  await planHandovers(tx, known);
}

const planning: ReadonlySet<IncidentFact["type"]> = new Set([
  ...(["decision recorded", "decision looked at", "incident reopened", "incident merged"] as const),
  ...(["incident declared", "role taken", "handover accepted", "handover planned"] as const),
]);

/** What the facts speak for is found anew when they change. */
async function proposeSeverities(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const concerned = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => speaking.has(fact.type) || ends.has(fact.type));
  await proposeAndPlan(tx, concerned.map(({ streamId }) => incidentOfStream(streamId)));
}

const speaking: ReadonlySet<IncidentFact["type"]> = new Set(["incident declared", "incident acknowledged", "impact stated", "services set", "incident split", "incident absorbed", "incident merged", "incident reopened"]);

const timing: ReadonlySet<IncidentFact["type"]> = new Set(["incident declared", "class set", "incident reopened", "incident merged"]);

const troubling: ReadonlySet<IncidentFact["type"]> = new Set(["incident declared", "services set", "incident split", "incident absorbed", "incident merged", "incident reopened", "incident mitigated"]);

/** A merged incident's searches go on in the other. */
const ends: ReadonlySet<IncidentFact["type"]> = new Set(["incident resolved", "incident cancelled", "incident closed"]);

/** What a rebuild makes again. */
export async function projectIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<[]> {
  const states = await readStates(tx, incidentDecider, [...new Set(logged.map(({ streamId }) => streamId))]);
  const known = [...states].map(([streamId, state]): [string, IncidentState] => [incidentOfStream(streamId), state]);
  await writeIncidents(tx, new Map(known.filter(([, state]) => state.status !== "none")));
  return [];
}
