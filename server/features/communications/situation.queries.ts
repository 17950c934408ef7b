import { createAsk } from "../../platform/conditions/asking.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readContent, type Content } from "../../platform/event-log/content.ts";
import { readStaged } from "../../platform/event-log/event-log.queries.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { AskCondition } from "../../values/condition-answer.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { incidentOfStream, incidentStream, nameOfWorkstream, nothingAround, readIncidentStates, readSurroundings, textsOfStaffing, type IncidentFact, type IncidentState, type Surroundings } from "../incidents/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { momentsOf, tellingFacts, type DatedFact } from "./history.rules.ts";
import { addresseeOf, readCircle, readOrganization, type KnownOrganization, type OnCall } from "./organization.queries.ts";
import type { Situation } from "./owed.rules.ts";
import { isPublic, onlyReceiverOf, recipientsOf, type Addressee, type Circle } from "./recipients.rules.ts";
import { wordFacts } from "./words.rules.ts";
import { whoIsTold, type Telling } from "./told.rules.ts";

/** Everything that is to be known of an incident to tell of it. */
export interface KnownSituation extends Situation, Telling {
  incidentId: string;
  /** Null where it was taken out. */
  title: string | null;
  organization: KnownOrganization;
  /** What people call its workstreams. */
  workstreamNames: ReadonlyMap<string, string>;
  addressee(id: string): Addressee | null;
  /** Who is meant by the audiences that are told, and by others that were asked for. */
  circle: Circle;
}

/** Reads how incidents stand; `more` are audiences to know besides those that are told. Incidents that this node does not understand are absent. */
export async function readSituations(tx: Tx, incidentIds: readonly string[], more: readonly string[] = []): Promise<KnownSituation[]> {
  if (incidentIds.length === 0) return [];
  const organization = await readOrganization(tx);
  const facts = await readFacts(tx, incidentIds);
  const wrote = await readLastWrote(tx, incidentIds);
  const processes = new Map<number | null, WrittenProcess>();
  const situations: KnownSituation[] = [];
  const states = await readIncidentStates(tx, incidentIds);
  const surroundings = await readSurroundings(tx, states);
  const wordsAfter = await readWordsAfter(tx, states);
  const contents = await readContent(tx, [...states.values()].flatMap((state) => [...(state.title ? [state.title.contentId] : []), ...textsOfStaffing(state)]));
  const onCall: OnCall = new Map();
  const ask = createAsk(incidentNames);
  for (const [incidentId, state] of states) {
    const process = processes.get(state.processVersion) ?? (await readProcess(tx, state.processVersion)).process;
    processes.set(state.processVersion, process);
    const around = surroundings.get(incidentId) ?? nothingAround;
    const read = { incidentId, state, process, organization, ask, around, contents, onCall, facts: facts.get(incidentId) ?? [], lastWrote: wrote.get(incidentId) ?? new Map<string, Instant>(), wordAfter: wordsAfter(incidentId) };
    situations.push(await makeSituation(tx, read, more));
  }
  return situations;
}

/** One of them; null where there is none. */
export async function readSituation(tx: Tx, incidentId: string, more: readonly string[] = []): Promise<KnownSituation | null> {
  return (await readSituations(tx, [incidentId], more))[0] ?? null;
}

interface Read {
  incidentId: string;
  state: IncidentState;
  process: WrittenProcess;
  organization: KnownOrganization;
  ask: AskCondition;
  around: Surroundings;
  contents: ReadonlyMap<string, Content>;
  onCall: OnCall;
  facts: readonly DatedFact[];
  lastWrote: ReadonlyMap<string, Instant>;
  wordAfter: Situation["wordAfter"];
}

async function makeSituation(tx: Tx, { facts, contents, onCall, ...read }: Read, more: readonly string[]): Promise<KnownSituation> {
  const { state, process, organization, lastWrote } = read;
  const addressee = (id: string) => asDrilled(addresseeOf(id, organization, process), state);
  const { told, untold } = whoIsTold(read, state, tx.now);
  const ids = [...new Set([...[...told, ...untold].map(({ audienceId }) => audienceId), ...Object.keys(state.told), ...more])];
  const targets = ids.flatMap((id) => (addressee(id)?.members ?? []).flatMap((member) => ("target" in member ? [member.target] : [])));
  const everybody = [...new Set([...targets, ...state.holders.map(({ personId }) => `person/${personId}`), ...[...lastWrote.keys()].map((id) => `person/${id}`)])];
  const circle = await readCircle(tx, { organization, process, state, onCall, writers: [...lastWrote.keys()] }, everybody);
  return {
    ...read,
    title: contents.get(state.title?.contentId ?? "")?.text ?? null,
    workstreamNames: new Map((state.workstreams ?? []).map((one) => [one.workstreamId, nameOfWorkstream(one, (id) => contents.get(id ?? "")?.text ?? null)])),
    moments: momentsOf(facts),
    zone: zoneNamed(organization.timezone),
    addressee,
    circle,
    told: (then, at) => whoIsTold(read, then, at).told.map(({ audienceId }) => audienceId),
    onlyReceiver(audienceId) {
      const one = addressee(audienceId);
      return one && onlyReceiverOf(recipientsOf(one, circle));
    },
  };
}

/** In a drill the public is told on paper only: it is recorded, and nobody outside gets a mail. */
function asDrilled(addressee: Addressee | null, { isDrill }: IncidentState): Addressee | null {
  return addressee && isDrill && isPublic(addressee) ? { ...addressee, members: [], hasStatusPage: true } : addressee;
}

async function readFacts(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, DatedFact[]>> {
  const rows = await tx.rows<{ stream_id: string; type: string; data: object; occurred_at: Instant }>(
    "select stream_id, type, data, occurred_at from event_log where stream_id = any($1::text[]) and type = any($2::text[]) order by stream_id, version",
    [incidentIds.map(incidentStream), tellingFacts],
  );
  const facts = new Map<string, DatedFact[]>();
  for (const { stream_id, type, data, occurred_at: at } of rows) {
    const id = incidentOfStream(stream_id);
    facts.set(id, [...(facts.get(id) ?? []), { fact: { type, data } as IncidentFact, at }]);
  }
  const relevant: readonly string[] = tellingFacts;
  for (const { streamId, fact, occurredAt } of readStaged(tx)) {
    const id = incidentOfStream(streamId);
    if (incidentIds.includes(id) && relevant.includes(fact.type)) facts.set(id, [...(facts.get(id) ?? []), { fact: fact as IncidentFact, at: occurredAt }]);
  }
  return facts;
}

/** When each person wrote last, by incident. */
async function readLastWrote(tx: Tx, incidentIds: readonly string[]): Promise<Map<string, Map<string, Instant>>> {
  const rows = await tx.rows<{ stream_id: string; person_id: string; at: Instant }>(
    `select stream_id, coalesce(actor ->> 'personId', actor ->> 'id') as person_id, max(occurred_at) as at from event_log
     where stream_id = any($1::text[]) and type = any($2::text[]) and actor ->> 'kind' in ('person', 'page-link') group by 1, 2`,
    [incidentIds.map(incidentStream), [...wordFacts]],
  );
  const wrote = new Map<string, Map<string, Instant>>();
  for (const { stream_id, person_id, at } of rows) {
    const id = incidentOfStream(stream_id);
    wrote.set(id, (wrote.get(id) ?? new Map<string, Instant>()).set(person_id, at));
  }
  return wrote;
}

/** When deputies first wrote something after an update had passed to them, by incident. */
async function readWordsAfter(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<(incidentId: string) => Situation["wordAfter"]> {
  const inChain = [...states].flatMap(([id, { passed = [] }]) => passed.filter(({ toRoles }) => toRoles.length > 0).map((one) => ({ stream: incidentStream(id), ...one })));
  const rows = inChain.length === 0 ? [] : await tx.rows<{ stream_id: string; person_id: string; after: Instant; at: Instant }>(
    `select passed.stream_id, passed.person_id, passed.after, min(occurred_at) as at from unnest($1::text[], $2::text[], $3::timestamptz[]) as passed (stream_id, person_id, after)
     join event_log on event_log.stream_id = passed.stream_id and type = any($4::text[]) and actor ->> 'kind' in ('person', 'page-link') and coalesce(actor ->> 'personId', actor ->> 'id') = passed.person_id and occurred_at > passed.after
     group by 1, 2, 3`,
    [inChain.map(({ stream }) => stream), inChain.map(({ deputyId }) => deputyId), inChain.map(({ at }) => toIso(at)), [...wordFacts]],
  );
  const key = (stream: string, personId: string, after: Instant) => `${stream} ${personId} ${after}`;
  const first = new Map(rows.map(({ stream_id, person_id, after, at }) => [key(stream_id, person_id, after), at]));
  return (incidentId) => (personId, after) => first.get(key(incidentStream(incidentId), personId, after)) ?? null;
}

/** Incidents in which something may be owed: people work on them, or the last words are still to come. */
export async function readTellableIds(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from seen_incident where status in ('open', 'mitigated') or (status = 'resolved' and ended_at > muster_now() - interval '1 day') order by declared_at desc, id desc`,
  );
  return rows.map(({ id }) => id);
}
