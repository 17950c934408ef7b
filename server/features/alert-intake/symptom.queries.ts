import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Trouble } from "./symptom.rules.ts";

export const symptomKind = "symptom.end";
/** So long a tool may take to say that a symptom ended with its cause. */
const grace = 30_000;

export async function readTroubles(tx: Tx): Promise<Trouble[]> {
  return tx.rows<Trouble>(`select incident_id as "incidentId", service_id as "serviceId" from troubled_service order by incident_id, service_id`);
}

/** Notes on which services an incident is open: none any more once it is over. What was held back as its symptom then pages, unless it ends by itself. */
export async function setTroubles(tx: Tx, incidents: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const ids = [...incidents.keys()];
  const gone = await tx.rows<{ incident_id: string }>(
    `delete from troubled_service using unnest($1::uuid[], $2::jsonb[]) as new (incident_id, services)
     where troubled_service.incident_id = new.incident_id and not new.services ? service_id returning troubled_service.incident_id`,
    [ids, ids.map((id) => JSON.stringify(incidents.get(id)))],
  );
  const rows = [...incidents].flatMap(([id, services]) => services.map((service) => [id, service] as const));
  if (rows.length > 0) await tx.run("insert into troubled_service select * from unnest($1::uuid[], $2::text[]) on conflict do nothing", [rows.map(([id]) => id), rows.map(([, service]) => service)]);
  await schedule(tx, [...new Set(gone.map((row) => row.incident_id))].map((incidentId) => ({ kind: symptomKind, key: `${symptomKind}/${incidentId}`, dueAt: tx.now + grace, payload: { incidentId } })));
}

/** An alert that is held back as a symptom of an incident. */
export interface SymptomRow {
  id: string;
  title: string;
  service_name: string | null;
}

/** What still fires and is held back as a symptom of the incident. */
export async function readSymptoms(tx: Tx, incidentId: string): Promise<SymptomRow[]> {
  return tx.rows<SymptomRow>(
    `select alert.id, alert.title, service.name as service_name from alert left join service on service.id = alert.service_id
     where held_by = 'symptom' and held_id = $1 and status <> 'resolved' and is_current order by first_at, alert.id limit 200`,
    [incidentId],
  );
}
