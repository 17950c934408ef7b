import { cancel, schedule, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning } from "./incident.state.rules.ts";
import { proposeAnew } from "./proposal.commands.ts";
import { nextMoment } from "./proposal.rules.ts";

const proposeKind = "incident.propose";

/** Proposes anew as the facts stand, and again when time alone may change what they speak for. */
export async function proposeAndPlan(tx: Tx, incidentIds: readonly string[]): Promise<void> {
  for (const incidentId of new Set(incidentIds)) {
    const conditions = await proposeAnew(tx, incidentId);
    const state = await readIncidentState(tx, incidentId);
    const dueAt = state && isRunning(state) ? nextMoment(conditions, state.acknowledged?.at ?? null, tx.now) : null;
    const key = `propose/${incidentId}`;
    if (dueAt === null) await cancel(tx, [key]);
    else await schedule(tx, [{ kind: proposeKind, key, dueAt, payload: { incidentId } }]);
  }
}

/** The moment has come at which a condition about time may hold. */
export const proposeHandler: SetHandler = {
  kind: proposeKind,
  mode: "set",
  async handle(tx, work) {
    await proposeAndPlan(tx, work.map(({ payload }) => (payload as { incidentId: string }).incidentId));
  },
};
