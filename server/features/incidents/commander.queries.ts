import type { Tx } from "../../platform/database/database.ts";
import { administrators } from "../access/index.ts";
import { readWhoIsOnCall } from "../on-call/index.ts";
import type { WrittenRole } from "../process/index.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { FirstCommander, HolderReason } from "./incident.events.ts";
import { unknownPerson } from "./words.queries.ts";

/** Those of the people who may not command: viewers look on. */
export async function readViewers(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ person_id: string }>("select person_id from account where person_id = any($1::text[]) and (role = 'viewer' or disabled_at is not null)", [personIds]);
  return new Set(rows.map((row) => row.person_id));
}

/** Null where this person is there and may work on incidents, or nobody is named. */
export async function whyNotWorker(tx: Tx, personId: string | null | undefined, field: string): Promise<Refusal | null> {
  const unknown = await unknownPerson(tx, personId, field);
  if (unknown || personId === null || personId === undefined || !(await readViewers(tx, [personId])).has(personId)) return unknown;
  const message = "Who only looks on holds no role. Ask an administrator for the role of responder.";
  return refuse("incident.person.invalid", message, { errors: [{ path: field, message }] });
}

/** The teams of the services and who manages them, in the order of the services. */
export async function readTeamsOfServices(tx: Tx, serviceIds: readonly string[]): Promise<{ serviceTeams: string[]; managers: string[]; members: string[] }> {
  const rows = await tx.rows<{ team_id: string; manager_id: string | null; members: string[] }>(
    `select team.id as team_id, team.manager_id, array(select person_id from team_member where team_id = team.id order by place) as members
     from unnest($1::text[]) with ordinality as hit (id, place) join service on service.id = hit.id join team on team.id = service.team_id order by hit.place`,
    [serviceIds],
  );
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  return {
    serviceTeams: unique(rows.map((row) => row.team_id)),
    managers: unique(rows.flatMap((row) => row.manager_id ?? [])),
    members: unique(rows.flatMap((row) => row.members)),
  };
}

/**
 * Who commands provisionally where nobody declared and nobody was paged yet: who is on call to command, the manager of a team that is hit,
 * the administrators; after them, so that command is never vacant, anybody of those teams and anybody at all. Null only where there is nobody.
 */
export async function findFallbackCommander(tx: Tx, role: WrittenRole, serviceIds: readonly string[]): Promise<FirstCommander | null> {
  const onCall = role.schedule === undefined ? [] : (await readWhoIsOnCall(tx, [role.schedule], tx.now)).flatMap(({ people }) => people.map(({ personId }) => personId));
  const { managers, members } = await readTeamsOfServices(tx, serviceIds);
  const anybody = (await tx.rows<{ id: string }>("select id from person order by place, id limit 100")).map(({ id }) => id);
  const candidates: { ids: readonly string[]; because: HolderReason }[] = [
    { ids: onCall, because: "on-call" },
    { ids: managers, because: "team-manager" },
    { ids: await administrators(tx), because: "administrator" },
    { ids: [...members, ...anybody], because: "nobody-else" },
  ];
  const viewers = await readViewers(tx, candidates.flatMap(({ ids }) => ids));
  for (const { ids, because } of candidates) {
    const personId = ids.find((id) => !viewers.has(id));
    if (personId !== undefined) return { personId, isProvisional: true, because };
  }
  return null;
}
