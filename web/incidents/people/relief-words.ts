import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { momentWords } from "../../design/wording.ts";

type Detail = Pick<IncidentDetail, "roles">;

/** When the process asks for somebody else in the first of a person's roles: `relief at 22:00`, or that it is due; nothing where it asks for nobody. */
export function reliefWords({ roles }: Detail, personId: string, now: number): string | null {
  const times = roles.flatMap(({ holders }) => holders.flatMap(({ id, reliefAt }) => (id === personId && reliefAt !== null ? [Date.parse(reliefAt)] : [])));
  if (times.length === 0) return null;
  const first = Math.min(...times);
  return `${first > now ? "relief at" : "relief was due at"} ${momentWords(first, now)}`;
}

type Wanted = IncidentDetail["relief"][number];

/** What is said of somebody who is to be relieved. */
export function wantedWords({ person, roleName, askedAt, dueAt, successor }: Wanted, me: string | null, now: number): { title: string; text: string } {
  const who = person.id === me ? "You" : person.name;
  const asked = askedAt === null ? null : `${who} asked to be relieved as ${roleName}.`;
  const due = dueAt === null ? null : `${who} ${person.id === me ? "hand" : "hands"} ${roleName} over until ${momentWords(Date.parse(dueAt), now)}, by the process.`;
  const whom = successor === null ? "The rotation has nobody else: find somebody, or go on." : `${successor.name} is proposed: on the rotation, and least in incidents these seven days.`;
  return { title: asked ?? due ?? "", text: whom };
}
