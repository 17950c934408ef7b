import { createAsk } from "../../platform/conditions/asking.ts";
import type { Tx } from "../../platform/database/database.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { callByPolicy, policyOfCall } from "../../values/subject.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { beginCall, escalateNow, readCallsOfIncident } from "../escalation/index.ts";
import { readWhoIsOnCall } from "../on-call/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { callsForClass, roleCall, type Call } from "./calls.rules.ts";
import { readTeamsOfServices } from "./commander.queries.ts";
import { changeIncident } from "./incident.commands.ts";
import type { CalledBecause } from "./incident.events.ts";
import { expertCall } from "./consult.rules.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { whyNotWork } from "./standing.rules.ts";
import { readSurroundings } from "./surroundings.queries.ts";
import { conditionValues, nothingAround } from "./surroundings.rules.ts";

/** Looks for people by the policies of services: one search per policy and incident. */
export async function callPolicies(tx: Tx, incidentId: string, serviceIds: readonly string[], actor: Actor, running: readonly string[] = []): Promise<void> {
  const rows = await tx.rows<{ policy_id: string }>(
    "select distinct escalation_policy_id as policy_id from service where id = any($1::text[]) and escalation_policy_id is not null order by 1",
    [serviceIds],
  );
  for (const { policy_id: policyId } of rows.filter((row) => !running.includes(callByPolicy(row.policy_id)))) await beginCallOf(tx, { incidentId, actor, policyId, call: `policy:${policyId}`, targets: [] });
}

/** The services that are hit; whoever is on call for one that is added is paged, unless it is said not to, and whoever the class asks for is called. */
export async function setServices(tx: Tx, { incidentId, serviceIds, isPaging, actor }: { incidentId: string; serviceIds: string[]; isPaging: boolean; actor: Actor }): Promise<IncidentState | Refusal> {
  const before = await readIncidentState(tx, incidentId);
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "set services", serviceIds } });
  if (isRefusal(outcome) || !isRunning(outcome)) return outcome;
  const running = (await readCallsOfIncident(tx, incidentId)).filter(({ status }) => status !== "ended").map(({ call }) => call);
  const added = serviceIds.filter((id) => before?.serviceIds.includes(id) !== true);
  if (isPaging) await callPolicies(tx, incidentId, added, actor, running);
  return callInForClass(tx, incidentId, outcome);
}

/** Looks for whoever the class asks for, as things stand now; gives the incident after that. */
export async function callInForClass(tx: Tx, incidentId: string, outcome: IncidentState): Promise<IncidentState> {
  const state = (await readIncidentState(tx, incidentId)) ?? outcome;
  await callForClass(tx, incidentId, state);
  return (await readIncidentState(tx, incidentId)) ?? state;
}

/** Looks for people of one's choice; gives the incident as it stands, or why not. */
export async function callPeople(tx: Tx, incidentId: string, targets: readonly string[], actor: Actor): Promise<IncidentState | Refusal> {
  return beginCallOf(tx, { incidentId, actor, policyId: null, call: `people:${newId().slice(-12)}`, targets: [...targets] });
}

/** Asks experts of the services in; gives the incident as it stands, or why not. */
export async function askExperts(tx: Tx, incidentId: string, personIds: readonly string[], actor: Actor): Promise<IncidentState | Refusal> {
  const targets = [...new Set(personIds)].map((personId) => `person/${personId}`);
  return beginCallOf(tx, { incidentId, actor, policyId: null, call: `${expertCall}${newId().slice(-12)}`, targets, because: { kind: "experts" } });
}

/** Looks for people by a policy; where that is done already its next step is taken. */
export async function callByPolicyId(tx: Tx, incidentId: string, policyId: string, actor: Actor): Promise<IncidentState | Refusal> {
  const call = callByPolicy(policyId);
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  const runs = (await readCallsOfIncident(tx, incidentId)).some((one) => one.call === call && one.status !== "ended");
  return runs ? takeNextSteps(tx, incidentId, [call], actor) : beginCallOf(tx, { incidentId, actor, policyId, call, targets: [] });
}

const noSearch = refuse("incident.no-search", "Nobody is looked for by a policy here. Name people, a team, a role or a policy.");

/** Takes the next step of every policy by which somebody is looked for; where all are in hand, of those, and whoever has it keeps it. */
export async function callNextStep(tx: Tx, incidentId: string, actor: Actor): Promise<IncidentState | Refusal> {
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  const searches = (await readCallsOfIncident(tx, incidentId)).filter(({ call, status }) => policyOfCall(call) !== null && status !== "ended");
  const order = [["running", "deferred"], ["acknowledged"], ["exhausted"]].map((statuses) => searches.filter(({ status }) => statuses.includes(status)));
  const chosen = order.find((calls) => calls.length > 0) ?? [];
  return takeNextSteps(tx, incidentId, chosen.map(({ call }) => call), actor);
}

async function takeNextSteps(tx: Tx, incidentId: string, calls: readonly string[], actor: Actor): Promise<IncidentState | Refusal> {
  const state = await readIncidentState(tx, incidentId);
  const refused = state && whyNotWork(state);
  if (refused) return refused;
  let last: IncidentState | Refusal = noSearch;
  for (const call of calls) {
    const escalated = await escalateNow(tx, { subject: { kind: "incident", id: incidentId, call }, actor, commandId: newId(), wish: { wish: "next-step" } });
    if (isRefusal(escalated)) return escalated;
    last = await changeIncident(tx, { incidentId, actor, command: { kind: "call", call, targets: [], policyId: policyOfCall(call), because: { kind: "next-step" } } });
  }
  return last;
}

/** Looks for whoever the class asks for and who was not called yet. */
export async function callForClass(tx: Tx, incidentId: string, state: IncidentState): Promise<void> {
  const { process } = await readProcess(tx, state.processVersion);
  if (!isRunning(state)) return;
  const known = { teams: await readTeamsOfServices(tx, state.serviceIds), onCall: await readOnCallForRoles(tx, process), holds: await readHolds(tx, incidentId, state) };
  const wanted = callsForClass(process, state, known);
  for (const call of wanted.filter(({ call: name }) => !state.calls.includes(name))) {
    await beginCallOf(tx, { incidentId, actor: muster, policyId: null, ...call });
  }
}

/** Whether a condition of the process holds as things stand; one that cannot be asked does not. */
async function readHolds(tx: Tx, incidentId: string, state: IncidentState): Promise<(condition: string) => boolean> {
  const around = (await readSurroundings(tx, new Map([[incidentId, state]]))).get(incidentId) ?? nothingAround;
  const [ask, values] = [createAsk(incidentNames), conditionValues(state, around, tx.now)];
  return (condition) => {
    const answer = ask(condition, values);
    return "holds" in answer && answer.holds;
  };
}

/** Asks whoever is on call for a role, or somebody by name, to take it: who says “I have it” holds it. */
export async function askForRole(tx: Tx, incidentId: string, role: string, personId: string | null, actor: Actor): Promise<IncidentState | Refusal> {
  return beginCallOf(tx, { incidentId, actor, policyId: null, call: roleCall(role), targets: [personId === null ? `role/${role}` : `person/${personId}`] });
}

/** Who is on call for each role that has a schedule. */
export async function readOnCallForRoles(tx: Tx, process: Pick<WrittenProcess, "roles">): Promise<Record<string, string[]>> {
  const scheduled = process.roles.flatMap(({ id, schedule }) => (schedule === undefined ? [] : [{ id, schedule }]));
  const onCall = await readWhoIsOnCall(tx, [...new Set(scheduled.map(({ schedule }) => schedule))], tx.now);
  const peopleOf = (schedule: string) => onCall.find(({ scheduleId }) => scheduleId === schedule)?.people.map(({ personId }) => personId) ?? [];
  return Object.fromEntries(scheduled.map(({ id, schedule }) => [id, peopleOf(schedule)]));
}

/** Looks for people by a call of its own; gives the incident as it stands, or why not. */
export async function beginCallOf(tx: Tx, wish: Call & { incidentId: string; actor: Actor; policyId: string | null; because?: CalledBecause }): Promise<IncidentState | Refusal> {
  const { incidentId, actor, policyId, call, targets, because } = wish;
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "call", call, targets, policyId, ...(because && { because }) } });
  if (isRefusal(outcome)) return outcome;
  await beginCall(tx, { incidentId, call, urgency: "high", commandId: newId(), ...(policyId === null ? { targets } : { policyId }) });
  return outcome;
}
