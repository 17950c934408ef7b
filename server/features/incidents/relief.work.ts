import type { Tx } from "../../platform/database/database.ts";
import { schedule, type DueWork, type SetHandler } from "../../platform/due-work/due-work.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readProcess } from "../process/index.ts";
import { changeIncident } from "./incident.commands.ts";
import { readIncidentState } from "./incident.queries.ts";
import { commanderOf, isRunning, type IncidentState } from "./incident.state.rules.ts";
import { reliefNudges } from "./nudge.work.ts";
import { proposeSuccessor } from "./relief.queries.ts";
import { reliefOf, reliefWanted } from "./relief.rules.ts";

const kind = "incident.relief";

/** Plans when each holder's handover should begin. Whether they hold the role still is asked when it is due. */
export async function planReliefs(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<void> {
  const work: DueWork[] = [];
  for (const [incidentId, state] of states) {
    if (!isRunning(state) || state.isDrill) continue;
    const { process } = await readProcess(tx, state.processVersion);
    for (const holder of state.holders) {
      const relief = reliefOf(process, holder);
      const { role, personId } = holder;
      const isSaid = reliefWanted(state).some((one) => one.role === role && one.personId === personId && one.dueAt !== null);
      if (relief && !isSaid) work.push({ kind, key: `relief/${incidentId}/${role}/${personId}`, dueAt: relief.handoffFrom, payload: { incidentId, role, personId } });
    }
  }
  await schedule(tx, work);
}

/** Says that somebody else is to hold a role soon, proposes who, and tells the holder and the commander. */
export const reliefHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) await sayRelief(tx, payload as { incidentId: string; role: string; personId: string });
  },
};

async function sayRelief(tx: Tx, { incidentId, role, personId }: { incidentId: string; role: string; personId: string }): Promise<void> {
  const state = await readIncidentState(tx, incidentId);
  const holder = state?.holders.find((one) => one.role === role && one.personId === personId);
  const relief = state && holder ? reliefOf((await readProcess(tx, state.processVersion)).process, holder) : null;
  if (!state || !isRunning(state) || relief === null || relief.handoffFrom > tx.now) return;
  const successorId = await proposeSuccessor(tx, incidentId, state, role);
  const outcome = await changeIncident(tx, { incidentId, actor: muster, command: { kind: "relief due", role, personId, dueAt: relief.dueAt, successorId } });
  if (isRefusal(outcome)) return;
  const told = [...new Set([personId, commanderOf(outcome)?.personId ?? personId])];
  await schedule(tx, reliefNudges({ incidentId, role, personId, moment: relief.dueAt }, told, tx.now));
}
