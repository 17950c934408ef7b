import { toIsoOrNull } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";
import type { EscalationView } from "./contract.ts";
import type { EscalationRow } from "./escalation.queries.ts";

/** `subject` is what whoever asks may know that it is about. */
export function presentEscalation({ row, subject }: { row: EscalationRow; subject: Subject }, next: readonly string[], people: ReadonlyMap<string, { name: string }>): EscalationView {
  const named = (personId: string) => ({ personId, name: people.get(personId)?.name ?? personId });
  return {
    subject,
    policyId: row.policy_id,
    urgency: row.urgency,
    status: row.status as EscalationView["status"],
    pass: row.pass,
    step: row.step,
    nextAt: toIsoOrNull(row.next_at),
    next: next.map(named),
    acknowledgedAt: toIsoOrNull(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by,
    acknowledgedByName: row.acknowledged_by ? (people.get(row.acknowledged_by)?.name ?? row.acknowledged_by) : null,
    needed: row.needed,
    have: row.havers.map(named),
    askedUntil: toIsoOrNull(row.asked_until),
  };
}
