import type { Tx } from "../../platform/database/database.ts";
import type { FeedEvent } from "../../platform/event-log/event-log.queries.ts";
import type { Seen } from "../../platform/stream/feed.ts";
import type { IncidentFact } from "./incident.events.ts";
import { personOfNamed } from "./privacy.rules.ts";
import { readTeamPeople } from "./privacy.queries.ts";

const mentions = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bINC-\d{1,9}\b/g;

/** Who may know of events: of one that speaks of a private incident, by its id, its reference, or that of a page or a retrospective of it, only who sees that. */
export async function whoSeesEvents(tx: Tx, events: readonly FeedEvent[]): Promise<(Seen | null)[]> {
  const mentioned = events.map(({ streamId, fact, actor }) => [...new Set(JSON.stringify([streamId, fact.data, actor]).match(mentions) ?? [])]);
  const people = await readPeopleOf(tx, [...new Set(mentioned.flat())]);
  const seen: (Seen | null)[] = [];
  for (const [index, event] of events.entries()) {
    const sets = (mentioned[index] ?? []).flatMap((mention) => people.get(mention) ?? []);
    const [first, ...others] = sets;
    seen.push(first ? { by: new Set([...first].filter((id) => others.every((other) => other.has(id)))), leaving: await readLeaving(tx, event) } : null);
  }
  return seen;
}

/** Everybody who sees the private incidents that these words speak of, by the word. */
async function readPeopleOf(tx: Tx, words: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
  if (words.length === 0) return new Map();
  const ids = words.filter((word) => !word.startsWith("INC-"));
  const numbers = words.filter((word) => word.startsWith("INC-")).map((word) => Number(word.slice("INC-".length)));
  const rows = await tx.rows<{ word: string; people: string[] }>(
    `with spoken as (
       select id::text as word, id as incident_id from incident where is_private and id = any($1::uuid[])
       union all select 'INC-' || number, id from incident where is_private and number = any($2::int[])
       union all select page.id::text, incident.id from page join incident on incident.id = page.subject_id where page.id = any($1::uuid[]) and subject_kind = 'incident' and is_private
       union all select retrospective.id::text, incident.id from retrospective join incident on incident.id = incident_id where retrospective.id = any($1::uuid[]) and is_private
     )
     select word, array(select person.id from person where is_named(named_people, named_teams, person.id)) as people from spoken join incident on incident.id = incident_id`,
    [ids, numbers],
  );
  return new Map(rows.map(({ word, people }) => [word, new Set(people)]));
}

const nobody: ReadonlySet<string> = new Set();
/** Declared as private, it was never anything else. */
const firstEvents = 2;

async function readLeaving(tx: Tx, { fact: told, version }: FeedEvent): Promise<Seen["leaving"]> {
  const fact = told as IncidentFact;
  if (fact.type === "incident made private") return version > firstEvents ? "everybody else" : nobody;
  if (fact.type !== "incident closed to") return nobody;
  const { who } = fact.data;
  const person = personOfNamed(who);
  const team = who.startsWith("team/") ? who.slice("team/".length) : null;
  return new Set(person === null ? ((await readTeamPeople(tx, team === null ? [] : [team])).get(team ?? "") ?? []) : [person]);
}
