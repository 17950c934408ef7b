import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import type { Speakers } from "./priorities.permissions.ts";

export interface RankingRow {
  id: string;
  service_id: string;
  slo_id: string | null;
  team_id: string;
  priority: string;
  fallback: string | null;
  mitigation: string | null;
  remarks: string | null;
  ranked_by: string;
  ranked_at: Instant;
  version: number;
  answer: "kept" | "changed" | null;
  answer_reason: string | null;
  answered_by: string | null;
  answered_at: Instant | null;
  answered_priority: string | null;
}

/** Rankings of one service, or of all; those of what is not there any more are left out. */
export async function readRankings(tx: Tx, serviceId: string | null): Promise<RankingRow[]> {
  return tx.rows<RankingRow>(
    `select ranking.* from priority_ranking as ranking join service on service.id = service_id join team on team.id = ranking.team_id
     where ($1::text is null or service_id = $1) and (slo_id is null or exists (select from slo where slo.id = slo_id))
     order by service.place, slo_id nulls first, team.place, ranking.id`,
    [serviceId],
  );
}

export async function lockRanking(tx: Tx, id: string): Promise<RankingRow | null> {
  return tx.first<RankingRow>("select * from priority_ranking where id = $1 for update", [id]);
}

/** The ranking of a team for an outage; whoever asks holds it, and its place where there is none, until COMMIT. */
export async function lockRankingOf(tx: Tx, serviceId: string, sloId: string | null, teamId: string): Promise<RankingRow | null> {
  await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`ranking ${serviceId} ${sloId ?? ""} ${teamId}`]);
  return tx.first<RankingRow>("select * from priority_ranking where service_id = $1 and slo_id is not distinct from $2 and team_id = $3", [serviceId, sloId, teamId]);
}

export type RankingToPut = Pick<RankingRow, "id" | "service_id" | "slo_id" | "team_id" | "priority" | "fallback" | "mitigation" | "remarks" | "ranked_by" | "version">;

/** Keeps a ranking as it is now said; what was answered to it before is answered no more. */
export async function putRanking(tx: Tx, ranking: RankingToPut): Promise<void> {
  const { id, service_id, slo_id, team_id, priority, fallback, mitigation, remarks, ranked_by, version } = ranking;
  await tx.run(
    `insert into priority_ranking (id, service_id, slo_id, team_id, priority, fallback, mitigation, remarks, ranked_by, ranked_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, muster_now(), $10)
     on conflict (id) do update set priority = excluded.priority, fallback = excluded.fallback, mitigation = excluded.mitigation, remarks = excluded.remarks,
       ranked_by = excluded.ranked_by, ranked_at = excluded.ranked_at, version = excluded.version,
       answer = null, answer_reason = null, answered_by = null, answered_at = null, answered_priority = null`,
    [id, service_id, slo_id, team_id, priority, fallback, mitigation, remarks, ranked_by, version],
  );
}

export async function deleteRanking(tx: Tx, id: string): Promise<void> {
  await tx.run("delete from priority_ranking where id = $1", [id]);
}

export async function putAnswer(tx: Tx, id: string, answer: { verdict: "kept" | "changed"; reason: string; by: string; priority: string | null }): Promise<void> {
  await tx.run(
    "update priority_ranking set answer = $2, answer_reason = $3, answered_by = $4, answered_at = muster_now(), answered_priority = $5, version = version + 1 where id = $1",
    [id, answer.verdict, answer.reason, answer.by, answer.priority],
  );
}

export interface ServiceFacts {
  id: string;
  name: string;
  team_id: string | null;
  slos: { id: string; name: string; priority: string | null }[];
  /** Services that depend on it, with their teams. */
  dependants: { id: string; name: string; team_id: string | null }[];
}

/** A service, or all, with what its priorities hang on. */
export async function readServiceFacts(tx: Tx, serviceId: string | null): Promise<Map<string, ServiceFacts>> {
  const rows = await tx.rows<ServiceFacts>(
    `select id, name, team_id,
       (select coalesce(jsonb_agg(jsonb_build_object('id', slo.id, 'name', coalesce(slo.name, slo.journey, slo.id), 'priority', slo.priority) order by slo.place, slo.id), '[]') from slo where slo.service_id = service.id) as slos,
       (select coalesce(jsonb_agg(jsonb_build_object('id', other.id, 'name', other.name, 'team_id', other.team_id) order by other.place, other.id), '[]')
        from service_link join service as other on other.id = service_link.service_id where kind = 'depends-on' and target_id = service.id) as dependants
     from service where $1::text is null or id = $1`,
    [serviceId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every team with those who speak for it, in the order of the configuration. */
export async function readSpeakers(tx: Tx): Promise<Map<string, Speakers>> {
  const rows = await tx.rows<{ id: string; name: string; manager_id: string | null; members: string[] }>(
    "select id, name, manager_id, array(select person_id from team_member where team_id = team.id) as members from team order by place, id",
  );
  return new Map(rows.map(({ id, name, manager_id, members }) => [id, { name, managerId: manager_id, memberIds: members }]));
}
