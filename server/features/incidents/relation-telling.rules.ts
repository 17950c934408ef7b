import type { IncidentFact } from "./incident.events.ts";
import type { RelationKind } from "./incident-words.rules.ts";
import { line, listOf, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

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
    case "incident split":
      return line("lifecycle", words.incident(fact.data.into), `was split off from this one${goneWords(fact.data, words)}`);
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

/** `, with 2 groups of alerts, Checkout, 1 task and Dana Reyes`. */
function goneWords({ groupIds, serviceIds, taskIds, personIds }: Extract<IncidentFact, { type: "incident split" }>["data"], words: WordsOfIds): string {
  const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]);
  const gone = [...counted(groupIds.length, "group of alerts", "groups of alerts"), ...serviceIds.map(words.service), ...counted(taskIds.length, "task", "tasks"), ...personIds.map(words.person)];
  return `, with ${listOf(gone)}`;
}
