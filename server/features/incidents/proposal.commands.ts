import { createAsk } from "../../platform/conditions/asking.ts";
import type { Tx } from "../../platform/database/database.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { muster } from "../../values/actor.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { changeIncident } from "./incident.commands.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { proposedSeverity, severityConditions, type Proposal, type SeverityCondition } from "./proposal.rules.ts";
import { conditionValues, nothingAround } from "./surroundings.rules.ts";
import { readSeverityConditions, readSurroundings } from "./surroundings.queries.ts";

/** What the facts speak for as things stand, and the conditions that were asked. */
export interface Assessed extends Proposal {
  process: WrittenProcess;
  conditions: SeverityCondition[];
}

/** Asks every condition of the process and of the services hit. */
export async function assess(tx: Tx, incidentId: string, state: IncidentState): Promise<Assessed> {
  const { process } = await readProcess(tx, state.processVersion);
  const conditions = severityConditions(process, await readSeverityConditions(tx, state.serviceIds));
  if (conditions.length === 0) return { process, conditions, severity: null, because: [], absent: [] };
  const around = (await readSurroundings(tx, new Map([[incidentId, state]]))).get(incidentId) ?? nothingAround;
  return { process, conditions, ...proposedSeverity(process, conditions, conditionValues(state, around, tx.now), createAsk(incidentNames)) };
}

/** Proposes the severity that the facts speak for now; nothing is decided. Gives the conditions, so that whoever asks knows when time alone may change it. */
export async function proposeAnew(tx: Tx, incidentId: string): Promise<readonly SeverityCondition[]> {
  const state = await readIncidentState(tx, incidentId);
  if (!state || !isRunning(state)) return [];
  const { severity, because, conditions } = await assess(tx, incidentId, state);
  if ((state.found?.severity ?? null) !== severity) await changeIncident(tx, { incidentId, actor: muster, command: { kind: "find", severity, because } });
  return conditions;
}
