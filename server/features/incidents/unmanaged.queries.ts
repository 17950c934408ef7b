import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** A group of alerts that fires and belongs to no incident, with who has it. */
export interface UnmanagedGroup {
  id: string;
  teamId: string | null;
  acknowledgedAt: Instant | null;
  /** Who has it; else whoever was paged and has not said that they cannot. */
  people: string[];
}

export async function readUnmanagedGroups(tx: Tx, groupIds: readonly string[]): Promise<UnmanagedGroup[]> {
  return tx.rows(
    `select alert_group.id, service.team_id as "teamId", escalation.acknowledged_at as "acknowledgedAt",
       case when escalation.acknowledged_by is not null then array(select distinct unnest(array_append(escalation.havers, escalation.acknowledged_by)))
         else array(select distinct person_id from page where subject_kind = 'group' and subject_id = alert_group.id and status not in ('held-back', 'withdrawn') and answer is distinct from 'cannot') end as people
     from alert_group left join service on service.id = alert_group.service_id
       left join escalation on escalation.subject_kind = 'group' and escalation.subject_id = alert_group.id
     where alert_group.id = any($1::uuid[]) and alert_group.status = 'open' and alert_group.incident_id is null
       and not exists (select from declare_question where group_id = alert_group.id)`,
    [groupIds],
  );
}
