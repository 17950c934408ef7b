import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { ContentReference } from "../../values/content-reference.ts";
import { incidentStream } from "./incident.decider.ts";

/** Who declared it. */
export async function readDeclarer(tx: Tx, incidentId: string): Promise<Actor | null> {
  return (await tx.first<{ actor: Actor }>("select actor from event_log where stream_id = $1 and type = 'incident declared'", [incidentStream(incidentId)]))?.actor ?? null;
}

/** Why it was made private last. */
export async function readReason(tx: Tx, incidentId: string): Promise<ContentReference | null> {
  const row = await tx.first<{ reason: ContentReference }>(
    "select data -> 'reason' as reason from event_log where stream_id = $1 and type = 'incident made private' order by version desc limit 1",
    [incidentStream(incidentId)],
  );
  return row?.reason ?? null;
}

/** How many people can sign in. */
export async function countEverybody(tx: Tx): Promise<number> {
  return (await tx.first<{ count: number }>("select count(*)::int as count from account where disabled_at is null"))?.count ?? 0;
}

/** The people of teams, whoever manages one first, by team. */
export async function readTeamPeople(tx: Tx, teamIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ id: string; people: string[] }>(
    `select team.id, array(select id from person where id = team.manager_id or exists (select from team_member where team_id = team.id and person_id = person.id)
       order by id is distinct from team.manager_id, name) as people
     from team where id = any($1::text[])`,
    [teamIds],
  );
  return new Map(rows.map(({ id, people }) => [id, people]));
}

/** The first of `person/…`, `team/…`, `audience/…` that is not there; null where all are. */
export async function findUnknown(tx: Tx, who: readonly string[]): Promise<string | null> {
  const row = await tx.first<{ who: string }>(
    `select who from unnest($1::text[]) with ordinality as asked (who, place)
     where not exists (select from person where who = 'person/' || id) and not exists (select from team where who = 'team/' || id)
       and not exists (select from audience where who = 'audience/' || id) order by place limit 1`,
    [who],
  );
  return row?.who ?? null;
}
