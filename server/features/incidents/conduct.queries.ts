import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { IncidentStatus } from "./incident-words.rules.ts";

/** What somebody reported of conduct; it stands outside the log, which everybody reads. */
export interface ConductRow {
  id: string;
  incident_id: string;
  number: number;
  title: string | null;
  status: Exclude<IncidentStatus, "none">;
  by_person_id: string;
  body: string;
  at: Instant;
  seen_at: Instant | null;
  seen_by: string | null;
  settled_at: Instant | null;
  settled_by: string | null;
  outcome: string | null;
}

export async function insertConductReport(tx: Tx, report: { id: string; incidentId: string; personId: string; text: string }): Promise<void> {
  await tx.run("insert into conduct_report (id, incident_id, by_person_id, body, at) values ($1, $2, $3, $4, $5)", [report.id, report.incidentId, report.personId, report.text, toIso(tx.now)]);
}

const reports = `
  select conduct_report.*, incident.number, incident.status, content.body as title
  from conduct_report join seen_incident as incident on incident.id = conduct_report.incident_id join content on content.id = incident.title_id`;

export interface ConductFilter {
  state: "new" | "seen" | "dealt-with" | "all";
  incidentId: string | null;
  before: TimePlace | null;
  limit: number;
}

/** Reports newest first. */
export async function listConductReports(tx: Tx, { state, incidentId, before, limit }: ConductFilter): Promise<ConductRow[]> {
  return tx.rows<ConductRow>(
    `${reports}
     where ($1 = 'all' or $1 = case when settled_at is not null then 'dealt-with' when seen_at is not null then 'seen' else 'new' end)
       and ($2::uuid is null or incident_id = $2) and ($3::timestamptz is null or (at, conduct_report.id) < ($3, $4::uuid))
     order by at desc, conduct_report.id desc limit $5`,
    [state, incidentId, before?.at ?? null, before?.id ?? null, limit],
  );
}

/** One report, held until the end of the transaction; null where there is none. */
export async function lockConductReport(tx: Tx, id: string): Promise<ConductRow | null> {
  return tx.first<ConductRow>(`${reports} where conduct_report.id = $1 for update of conduct_report`, [id]);
}

export async function writeConductSteps(tx: Tx, { id, seen_at, seen_by, settled_at, settled_by, outcome }: ConductRow): Promise<void> {
  const iso = (at: Instant | null) => (at === null ? null : toIso(at));
  await tx.run("update conduct_report set seen_at = $2, seen_by = $3, settled_at = $4, settled_by = $5, outcome = $6 where id = $1", [id, iso(seen_at), seen_by, iso(settled_at), settled_by, outcome]);
}
