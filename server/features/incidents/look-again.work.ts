import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule, type DueWork, type SetHandler } from "../../platform/due-work/due-work.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { decisionsOf } from "./decision.rules.ts";
import { changeIncident } from "./incident.commands.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { lookAgainNudge } from "./nudge.work.ts";

const kind = "incident.look-again";

/** Plans when decisions are to be looked at again, or takes that back, as the incidents stand now. */
export async function planLooks(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<void> {
  const work: DueWork[] = [];
  const done: string[] = [];
  for (const [incidentId, state] of states) {
    for (const { entry, lookAgainAt, isDue } of decisionsOf(state)) {
      const key = `look-again/${incidentId}/${entry}`;
      if (lookAgainAt !== null && !isDue && isRunning(state)) work.push({ kind, key, dueAt: lookAgainAt, payload: { incidentId, entry } });
      else done.push(key);
    }
  }
  await schedule(tx, work);
  await cancel(tx, done);
}

/** Says in the room that the time to look again has come, and reminds whoever decided. */
export const lookAgainHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) {
      const { incidentId, entry } = payload as { incidentId: string; entry: number };
      const before = await readIncidentState(tx, incidentId);
      const decision = before && decisionsOf(before).find((one) => one.entry === entry);
      if (!before || !decision || !isRunning(before) || decision.lookAgainAt === null || decision.lookAgainAt > tx.now) continue;
      const outcome = await changeIncident(tx, { incidentId, actor: muster, command: { kind: "decision due", entry } });
      if (!isRefusal(outcome) && decision.decidedBy !== null) await schedule(tx, [lookAgainNudge(incidentId, entry, decision.lookAgainAt, tx.now)]);
    }
  },
};
