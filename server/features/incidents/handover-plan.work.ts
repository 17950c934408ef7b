import type { Tx } from "../../platform/database/database.ts";
import { schedule, type SetHandler } from "../../platform/due-work/due-work.ts";
import { muster } from "../../values/actor.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readProcess } from "../process/index.ts";
import { callPeople } from "./calls.commands.ts";
import { offerHandover } from "./handover.commands.ts";
import { plannedOf } from "./handover-plan.rules.ts";
import { changeIncident } from "./incident.commands.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";

const kind = "incident.handover-plan";

/** A hand-over that is agreed for a time ahead is offered as long before as the process asks two to go on side by side. Whether it still holds is asked then. */
export async function planHandovers(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<void> {
  for (const [incidentId, state] of states) {
    if (plannedOf(state).length === 0) continue;
    const { process } = await readProcess(tx, state.processVersion);
    const ahead = process.relief === undefined ? 0 : durationMilliseconds(process.relief.handoff);
    await schedule(tx, plannedOf(state).map(({ planId, passesAt }) => ({ kind, key: `handover-plan/${incidentId}/${planId}`, dueAt: passesAt - ahead, payload: { incidentId, planId } })));
  }
}

/** Offers the role to whoever is to take it over, with a brief made from what is known, and pages them. */
export const handoverPlanHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) await offerPlanned(tx, payload as { incidentId: string; planId: string });
  },
};

async function offerPlanned(tx: Tx, { incidentId, planId }: { incidentId: string; planId: string }): Promise<void> {
  const state = await readIncidentState(tx, incidentId);
  const plan = state && plannedOf(state).find((one) => one.planId === planId);
  if (!state || !plan || !isRunning(state)) return;
  const { role, toPersonId, passesAt } = plan;
  const fromPersonId = state.holders.find((holder) => holder.role === role)?.personId ?? "";
  const caller = { actor: muster, role: null, personId: null };
  const offered = await offerHandover(tx, { incidentId, state, role, fromPersonId, toPersonId, brief: null, caller, actor: muster, planned: { planId, passesAt } });
  if (isRefusal(offered)) await changeIncident(tx, { incidentId, actor: muster, command: { kind: "unplan handover", planId, because: "not-possible" } });
  else await callPeople(tx, incidentId, [`person/${toPersonId}`], muster);
}
