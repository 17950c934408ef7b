import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { beginCall } from "../escalation/index.ts";
import { readWhoIsOnCall } from "../on-call/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { callsForClass, type Call } from "./calls.rules.ts";
import { readTeamsOfServices } from "./commander.queries.ts";
import { changeIncident } from "./incident.commands.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** Looks for people by the policies of services: one search per policy and incident. */
export async function callPolicies(tx: Tx, incidentId: string, serviceIds: readonly string[], actor: Actor): Promise<void> {
  const rows = await tx.rows<{ policy_id: string }>(
    "select distinct escalation_policy_id as policy_id from service where id = any($1::text[]) and escalation_policy_id is not null order by 1",
    [serviceIds],
  );
  for (const { policy_id: policyId } of rows) await begin(tx, { incidentId, actor, policyId, call: `policy:${policyId}`, targets: [] });
}

/** Looks for people of one's choice; gives the incident as it stands, or why not. */
export async function callPeople(tx: Tx, incidentId: string, targets: readonly string[], actor: Actor): Promise<IncidentState | Refusal> {
  return begin(tx, { incidentId, actor, policyId: null, call: `people:${newId().slice(-12)}`, targets: [...targets] });
}

/** Looks for whoever the class asks for and who was not called yet. */
export async function callForClass(tx: Tx, incidentId: string, state: IncidentState): Promise<void> {
  const { process } = await readProcess(tx, state.processVersion);
  const wanted = callsForClass(process, state, await readTeamsOfServices(tx, state.serviceIds), await readOnCallForRoles(tx, process));
  for (const call of wanted.filter(({ call: name }) => !state.calls.includes(name))) {
    await begin(tx, { incidentId, actor: muster, policyId: null, ...call });
  }
}

async function readOnCallForRoles(tx: Tx, process: WrittenProcess): Promise<Record<string, string[]>> {
  const scheduled = process.roles.flatMap(({ id, schedule }) => (schedule === undefined ? [] : [{ id, schedule }]));
  const onCall = await readWhoIsOnCall(tx, [...new Set(scheduled.map(({ schedule }) => schedule))], tx.now);
  const peopleOf = (schedule: string) => onCall.find(({ scheduleId }) => scheduleId === schedule)?.people.map(({ personId }) => personId) ?? [];
  return Object.fromEntries(scheduled.map(({ id, schedule }) => [id, peopleOf(schedule)]));
}

async function begin(tx: Tx, wish: Call & { incidentId: string; actor: Actor; policyId: string | null }): Promise<IncidentState | Refusal> {
  const { incidentId, actor, policyId, call, targets } = wish;
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "call", call, targets, policyId } });
  if (isRefusal(outcome)) return outcome;
  await beginCall(tx, { incidentId, call, urgency: "high", commandId: newId(), ...(policyId === null ? { targets } : { policyId }) });
  return outcome;
}
