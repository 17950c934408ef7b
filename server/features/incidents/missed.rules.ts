import type { IncidentFact } from "./incident.events.ts";
import type { WordsOfIds } from "./timeline-line.rules.ts";

/** What a reader who comes back has missed: what decides first, then how much of the rest there was. */
export function missedOf(facts: readonly IncidentFact[], words: WordsOfIds, textOf: (contentId: string) => string | null): string[] {
  const decisive = [...facts].reverse().flatMap((fact) => decisiveWords(fact, words, textOf) ?? []);
  const count = (types: readonly IncidentFact["type"][], one: string, many: string) => {
    const found = facts.filter(({ type }) => types.includes(type)).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  return [
    ...new Set(decisive),
    ...count(["ground added"], "thing more on the common ground", "things more on the common ground"),
    ...count(["update sent"], "update sent", "updates sent"),
    ...count(["evidence attached"], "piece of evidence", "pieces of evidence"),
    ...count(["note posted", "call recorded"], "note", "notes"),
  ];
}

function decisiveWords(fact: IncidentFact, words: WordsOfIds, textOf: (contentId: string) => string | null): string | null {
  switch (fact.type) {
    case "class set":
      return `class is ${words.severity(fact.data.severity)} × ${words.priority(fact.data.priority)}`;
    case "incident mitigated":
      return "mitigated";
    case "incident resolved":
      return "resolved";
    case "incident reopened":
      return "re-opened";
    case "role taken":
      return `${words.person(fact.data.personId)} is ${words.role(fact.data.role)}`;
    case "handover accepted":
      return "a role was handed over";
    case "decision recorded":
      return `decided: ${textOf(fact.data.text.contentId) ?? "taken out"}`;
    case "production changed":
      return `changed: ${textOf(fact.data.text.contentId) ?? "taken out"}`;
    case "ground marked":
      return fact.data.mark === "ruled-out" ? `ruled out: ${words.item(fact.data.itemId)}` : fact.data.mark === "disputed" ? `disputed: ${words.item(fact.data.itemId)}` : null;
    default:
      return null;
  }
}
