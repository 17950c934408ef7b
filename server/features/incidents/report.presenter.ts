import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { refOf } from "./incident-ref.rules.ts";
import type { ReportView } from "./report.contract.ts";
import type { ReportRow } from "./report.queries.ts";

export function presentReport(row: ReportRow): ReportView {
  return {
    id: row.id,
    number: row.number,
    receivedAt: toIso(row.received_at),
    cameBy: row.came_by,
    what: row.what,
    where: row.where,
    service: row.service,
    since: toIsoOrNull(row.since),
    reporter: row.reporter,
    incident: row.incident_id !== null && row.incident ? { id: row.incident_id, ref: refOf(row.incident.number), title: row.incident.title, status: row.incident.status } : null,
    settled: row.settled_at === null ? null : { at: toIso(row.settled_at), by: row.settled_by },
  };
}
