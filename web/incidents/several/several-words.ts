import type { HoldingView } from "../../../server/features/incidents/holding.contract.ts";
import { momentWords } from "../../design/wording.ts";
import { listWords } from "../room-words.ts";

/** What somebody holds in other incidents than this one; where there is none, in any. */
export function elsewhere(holdings: readonly HoldingView[], personId: string, hereId: string | null): HoldingView[] {
  return holdings.filter(({ person, incident }) => person.id === personId && incident.id !== hereId);
}

/** `Scribe of INC-7 since 14:02`. */
export function holdingWords({ role, incident, since }: HoldingView, now: number): string {
  return `${role.name} of ${incident.ref} since ${momentWords(Date.parse(since), now)}`;
}

/** What each person holds elsewhere, for where they are chosen: `also Scribe of INC-7`. */
export function marksOf(holdings: readonly HoldingView[], hereId: string | null): ReadonlyMap<string, string> {
  const people = new Set(holdings.map(({ person }) => person.id));
  const marked = [...people].map((id) => [id, elsewhere(holdings, id, hereId)] as const).filter(([, others]) => others.length > 0);
  return new Map(marked.map(([id, others]) => [id, `also ${listWords(others.map(({ role, incident }) => `${role.name} of ${incident.ref}`))}`]));
}

/** The same people, those who hold a role elsewhere after all others. */
export function freeFirst<Person extends { id: string }>(people: readonly Person[], marks: ReadonlyMap<string, string>): Person[] {
  return [...people.filter(({ id }) => !marks.has(id)), ...people.filter(({ id }) => marks.has(id))];
}

/** Who holds roles in several incidents at once, by their names, and what. */
export function inSeveral(holdings: readonly HoldingView[]): { person: HoldingView["person"]; holdings: HoldingView[] }[] {
  const people = [...new Map(holdings.map(({ person }) => [person.id, person])).values()].sort((one, other) => one.name.localeCompare(other.name));
  return people.map((person) => ({ person, holdings: elsewhere(holdings, person.id, null) })).filter((one) => new Set(one.holdings.map(({ incident }) => incident.id)).size > 1);
}
