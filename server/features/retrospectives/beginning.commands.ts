import type { Tx } from "../../platform/database/database.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, type Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { changeIncident, incidentStream, isRunning, noSuchIncident, readIncidentState, type IncidentState } from "../incidents/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { momentAfter, ownerOf, ruleOf, whyRequired } from "./requirement.rules.ts";
import { changeRetrospective } from "./retrospective.commands.ts";
import type { BeginReason } from "./retrospective.events.ts";

interface Beginning {
  incidentId: string;
  incident: IncidentState;
  process: WrittenProcess;
  because: BeginReason;
  actor: Actor;
  /** What the due time counts from. */
  from: Instant;
}

/** Judges an incident that is over by the rule of its process: begins its retrospective, or closes it where none is asked for. One begun stays. */
export async function judgeIncident(tx: Tx, incidentId: string): Promise<void> {
  const incident = await readIncidentState(tx, incidentId);
  if (!incident || !isOver(incident) || incident.retrospectiveId !== null) return;
  const { process } = await readProcess(tx, incident.processVersion);
  const because = whyRequired(process, incident);
  if (because !== null) await begin(tx, { incidentId, incident, process, because, actor: muster, from: incident.endedAt ?? tx.now });
  else if (incident.status === "resolved") await changeIncident(tx, { incidentId, actor: muster, command: { kind: "close", because: "no-retrospective-required" } });
}

/** Begins one because somebody wishes for it; gives its id. */
export async function beginByHand(tx: Tx, incidentId: string, actor: Actor): Promise<string | Refusal> {
  await lockStreams(tx, [incidentStream(incidentId)]);
  const incident = await readIncidentState(tx, incidentId);
  if (!incident) return noSuchIncident;
  if (isRunning(incident)) return refuse("retrospective.incident-running", "The incident is not over. Resolve it first; then people can look back at it.");
  if (!isOver(incident)) return refuse("retrospective.incident-not-resolved", `The incident was ${incident.status}. People look back at one that was resolved.`);
  const { retrospectiveId } = incident;
  if (retrospectiveId !== null) return refuse("retrospective.begun", "This incident has a retrospective already. Go on there.", { retrospectiveId });
  const { process } = await readProcess(tx, incident.processVersion);
  return begin(tx, { incidentId, incident, process, because: "person", actor, from: tx.now });
}

function isOver({ status }: IncidentState): boolean {
  return status === "resolved" || status === "closed";
}

async function begin(tx: Tx, { incidentId, incident, process, because, actor, from }: Beginning): Promise<string | Refusal> {
  const id = newId();
  const rule = ruleOf(process);
  const noted = await changeIncident(tx, { incidentId, actor, command: { kind: "begin retrospective", retrospectiveId: id } });
  if (isRefusal(noted)) return noted;
  const begun = await changeRetrospective(tx, { id, actor, command: { kind: "begin", incidentId, because, ownerId: ownerOf(rule.ownedBy, incident), dueAt: momentAfter(from, rule.dueWithin) } });
  return isRefusal(begun) ? begun : id;
}
