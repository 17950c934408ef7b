import type { Tx } from "../../platform/database/database.ts";
import { readKnownStates } from "../../platform/event-log/event-log.queries.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { incidentDecider, incidentStream } from "./incident.decider.ts";
import { commanderOf, phaseOf, type IncidentState } from "./incident.state.rules.ts";
import type { IncidentStatus, Phase } from "./incident-words.rules.ts";

/** The next number, without gaps: whoever takes one holds it until COMMIT. */
export async function takeNumber(tx: Tx): Promise<number> {
  const row = await tx.first<{ last: number }>("update incident_number set last = last + 1 returning last");
  if (!row) throw new Error("The row of incident numbers is missing.");
  return row.last;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the incident that `INC-214`, `214` or an id names; null where there is none that whoever asks sees. */
export async function findIncident(tx: Tx, ref: string): Promise<string | null> {
  return findIn(tx, "seen_incident", ref);
}

/** The same of all that there are, also of those that whoever asks may not know of. */
export async function findAnyIncident(tx: Tx, ref: string): Promise<string | null> {
  return findIn(tx, "incident", ref);
}

async function findIn(tx: Tx, table: "incident" | "seen_incident", ref: string): Promise<string | null> {
  if (uuid.test(ref)) return (await tx.first<{ id: string }>(`select id from ${table} where id = $1`, [ref]))?.id ?? null;
  const number = /^(?:inc-)?(\d{1,9})$/i.exec(ref)?.[1];
  if (number === undefined) return null;
  return (await tx.first<{ id: string }>(`select id from ${table} where number = $1`, [Number(number)]))?.id ?? null;
}

/** How an incident stands; null where there is none. */
export async function readIncidentState(tx: Tx, incidentId: string): Promise<IncidentState | null> {
  return (await readKnownStates(tx, incidentDecider, [incidentStream(incidentId)])).get(incidentStream(incidentId)) ?? null;
}

/** How several stand, in their order; those that are not there are absent. */
export async function readIncidentStates(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, IncidentState>> {
  const states = await readKnownStates(tx, incidentDecider, incidentIds.map(incidentStream));
  return new Map(incidentIds.flatMap((id) => {
    const state = states.get(incidentStream(id));
    return state ? [[id, state] as const] : [];
  }));
}

/** The newest running incident that hits a service. */
export async function findRunningOfService(tx: Tx, serviceId: string): Promise<string | null> {
  const row = await tx.first<{ id: string }>(
    "select id from incident where status in ('open', 'mitigated') and service_ids @> array[$1] and not is_drill order by declared_at desc, id desc limit 1",
    [serviceId],
  );
  return row?.id ?? null;
}

/** Which of these incidents are private. */
export async function readPrivate(tx: Tx, incidentIds: readonly string[]): Promise<Set<string>> {
  if (incidentIds.length === 0) return new Set();
  const rows = await tx.rows<{ id: string }>("select id from incident where is_private and id = any($1::uuid[])", [incidentIds]);
  return new Set(rows.map(({ id }) => id));
}

/** Which of these people may not know of the incident. */
export async function readStrangers(tx: Tx, incidentId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    "select person.id from unnest($2::text[]) as person (id) join incident on incident.id = $1 where is_private and not is_named(named_people, named_teams, person.id)",
    [incidentId, personIds],
  );
  return rows.map(({ id }) => id);
}

/** Brings the read table up to the states; however they came about, the rows are the same. */
export async function writeIncidents(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<void> {
  const rows = [...states].map(([id, state]) => rowOf(id, state));
  await tx.run(
    `insert into incident (id, number, title_id, status, phase, is_drill, severity, priority, kind, tags, service_ids, commander_id, declared_at,
       impact_started_at, ended_at, next_update_at, process_version, for_customers, is_private, named_people, named_teams)
     select id, number, title_id, status, phase, is_drill, severity, priority, kind, tags, service_ids, commander_id, declared_at,
       impact_started_at, ended_at, next_update_at, process_version, for_customers, is_private, named_people, named_teams
     from jsonb_to_recordset($1) as new (id uuid, number int, title_id uuid, status text, phase text, is_drill boolean, severity text, priority text, kind text,
       tags text[], service_ids text[], commander_id text, declared_at timestamptz, impact_started_at timestamptz, ended_at timestamptz,
       next_update_at timestamptz, process_version int, for_customers text[], is_private boolean, named_people text[], named_teams text[])
     on conflict (id) do update set title_id = excluded.title_id, status = excluded.status, phase = excluded.phase, severity = excluded.severity,
       priority = excluded.priority, kind = excluded.kind, tags = excluded.tags, service_ids = excluded.service_ids, commander_id = excluded.commander_id,
       impact_started_at = excluded.impact_started_at, ended_at = excluded.ended_at, next_update_at = excluded.next_update_at,
       for_customers = excluded.for_customers, is_private = excluded.is_private, named_people = excluded.named_people, named_teams = excluded.named_teams`,
    [JSON.stringify(rows)],
  );
}

function rowOf(id: string, state: IncidentState) {
  const { number, title, status, severity, priority, kind, tags } = state;
  const next = Object.values(state.told).flatMap(({ nextAt }) => nextAt ?? []);
  const isOver = state.endedAt !== null;
  return {
    ...{ id, number, status, severity, priority, kind, tags },
    title_id: title?.contentId,
    phase: phaseOf(state),
    is_drill: state.isDrill,
    service_ids: state.serviceIds,
    commander_id: commanderOf(state)?.personId,
    declared_at: toIso(state.declaredAt),
    impact_started_at: toIsoOrNull(state.milestones.impactStart?.at ?? null),
    ended_at: toIsoOrNull(state.endedAt),
    next_update_at: isOver || next.length === 0 ? null : toIso(Math.min(...next)),
    process_version: state.processVersion,
    for_customers: state.forCustomers ?? [],
    is_private: state.privacy !== undefined,
    named_people: namedAs(state, "person/"),
    named_teams: namedAs(state, "team/"),
  };
}

function namedAs({ privacy = [] }: IncidentState, kind: string): string[] {
  return privacy.flatMap(({ who }) => (who.startsWith(kind) ? [who.slice(kind.length)] : []));
}

/** Empties the read table, for a rebuild to make again. */
export async function deleteIncidents(tx: Tx): Promise<void> {
  await tx.run("delete from incident");
}

export interface IncidentRow {
  id: string;
  number: number;
  title: string | null;
  status: Exclude<IncidentStatus, "none">;
  phase: Phase;
  is_drill: boolean;
  severity: string | null;
  priority: string | null;
  kind: string | null;
  tags: string[];
  service_ids: string[];
  commander_id: string;
  declared_at: Instant;
  ended_at: Instant | null;
  next_update_at: Instant | null;
  process_version: number | null;
  for_customers: string[];
  is_private: boolean;
  state: IncidentState;
}

export interface IncidentFilter {
  limit: number;
  before: TimePlace | null;
  status: string;
  severity: string | null;
  serviceId: string | null;
  personId: string | null;
  kind: string | null;
  tag: string | null;
  /** A customer for whose sake the class is as it is, or `any`. */
  forCustomer: string | null;
  search: string | null;
}

const listed = `
  select incident.*, content.body as title, stream_head.state
  from seen_incident as incident join content on content.id = incident.title_id join stream_head on stream_head.stream_id = 'incident/' || incident.id`;

const statusSets: Readonly<Record<string, readonly string[] | null>> = {
  all: null,
  running: ["open", "mitigated"],
  ended: ["resolved", "closed", "cancelled", "merged"],
};

/** Incidents newest first; `search` finds words of the title, or a number. */
export async function listIncidents(tx: Tx, filter: IncidentFilter): Promise<IncidentRow[]> {
  const statuses = filter.status in statusSets ? statusSets[filter.status] : [filter.status];
  const number = /^(?:inc-)?(\d{1,9})$/i.exec(filter.search?.trim() ?? "")?.[1];
  return tx.rows<IncidentRow>(
    `${listed}
     where ($1::text[] is null or incident.status = any($1)) and ($2::text is null or severity = $2) and ($3::text is null or service_ids @> array[$3])
       and ($4::text is null or commander_id = $4) and ($5::text is null or kind = $5) and ($6::text is null or tags @> array[$6])
       and ($7::text is null or number = $8::int or content.body ilike $7)
       and ($9::timestamptz is null or (declared_at, incident.id) < ($9, $10::uuid))
       and ($12::text is null or (for_customers <> '{}' and ($12 = 'any' or for_customers @> array[$12])))
     order by declared_at desc, incident.id desc limit $11`,
    [
      statuses,
      filter.severity,
      filter.serviceId,
      filter.personId,
      filter.kind,
      filter.tag,
      filter.search === null ? null : `%${filter.search.replace(/[\\%_]/g, "\\$&")}%`,
      number === undefined ? null : Number(number),
      filter.before?.at ?? null,
      filter.before?.id ?? null,
      filter.limit,
      filter.forCustomer,
    ],
  );
}

export async function readIncidentRow(tx: Tx, incidentId: string): Promise<IncidentRow | null> {
  return tx.first<IncidentRow>(`${listed} where incident.id = $1`, [incidentId]);
}

/** Incidents by their ids; those that are not there are absent. */
export async function readIncidentRows(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, IncidentRow>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await tx.rows<IncidentRow>(`${listed} where incident.id = any($1::uuid[])`, [incidentIds]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** When the next incident of one of the same services began to hurt, for MTBF; null where there is none. */
export async function readNextImpactStart(tx: Tx, state: IncidentState, startedAt: Instant): Promise<Instant | null> {
  const row = await tx.first<{ next: Instant | null }>(
    `select min(impact_started_at) as next from seen_incident
     where impact_started_at > $1 and service_ids && $2::text[] and not is_drill and status not in ('cancelled', 'merged')`,
    [toIso(startedAt), state.serviceIds],
  );
  return row?.next ?? null;
}
