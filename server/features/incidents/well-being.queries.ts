import type { Tx } from "../../platform/database/database.ts";
import { readContent } from "../../platform/event-log/content.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Instant } from "../../values/instant.ts";
import { toWallClock } from "../../values/zone.ts";
import { readPeople, type Person } from "../directory/index.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { isObserving, questionsOf } from "./presence.rules.ts";
import { readWriters } from "./room.queries.ts";
import type { Member, WellBeingFacts } from "./well-being.rules.ts";

const hour = 3_600_000;
const night = { from: 22, until: 7 };

/** What is known of the people in an incident and of how they go about it, as far as somebody may have to look after it. */
export async function readWellBeing(tx: Tx, incidentId: string, state: IncidentState): Promise<WellBeingFacts> {
  const conditions = state.ground.filter(({ kind, mark }) => kind === "condition" && mark !== "done");
  const disputed = conditions.filter(({ mark }) => mark === "disputed");
  const contents = await readContent(tx, disputed.map(({ text }) => text.contentId));
  return {
    now: tx.now,
    declaredAt: state.declaredAt,
    members: await readMembers(tx, incidentId, state),
    writers: await readLastWriters(tx, incidentId),
    disputes: disputed.map(({ text, marked, since }) => ({ text: contents.get(text.contentId)?.text ?? "A condition", since: marked?.at ?? since })),
    conditions: conditions.length,
    questions: questionsOf(state).filter(({ outcome }) => outcome === "open"),
    outsideRole: await readOutsideRole(tx, incidentId),
  };
}

async function readMembers(tx: Tx, incidentId: string, state: IncidentState): Promise<Member[]> {
  const since = new Map<string, Instant>();
  const enter = (id: string, at: Instant) => since.set(id, Math.min(at, since.get(id) ?? at));
  for (const holder of state.holders) enter(holder.personId, holder.since);
  for (const writer of await readWriters(tx, incidentId)) enter(writer.person_id, writer.since);
  const ids = [...since].sort(([, one], [, other]) => one - other).flatMap(([id]) => (isObserving(state, id) ? [] : [id]));
  const people = await readPeople(tx, ids);
  const acts = await readActs(tx, ids, incidentId);
  return ids.flatMap((id) => {
    const person = people.get(id);
    return person ? [memberOf(person, since.get(id) ?? tx.now, acts, tx.now)] : [];
  });
}

interface Act {
  person_id: string;
  stream_id: string;
  first: Instant;
  last: Instant;
}

function memberOf({ id, timezone }: Person, since: Instant, acts: readonly Act[], now: Instant): Member {
  const { hour: local, minute } = toWallClock(zoneNamed(timezone), now);
  const own = acts.filter(({ person_id }) => person_id === id);
  const streams = new Set(own.map(({ stream_id }) => stream_id));
  const dayBefore = own.reduce((sum, { first, last }) => sum + Math.max(0, Math.min(last, since) - Math.max(first, since - 24 * hour)), 0);
  return {
    ...{ personId: id, since },
    isNight: local >= night.from || local < night.until,
    localTime: `${String(local).padStart(2, "0")}:${String(minute).padStart(2, "0")}`,
    hoursBefore: dayBefore / hour,
    isFirst: own.length === 0,
    knows: [...new Set(acts.filter(({ stream_id, person_id }) => person_id !== id && streams.has(stream_id)).map(({ person_id }) => person_id))],
  };
}

/** In which other incidents people did something, from when to when. */
async function readActs(tx: Tx, ids: readonly string[], incidentId: string): Promise<Act[]> {
  return tx.rows<Act>(
    `select actor ->> 'id' as person_id, stream_id, min(recorded_at) as first, max(recorded_at) as last from event_log
     where stream_id like 'incident/%' and actor ->> 'kind' = 'person' and actor ->> 'id' = any($1::text[]) and stream_id <> $2 group by 1, 2`,
    [ids, incidentStream(incidentId)],
  );
}

async function readLastWriters(tx: Tx, incidentId: string): Promise<string[]> {
  const rows = await tx.rows<{ person_id: string }>(
    "select actor ->> 'id' as person_id from event_log where stream_id = $1 and type = 'note posted' and actor ->> 'kind' = 'person' order by version desc limit 12",
    [incidentStream(incidentId)],
  );
  return rows.map(({ person_id }) => person_id);
}

async function readOutsideRole(tx: Tx, incidentId: string): Promise<WellBeingFacts["outsideRole"]> {
  const row = await tx.first<{ at: Instant; person_id: string | null }>(
    "select recorded_at as at, actor ->> 'id' as person_id from event_log where stream_id = $1 and type = 'production changed' and (data ->> 'isOutsideRole')::boolean order by version desc limit 1",
    [incidentStream(incidentId)],
  );
  return row && { byPersonId: row.person_id, at: row.at };
}
