import type { Instant } from "../../values/instant.ts";
import type { EntryKind } from "./incident-words.rules.ts";

/** What a line is told with: the organization's own words, by id. */
export interface WordsOfIds {
  person: (id: string) => string;
  role: (id: string) => string;
  severity: (id: string | null) => string;
  priority: (id: string | null) => string;
  service: (id: string) => string;
  customer: (id: string) => string;
  group: (id: string) => string;
  audience: (id: string) => string;
  incident: (id: string) => string;
  target: (target: string) => string;
  task: (id: string) => string;
  duty: (role: string, place: number) => string;
  workstream: (id: string) => string;
  item: (id: string) => string;
  rule: (rule: string) => string;
  decision: (entry: number) => string;
}

export interface Line {
  kind: EntryKind;
  /** The beginning that stands out, and the rest of the sentence. */
  bold: string;
  rest: string;
  /** A moment that ends the sentence, other than the line's own; whoever reads it says it on their clock. */
  moment: Instant | null;
}

export function line(kind: EntryKind, bold: string, rest = "", moment: Instant | null = null): Line {
  return { kind, bold, rest, moment };
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
