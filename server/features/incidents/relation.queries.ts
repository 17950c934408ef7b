import type { Tx } from "../../platform/database/database.ts";
import { listIncidents, type IncidentRow } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { likelyRelated, relationsOf, type Begun, type Dependency, type Likely } from "./relation.rules.ts";

const mostLooked = 200;

/** Open incidents that may belong together with this one and are not said to yet, the likeliest first. */
export async function readLikely(tx: Tx, incidentId: string, state: IncidentState): Promise<(Likely & { row: IncidentRow })[]> {
  const nothing = { severity: null, serviceId: null, personId: null, kind: null, tag: null, forCustomer: null, search: null, before: null };
  const rows = new Map((await listIncidents(tx, { ...nothing, status: "running", limit: mostLooked })).map((row) => [row.id, row]));
  const known = new Set(relationsOf(state).map((relation) => relation.incidentId));
  const others = [...rows].filter(([id, row]) => !known.has(id) && row.is_drill === state.isDrill).map(([id, row]) => begun(id, row.state));
  const likely = likelyRelated(begun(incidentId, state), others, await readDependencies(tx, state.serviceIds));
  return likely.flatMap((one) => {
    const row = rows.get(one.id);
    return row ? [{ ...one, row }] : [];
  });
}

/** When it began as far as is known: to hurt, else to be seen, else when it was declared. */
function begun(id: string, { serviceIds, milestones, declaredAt }: IncidentState): Begun {
  return { id, serviceIds, beganAt: milestones.impactStart?.at ?? milestones.detected?.at ?? declaredAt };
}

/** What these services need, and what needs them. */
async function readDependencies(tx: Tx, serviceIds: readonly string[]): Promise<Dependency[]> {
  return tx.rows(
    `select service_id as "serviceId", target_id as "onId" from service_link where kind = 'depends-on' and (service_id = any($1::text[]) or target_id = any($1::text[])) order by 1, 2`,
    [serviceIds],
  );
}
