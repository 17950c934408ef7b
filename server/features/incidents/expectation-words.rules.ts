import type { IncidentFact } from "./incident.events.ts";
import { line, listOf, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

/** What is recorded of expectations, in words; null for any other fact. */
export function tellExpectation(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "audiences looped in":
      return tellLoopIn(fact.data, words);
    case "people notified":
      return line("people", "Notified", notified(fact.data, words));
    case "experts found in":
      return line("people", listOf(fact.data.personIds.map(words.person)), fact.data.personIds.length > 1 ? "are in as experts" : "is in as an expert");
    case "rule waived":
      return line("mark", "Waived", words.rule(fact.data.rule));
    case "waiver withdrawn":
      return line("mark", "Held again", words.rule(fact.data.rule));
    default:
      return null;
  }
}

type DataOf<Type extends IncidentFact["type"]> = Extract<IncidentFact, { type: Type }>["data"];

function tellLoopIn({ added, left }: DataOf<"audiences looped in">, words: WordsOfIds): Line {
  const names = (ids: readonly string[]) => listOf(ids.map(words.audience));
  if (added.length === 0) return line("people", "Told no more:", names(left));
  return line("people", "Told from now on:", left.length === 0 ? names(added) : `${names(added)}; no more: ${names(left)}`);
}

function notified({ personIds, others }: DataOf<"people notified">, words: WordsOfIds): string {
  const more = others === 0 ? [] : [others === 1 ? "one address" : `${others} addresses`];
  return listOf([...personIds.map(words.person), ...more]);
}
