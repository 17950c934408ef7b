import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";

/** Whoever has a group is asked whether to declare an incident. */
export interface DeclareQuestion {
  groupId: string;
  title: string;
  serviceId: string | null;
  serviceName: string | null;
  askedAt: Instant;
  because: string[];
  people: string[];
}

export async function insertQuestions(tx: Tx, questions: readonly { groupId: string; because: string[]; people: string[] }[]): Promise<void> {
  await tx.run(
    `insert into declare_question (group_id, asked_at, because, people)
     select "groupId", $2, because, people from jsonb_to_recordset($1) as new ("groupId" uuid, because text[], people text[]) on conflict do nothing`,
    [JSON.stringify(questions), toIso(tx.now)],
  );
}

export async function settleQuestion(tx: Tx, groupId: string, actor: Actor, reasonId: string): Promise<void> {
  await tx.run("update declare_question set settled_at = $2, settled_by = $3, reason_id = $4 where group_id = $1", [groupId, toIso(tx.now), JSON.stringify(actor), reasonId]);
}

/** Questions that still want an answer, newest first: alerts of the group fire, it belongs to no incident, and nobody said that it is none. */
export async function readOpenQuestions(tx: Tx, groupId: string | null = null): Promise<DeclareQuestion[]> {
  return tx.rows(
    `select group_id as "groupId", title, service_id as "serviceId", service.name as "serviceName", asked_at as "askedAt", because, people
     from declare_question join alert_group on alert_group.id = group_id left join service on service.id = service_id
     where settled_at is null and alert_group.status = 'open' and incident_id is null and ($1::uuid is null or group_id = $1)
     order by asked_at desc, group_id limit 100`,
    [groupId],
  );
}

/** What somebody answered before: it was no incident, and why. */
export interface EarlierAnswer {
  serviceId: string;
  title: string;
  answeredAt: Instant;
  by: Actor;
  reason: string | null;
}

/** What was answered about alerts of the same services lately, newest first. */
export async function readEarlierAnswers(tx: Tx, serviceIds: readonly string[], since: Instant): Promise<EarlierAnswer[]> {
  return tx.rows(
    `select service_id as "serviceId", title, settled_at as "answeredAt", settled_by as by, content.body as reason
     from declare_question join alert_group on alert_group.id = group_id left join content on content.id = reason_id
     where settled_at >= $2 and service_id = any($1::text[]) order by settled_at desc, group_id limit 200`,
    [serviceIds, toIso(since)],
  );
}
