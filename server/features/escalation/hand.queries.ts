import type { Tx } from "../../platform/database/database.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { readTargetNames } from "./policy.queries.ts";

interface GroupPlace {
  serviceId: string | null;
  policyId: string | null;
  managerId: string | null;
  /** The alert beside which a reason is written. */
  alertId: string | null;
}

/** What a group of alerts is about; null where there is none of that id. */
export async function readGroupPlace(tx: Tx, groupId: string): Promise<GroupPlace | null> {
  const row = await tx.first<{ service_id: string | null; policy_id: string | null; manager_id: string | null; alert_id: string | null }>(
    `select service.id as service_id, service.escalation_policy_id as policy_id, team.manager_id,
       (select alert.id from alert where alert.group_id = alert_group.id order by (alert.status = 'resolved'), alert.first_at, alert.id limit 1) as alert_id
     from alert_group left join service on service.id = alert_group.service_id left join team on team.id = service.team_id where alert_group.id = $1`,
    [groupId],
  );
  return row && { serviceId: row.service_id, policyId: row.policy_id, managerId: row.manager_id, alertId: row.alert_id };
}

/** Null where all these targets are there; else the reason, with the field. */
export async function whyNotTargets(tx: Tx, targets: readonly string[]): Promise<Refusal | null> {
  const names = await readTargetNames(tx, targets);
  const unknown = targets.find((target) => names[target] === undefined);
  if (unknown === undefined) return null;
  const message = `There is no “${unknown}” who could be paged.`;
  return refuse("escalation.target.invalid", message, { errors: [{ path: "targets", message }] });
}

/** Null where there is such a policy; else the reason, with the field. */
export async function whyNotPolicy(tx: Tx, policyId: string): Promise<Refusal | null> {
  if ((await tx.first("select from escalation_policy where id = $1", [policyId])) !== null) return null;
  const message = `There is no escalation policy “${policyId}”. Policies are listed at /api/v1/policies.`;
  return refuse("escalation.policy.invalid", message, { errors: [{ path: "policyId", message }] });
}

export const noManager = refuse("escalation.manager.invalid", "The team of this has no manager. Name a person.", { errors: [{ path: "targets", message: "The team of this has no manager. Name a person." }] });
