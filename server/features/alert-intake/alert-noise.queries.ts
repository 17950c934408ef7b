import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { NoiseRow } from "./alert-noise.rules.ts";

/** The occurrences that began within so many days, those that look alike as one row. */
export async function readNoise(tx: Tx, days: number): Promise<NoiseRow[]> {
  return tx.rows<NoiseRow>(
    `select source_id as "sourceId", labels->>'alertname' as alertname, case when labels ? 'alertname' then null else title end as title, verdict,
       count(*)::int as occurrences, count(paged.group_id)::int as paged
     from alert left join (select distinct group_id from decision where code = 'page.sent') as paged using (group_id)
     where first_at > muster_now() - $1 * interval '1 day' group by 1, 2, 3, 4`,
    [days],
  );
}

export interface ReviewRow {
  source_id: string;
  rule: string;
  review_at: Instant | null;
  reviewed_at: Instant | null;
  reviewed_by: string | null;
  reviewer_name: string | null;
}

/** When which rule of which source is looked at again, those due first. */
export async function readReviews(tx: Tx): Promise<ReviewRow[]> {
  return tx.rows<ReviewRow>(
    `select alert_review.*, person.name as reviewer_name from alert_review left join person on person.id = reviewed_by
     order by review_at nulls last, source_id, rule`,
  );
}

/** When a rule is looked at again, with the name of its source. */
export async function readReview(tx: Tx, sourceId: string, rule: string): Promise<{ review_at: Instant | null; source_name: string | null } | null> {
  return tx.first("select review_at, source.name as source_name from alert_review left join source on source.id = source_id where source_id = $1 and rule = $2", [sourceId, rule]);
}

export interface RuleManagerRow {
  alertname: string | null;
  title: string | null;
  manager_id: string;
}

/** Who leads the teams of the services that a source spoke of within so many days, and by which of its rules. */
export async function readRuleManagers(tx: Tx, sourceId: string, days: number): Promise<RuleManagerRow[]> {
  return tx.rows<RuleManagerRow>(
    `select distinct labels->>'alertname' as alertname, case when labels ? 'alertname' then null else title end as title, manager_id
     from alert join service on service.id = service_id join team on team.id = team_id
     where source_id = $1 and manager_id is not null and first_at > muster_now() - $2 * interval '1 day'`,
    [sourceId, days],
  );
}

/** Says when a rule is looked at again. */
export async function planReview(tx: Tx, sourceId: string, rule: string, reviewAt: Instant): Promise<void> {
  await tx.run(
    `insert into alert_review (source_id, rule, review_at) values ($1, $2, $3)
     on conflict (source_id, rule) do update set review_at = excluded.review_at`,
    [sourceId, rule, toIso(reviewAt)],
  );
}

/** Notes that a rule was looked at; no date is planned then. */
export async function finishReview(tx: Tx, sourceId: string, rule: string, personId: string | null): Promise<void> {
  await tx.run(
    `insert into alert_review (source_id, rule, reviewed_at, reviewed_by) values ($1, $2, muster_now(), $3)
     on conflict (source_id, rule) do update set review_at = null, reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by`,
    [sourceId, rule, personId],
  );
}
