import { toIso, type Instant } from "../../values/instant.ts";
import type { ConductReportView, ReadConductReportView } from "./conduct.contract.ts";
import type { ConductRow } from "./conduct.queries.ts";
import { refOf } from "./incident-ref.rules.ts";

type Named = (id: string) => string;

export function presentConductReport(row: ConductRow, named: Named): ConductReportView {
  const { id, incident_id, number, title, status, at, seen_at, seen_by, settled_at, settled_by, outcome } = row;
  const step = (moment: Instant | null, by: string | null) => (moment === null || by === null ? null : { at: toIso(moment), by: { id: by, name: named(by) } });
  return {
    ...{ id, outcome, at: toIso(at) },
    incident: { id: incident_id, ref: refOf(number), title, status },
    state: settled_at !== null ? "dealt-with" : seen_at !== null ? "seen" : "new",
    seen: step(seen_at, seen_by),
    settled: step(settled_at, settled_by),
  };
}

export function presentReadReport(row: ConductRow, named: Named): ReadConductReportView {
  return { ...presentConductReport(row, named), by: { id: row.by_person_id, name: named(row.by_person_id) }, text: row.body };
}
