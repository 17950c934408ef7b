import { newId } from "../../platform/ids/ids.ts";
import { cancel, schedule, type DueWork, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { muster } from "../../values/actor.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { readNamedExperts } from "../escalation/index.ts";
import { readProcess } from "../process/index.ts";
import { beginCallOf } from "./calls.commands.ts";
import { changeIncident } from "./incident.commands.ts";
import { findExpertsIn } from "./consult.queries.ts";
import { consultationOf, expertCall } from "./consult.rules.ts";
import { readIncidentState } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";

const consultKind = "incident.consult";

/** Plans when an expert is asked by itself, or takes that back, as the incidents stand now. */
export async function planConsultations(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<void> {
  const work: DueWork[] = [];
  const done: string[] = [];
  for (const [incidentId, state] of states) {
    const key = `consult/${incidentId}`;
    const consultation = consultationOf((await readProcess(tx, state.processVersion)).process, state);
    if (consultation) work.push({ kind: consultKind, key, dueAt: consultation.dueAt, payload: { incidentId } });
    else done.push(key);
  }
  await schedule(tx, work);
  await cancel(tx, done);
}

/** Asks the experts of the services of incidents in which none is by the time that the process gives. */
export const consultHandler: SetHandler = {
  kind: consultKind,
  mode: "set",
  async handle(tx, work) {
    const ids = work.map(({ payload }) => (payload as { incidentId: string }).incidentId);
    await lockSubjects(tx, ids.map((id) => ({ kind: "incident", id })));
    for (const incidentId of ids) await consult(tx, incidentId);
  },
};

async function consult(tx: Tx, incidentId: string): Promise<void> {
  const state = await readIncidentState(tx, incidentId);
  const consultation = state && consultationOf((await readProcess(tx, state.processVersion)).process, state);
  if (!state || !consultation || consultation.dueAt > tx.now) return;
  const experts = (await readNamedExperts(tx, state.serviceIds)).map(({ person_id }) => person_id);
  const there = await findExpertsIn(tx, incidentId, state, experts);
  if (there.length > 0) await changeIncident(tx, { incidentId, actor: muster, command: { kind: "note experts in", personIds: there } });
  if (experts.length === 0 || there.length > 0) return;
  const { severity, after } = consultation;
  await beginCallOf(tx, { incidentId, actor: muster, policyId: null, call: `${expertCall}${newId().slice(-12)}`, targets: experts.map((personId) => `person/${personId}`), because: { kind: "no-expert", severity, after } });
}
