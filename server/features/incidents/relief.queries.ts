import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIso } from "../../values/instant.ts";
import { toWallClock } from "../../values/zone.ts";
import { readPeople } from "../directory/index.ts";
import { readAbsences, readSchedules } from "../on-call/index.ts";
import { commandRoleOf, readProcess } from "../process/index.ts";
import { readTeamsOfServices, readViewers } from "./commander.queries.ts";
import { readHoldings } from "./holding.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { successorsOf, type Candidate } from "./relief.rules.ts";

const hour = 3_600_000;
const week = 7 * 24 * hour;
const night = { from: 22, until: 7 };

/** Who could relieve the holder of a role; null where the rotation has nobody else. */
export async function proposeSuccessor(tx: Tx, incidentId: string, state: IncidentState, role: string): Promise<string | null> {
  const ids = await readRotation(tx, state, role);
  return successorsOf(await readCandidates(tx, incidentId, ids), state.holders)[0] ?? null;
}

/** The people of the role's schedule, else of that of command, else of the teams whose services are hit; without viewers and who is away. */
async function readRotation(tx: Tx, state: IncidentState, role: string): Promise<string[]> {
  const { process } = await readProcess(tx, state.processVersion);
  const scheduleId = process.roles.find(({ id }) => id === role)?.schedule ?? commandRoleOf(process).schedule;
  const [schedule] = scheduleId === undefined ? [] : await readSchedules(tx, [scheduleId], tx.now, tx.now);
  const inLayers = (schedule?.layers ?? []).flatMap(({ people, fixed = [] }) => [...people.flat(), ...fixed.map(({ person }) => person)]);
  const ids = [...new Set(inLayers.length > 0 ? inLayers : (await readTeamsOfServices(tx, state.serviceIds)).members)];
  const viewers = await readViewers(tx, ids);
  const away = new Set((await readAbsences(tx, { personIds: ids, from: tx.now, to: tx.now + hour })).map(({ personId }) => personId));
  return ids.filter((id) => !viewers.has(id) && !away.has(id));
}

/** How long each was in incidents these seven days (from their first to their last act in each), whether they hold a role in another, and whether it is night where they are. */
async function readCandidates(tx: Tx, incidentId: string, ids: readonly string[]): Promise<Candidate[]> {
  const people = await readPeople(tx, ids);
  const spans = await tx.rows<{ person_id: string; milliseconds: number }>(
    `select person_id, (extract(epoch from sum(last - first)) * 1000)::float8 as milliseconds from (
       select actor ->> 'id' as person_id, stream_id, min(recorded_at) as first, max(recorded_at) as last from event_log
       where stream_id in (select 'incident/' || id from incident where not is_drill and (ended_at is null or ended_at > $2)) and recorded_at > $2
         and actor ->> 'kind' = 'person' and actor ->> 'id' = any($1::text[]) group by 1, 2
     ) as act group by 1`,
    [ids, toIso(tx.now - week)],
  );
  const others = new Set((await readHoldings(tx)).filter((holding) => holding.incidentId !== incidentId).map(({ personId }) => personId));
  const worked = new Map(spans.map(({ person_id, milliseconds }) => [person_id, milliseconds / hour]));
  return ids.map((personId) => {
    const { hour: local } = toWallClock(zoneNamed(people.get(personId)?.timezone ?? "UTC"), tx.now);
    return { personId, hours: worked.get(personId) ?? 0, isInAnother: others.has(personId), isNight: local >= night.from || local < night.until };
  });
}
