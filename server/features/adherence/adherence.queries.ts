import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { slicesOf } from "../../values/slices.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { createAsk } from "../../platform/conditions/asking.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { escalationStream, type EscalationFact } from "../escalation/index.ts";
import { incidentStream, type IncidentFact, type IncidentState } from "../incidents/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { retrospectiveStream, type RetrospectiveFact } from "../retrospectives/index.ts";
import { adherence, type Beside } from "./adherence.rules.ts";
import type { Finding } from "./finding.rules.ts";
import { storyOf, type Story, type ToldEvent } from "./story.rules.ts";

/** An incident to judge: what tells which streams belong to it. */
export interface Judged {
  id: string;
  state: Pick<IncidentState, "calls" | "retrospectiveId" | "processVersion">;
}

interface EventRow {
  stream_id: string;
  version: number;
  type: string;
  data: object;
  actor: Actor;
  occurred_at: Instant;
}

interface Told {
  id: string;
  processVersion: number | null;
  story: Story;
}

/** The stories of incidents, in their order: their own events, and of their calls and retrospectives. */
export async function readStories(tx: Tx, incidents: readonly Judged[]): Promise<Told[]> {
  const streams = incidents.flatMap(({ id, state }) => [
    incidentStream(id),
    ...state.calls.map((call) => escalationStream({ kind: "incident", id, call })),
    ...(state.retrospectiveId === null ? [] : [retrospectiveStream(state.retrospectiveId)]),
  ]);
  const rows = await tx.rows<EventRow>("select stream_id, version, type, data, actor, occurred_at from event_log where stream_id = any($1::text[]) order by stream_id, version", [streams]);
  const byStream = new Map<string, ToldEvent<never>[]>();
  for (const { stream_id: streamId, version, type, data, actor, occurred_at: at } of rows) {
    const events = byStream.get(streamId) ?? [];
    events.push({ streamId, version, at, actor, fact: { type, data } as never });
    byStream.set(streamId, events);
  }
  const eventsOf = <Fact>(streamId: string): ToldEvent<Fact>[] => (byStream.get(streamId) ?? []) as ToldEvent<Fact>[];
  return incidents.map(({ id, state: { calls, retrospectiveId, processVersion } }) => ({
    id,
    processVersion,
    story: storyOf({
      incident: eventsOf<IncidentFact>(incidentStream(id)),
      calls: new Map(calls.map((call) => [call, eventsOf<EscalationFact>(escalationStream({ kind: "incident", id, call }))])),
      retrospective: retrospectiveId === null ? [] : eventsOf<RetrospectiveFact>(retrospectiveStream(retrospectiveId)),
    }),
  }));
}

/** One incident held against the process it ran under. */
export interface JudgedIncident {
  id: string;
  story: Story;
  process: WrittenProcess;
  findings: Finding[];
}

/** So few that nothing else waits long while one slice is judged. */
const sliceSize = 50;

/** Every clause of the process in each of these incidents, in their order. */
export async function* judgeIncidents(tx: Tx, incidents: readonly Judged[]): AsyncGenerator<JudgedIncident> {
  const beside = await readBeside(tx);
  const processes = new Map<number | null, WrittenProcess>();
  for (const version of new Set(incidents.map(({ state }) => state.processVersion))) processes.set(version, (await readProcess(tx, version)).process);
  for await (const slice of readAhead(slicesOf(incidents, sliceSize), (some) => readStories(tx, some))) {
    for (const { id, processVersion, story } of slice) {
      const process = processes.get(processVersion);
      if (process) yield { id, story, process, findings: adherence(process, story, beside) };
    }
  }
}

/** What `read` gives for each slice, in their order; the next is being read while the one before is worked on. */
async function* readAhead<Member, Result>(slices: readonly (readonly Member[])[], read: (slice: readonly Member[]) => Promise<Result>): AsyncGenerator<Result> {
  const begin = (slice: readonly Member[] | undefined) => {
    const reading = slice && read(slice);
    // Heard of by whoever reads on; who stopped before has nothing to hear.
    reading?.catch(() => undefined);
    return reading;
  };
  let following = begin(slices[0]);
  for (let place = 1; following; place += 1) {
    const result = await following;
    following = begin(slices[place]);
    yield result;
  }
}

/** Every clause of the process in one incident. */
export async function judgeIncident(tx: Tx, incident: Judged): Promise<JudgedIncident | null> {
  const { value } = await judgeIncidents(tx, [incident]).next();
  return value ?? null;
}

async function readBeside(tx: Tx): Promise<Beside> {
  const organization = await tx.first<{ timezone: string }>("select timezone from organization");
  return { now: tx.now, zone: zoneNamed(organization?.timezone ?? "UTC"), ask: createAsk(incidentNames) };
}

/** The newest incidents that count: no drill, none that was cancelled or merged. */
export async function readNewestCounted(tx: Tx, limit: number): Promise<(Judged & { number: number })[]> {
  return tx.rows<Judged & { number: number }>(
    `select incident.id, number, stream_head.state from seen_incident as incident join stream_head on stream_head.stream_id = 'incident/' || incident.id
     where status not in ('cancelled', 'merged') and not is_drill order by declared_at desc, incident.id desc limit $1`,
    [limit],
  );
}
