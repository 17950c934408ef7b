import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { toWallClock } from "../../values/zone.ts";
import { briefOf, briefParts, type BriefFacts, type BriefField, type BriefPart } from "./brief.rules.ts";
import { textsOfDecisions } from "./decision.presenter.ts";
import { decisionsOf } from "./decision.rules.ts";
import { textsOfGround } from "./ground.presenter.ts";
import { incidentStream } from "./incident.decider.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { missedOf } from "./missed.rules.ts";
import { contentsOf } from "./timeline-texts.rules.ts";
import { wordsOfIds } from "./timeline-view.queries.ts";
import { readOrganizationWords } from "./words.queries.ts";

export interface ReadBrief {
  fields: BriefField[];
  lastHereAt: Instant | null;
}

interface Asked {
  incidentId: string;
  state: IncidentState;
  parts?: readonly BriefPart[];
}

/** The brief of an incident as its reader needs it now, with what they missed, on their own clock. */
export async function readBrief(tx: Tx, caller: Caller, { incidentId, state, parts = briefParts }: Asked): Promise<ReadBrief> {
  const organization = await readOrganizationWords(tx, caller, [state.processVersion]);
  const lastHereAt = caller.personId === null ? null : await readLastHere(tx, incidentId, state, caller.personId);
  const missed = lastHereAt === null || !parts.includes("missed") ? [] : await readFactsSince(tx, incidentId, lastHereAt);
  const reason = await readClassReason(tx, incidentId);
  const texts = [state.title, state.impactDescription, reason, ...state.tasks.map(({ text }) => text), ...missed.flatMap(contentsOf)].flatMap((text) => text?.contentId ?? []);
  const contents = await readContent(tx, [...new Set([...texts, ...textsOfGround(state.ground), ...textsOfDecisions(decisionsOf(state))])]);
  const textOf = (contentId: string) => contents.get(contentId)?.text ?? null;
  const words = wordsOfIds(organization, state, new Map(), textOf);
  const { person, service, customer, audience } = words;
  const clock = clockOf(organization.people.get(caller.personId ?? "")?.timezone ?? "UTC", tx.now);
  const facts: BriefFacts = {
    ...{ now: tx.now, person, service, customer, audience, textOf, clock, span: spanWords },
    classReason: reason && textOf(reason.contentId),
    missed: lastHereAt === null ? null : { since: lastHereAt, lines: missedOf(missed, words, textOf) },
  };
  return { fields: briefOf(state, organization.processOf(state.processVersion), facts, parts), lastHereAt };
}

/** When a person last did something in the incident; null for who never did. */
async function readLastHere(tx: Tx, incidentId: string, { briefed = {} }: IncidentState, personId: string): Promise<Instant | null> {
  const row = await tx.first<{ at: Instant | null }>("select max(recorded_at) as at from event_log where stream_id = $1 and actor ->> 'kind' = 'person' and actor ->> 'id' = $2", [incidentStream(incidentId), personId]);
  const known = [row?.at ?? null, briefed[personId] ?? null].filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function readFactsSince(tx: Tx, incidentId: string, since: Instant): Promise<IncidentFact[]> {
  const rows = await tx.rows<{ type: string; data: object }>("select type, data from event_log where stream_id = $1 and recorded_at > $2 order by version", [incidentStream(incidentId), toIso(since)]);
  return rows.map(({ type, data }) => ({ type, data }) as IncidentFact);
}

async function readClassReason(tx: Tx, incidentId: string) {
  const row = await tx.first<{ data: Extract<IncidentFact, { type: "class set" }>["data"] }>("select data from event_log where stream_id = $1 and type = 'class set' order by version desc limit 1", [incidentStream(incidentId)]);
  return row?.data.reason ?? null;
}

const minute = 60_000;
const dayLong = 20 * 60 * minute;

/** `13:58` on a clock of the zone, with the day where it is not about now. */
function clockOf(timezone: string, now: Instant): (at: Instant) => string {
  const zone = zoneNamed(timezone);
  return (at) => {
    const { hour, minute: minutes, day, month } = toWallClock(zone, at);
    const time = `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
    return Math.abs(now - at) < dayLong ? time : `${day}.${month}. ${time}`;
  };
}

function spanWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / minute));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}` : `${Math.floor(minutes / 60 / 24)} d`;
}
