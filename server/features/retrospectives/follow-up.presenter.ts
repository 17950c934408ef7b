import { toIso, toIsoOrNull } from "../../values/instant.ts";
import { refOf } from "../incidents/index.ts";
import type { FollowUpView } from "./contract.ts";
import type { FollowUpRow } from "./follow-up.queries.ts";

export function presentFollowUp(row: FollowUpRow): FollowUpView {
  return {
    id: row.id,
    retrospectiveId: row.retrospective_id,
    incident: { id: row.incident_id, ref: refOf(row.incident_number), title: row.incident_title },
    text: row.text,
    driver: row.driver_id === null ? null : { id: row.driver_id, name: row.driver_name ?? row.driver_id },
    dueAt: toIsoOrNull(row.due_at),
    reviewAt: toIso(row.review_at),
    status: row.status,
    addedAt: toIso(row.added_at),
    settledAt: toIsoOrNull(row.settled_at),
  };
}
