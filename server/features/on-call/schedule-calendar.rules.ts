import type { Instant } from "../../values/instant.ts";
import type { FixedShift } from "./schedule.rules.ts";

/** Somebody whom the title of an event may name. */
export interface Nameable {
  id: string;
  name: string;
  email: string;
}

/** An event of a calendar that names who is on call. */
export interface NamedEvent {
  summary: string;
  from: Instant;
  to: Instant;
}

/** Who is on call by a calendar, and which names in it nobody here has. */
export interface CalendarReading {
  shifts: FixedShift[];
  unknown: { name: string; count: number }[];
}

const mostUnknown = 100;

/** Reads titles as names, e-mail addresses or ids of people, in any case and with or without @; several are parted by a comma or the like. What is not known is listed, never guessed. */
export function readNames(events: readonly NamedEvent[], people: readonly Nameable[]): CalendarReading {
  const known = indexOf(people);
  const unknown = new Map<string, number>();
  const shifts = events.flatMap(({ summary, from, to }) => {
    const found = new Set<string>();
    for (const name of namesIn(summary, known)) {
      const person = known.get(plain(name));
      if (person) found.add(person);
      else unknown.set(name, (unknown.get(name) ?? 0) + 1);
    }
    return [...found].map((person) => ({ person, from, to }));
  });
  return { shifts, unknown: [...unknown].slice(0, mostUnknown).map(([name, count]) => ({ name, count })) };
}

/** A title that is somebody's name whole is not cut apart. */
function namesIn(summary: string, known: ReadonlyMap<string, string | null>): string[] {
  if (known.has(plain(summary))) return [summary];
  const parts = summary.split(/[,;&+/|\n]/).map((part) => part.trim());
  const named = parts.filter((part) => part !== "");
  return named.length === 0 ? ["(no title)"] : named;
}

/** Null where two people share a name: which of them is meant is not for a program to say. */
function indexOf(people: readonly Nameable[]): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { id, name, email } of people) {
    for (const key of new Set([id, name, email].map(plain))) found.set(key, found.has(key) && found.get(key) !== id ? null : id);
  }
  return found;
}

function plain(text: string): string {
  return text.trim().replace(/^@/, "").replace(/\s+/g, " ").trim().toLowerCase();
}
