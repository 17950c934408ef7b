import type { IncidentFact } from "./incident.events.ts";
import type { RelationKind } from "./incident-words.rules.ts";
import { line, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

const tails: Readonly<Record<Exclude<RelationKind, "split-from" | "split-off">, string>> = {
  "same-cause": "with the same cause",
  "caused-by": "which caused it",
  causes: "which it caused",
  follows: "which it follows",
  "followed-by": "which follows it",
};

/** What is said of incidents that belong together; null for any other fact. */
export function tellRelation(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "incident related":
      return tellRelated(fact.data.relation, words.incident(fact.data.to));
    case "relation withdrawn":
      return line("lifecycle", "Not related", `to ${words.incident(fact.data.to)} any more`);
    default:
      return null;
  }
}

function tellRelated(relation: RelationKind, ref: string): Line {
  if (relation === "split-from") return line("lifecycle", "Split off", `from ${ref}`);
  if (relation === "split-off") return line("lifecycle", ref, "was split off from this one");
  return line("lifecycle", "Related", `to ${ref}, ${tails[relation]}`);
}
