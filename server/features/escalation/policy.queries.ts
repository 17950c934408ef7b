import type { Tx } from "../../platform/database/database.ts";
import { scheduleName } from "../on-call/index.ts";
import { readRoleNames } from "../process/index.ts";
import { usualAskAfter } from "./escalation.queries.ts";
import type { TargetNames } from "./policy-wording.rules.ts";

export interface ListedPolicyRow {
  id: string;
  name: string | null;
  repeat: number;
  is_from_file: boolean;
  ask_after: string;
  steps: { targets: string[]; wait: string; roundRobin: boolean; acknowledgements: number }[];
  services: { id: string; name: string }[];
}

/** Where a list goes on: after the entry with the id, in the order of the configuration; `only` narrows it to one. */
export interface PolicyPart {
  limit: number;
  after: string | null;
  only: string | null;
}

/** Policies with their steps and whom they are for, one more than the limit. */
export async function listPolicies(tx: Tx, { limit, after, only }: PolicyPart): Promise<ListedPolicyRow[]> {
  return tx.rows<ListedPolicyRow>(
    `select id, name, repeat, is_from_file, coalesce(ask_after, '${usualAskAfter}') as ask_after,
       (select coalesce(jsonb_agg(jsonb_build_object('targets', targets, 'wait', coalesce(wait, '5m'), 'roundRobin', round_robin, 'acknowledgements', acknowledgements) order by place), '[]')
        from escalation_step where policy_id = escalation_policy.id) as steps,
       (select coalesce(jsonb_agg(jsonb_build_object('id', service.id, 'name', service.name) order by place), '[]')
        from service where escalation_policy_id = escalation_policy.id) as services
     from escalation_policy
     where ($2::text is null or (place, id) > (select place, id from escalation_policy where id = $2)) and ($3::text is null or id = $3)
     order by place, id limit $1`,
    [limit + 1, after, only],
  );
}

/** What people call that which targets mean, by the target. */
export async function readTargetNames(tx: Tx, targets: readonly string[]): Promise<TargetNames> {
  const rows = await tx.rows<{ target: string; name: string }>("select 'team/' || id as target, name from team union all select 'person/' || id, name from person");
  const schedules = await tx.rows<{ id: string; name: string | null }>("select id, name from schedule");
  const roles = await readRoleNames(tx, targets.filter((target) => target.startsWith("role/")).map((target) => target.slice("role/".length)));
  return Object.fromEntries([
    ...rows.map(({ target, name }) => [target, name]),
    ...schedules.map((schedule) => [`schedule/${schedule.id}`, scheduleName(schedule)]),
    ...[...roles].map(([id, name]) => [`role/${id}`, name]),
  ]);
}
