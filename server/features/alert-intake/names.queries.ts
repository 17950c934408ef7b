import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Caller } from "../../values/permission.ts";
import { readAllPeople } from "../directory/index.ts";
import { scheduleName } from "../on-call/index.ts";
import { wordMoment } from "./moment-words.rules.ts";
import type { Names } from "./trace.rules.ts";

/** What the ids in decisions stand for; times on the clock of who asks. */
export async function readNames(tx: Tx, caller: Caller): Promise<Names> {
  const people = new Map((await readAllPeople(tx)).map((person) => [person.id, person]));
  const rows = await tx.rows<{ kind: string; id: string; name: string | null }>(
    `select 'service' as kind, id, name from service union all select 'team', id, name from team union all select 'source', id, name from source
     union all select 'schedule', id, name from schedule union all select 'token', id::text, name from api_token`,
  );
  const known = new Map(rows.map(({ kind, id, name }) => [`${kind}/${id}`, name]));
  const named = (kind: string) => (id: string) => known.get(`${kind}/${id}`) ?? id;
  const zone = zoneNamed(people.get(caller.personId ?? "")?.timezone ?? "UTC");
  return {
    ...{ service: named("service"), team: named("team"), source: named("source") },
    person: (id) => people.get(id)?.name ?? id,
    schedule: (id) => scheduleName({ id, name: known.get(`schedule/${id}`) ?? null }),
    token: (id) => known.get(`token/${id}`) ?? null,
    time: (at) => wordMoment(zone, at, tx.now),
  };
}
