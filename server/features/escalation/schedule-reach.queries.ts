import type { Tx } from "../../platform/database/database.ts";
import { groupBy } from "../../values/group-by.ts";
import type { ScheduleReach } from "../on-call/index.ts";

interface Row {
  id: string;
  target: string;
  step: number;
  services: ScheduleReach["services"];
}

/** What schedules wake people for, and which other schedules the same policies ask, by schedule. */
export async function readScheduleReaches(tx: Tx, scheduleIds: readonly string[]): Promise<Map<string, ScheduleReach>> {
  const rows = await tx.rows<Row>(
    `select asked.id, other.target, min(other.place) + 1 as step,
       (select coalesce(jsonb_agg(jsonb_build_object('id', service.id, 'name', service.name) order by service.place, service.id), '[]')
        from service where service.escalation_policy_id in (
          select policy_id from escalation_step where 'schedule/' || asked.id = any(targets))) as services
     from unnest($1::text[]) as asked (id)
     join escalation_step as own on 'schedule/' || asked.id = any(own.targets)
     join lateral (select place, unnest(targets) as target from escalation_step where policy_id = own.policy_id) as other on other.target like 'schedule/%'
     group by asked.id, other.target order by asked.id, step, other.target`,
    [scheduleIds],
  );
  const reaches = [...groupBy(rows, ({ id }) => id)].map(([id, found]): [string, ScheduleReach] => {
    const beside = found.map(({ target, step }) => ({ scheduleId: target.slice("schedule/".length), step })).filter(({ scheduleId }) => scheduleId !== id);
    return [id, { services: found[0]?.services ?? [], beside }];
  });
  return new Map(reaches);
}
