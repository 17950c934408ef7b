import type { IncidentFact } from "./incident.events.ts";
import { line, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

/** What is said of who comes, goes, asks and is relieved; null for any other fact. */
export function tellPresence(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "relief asked":
      return line("role", words.person(fact.data.personId), `asks to be relieved as ${words.role(fact.data.role)}`);
    case "relief due":
      return line("role", "Relief", `of ${words.person(fact.data.personId)} as ${words.role(fact.data.role)} is due`, fact.data.dueAt);
    case "person joined":
      return line("people", words.person(fact.data.personId), fact.data.as === "observer" ? "observes" : "joined");
    case "person left":
      return line("people", words.person(fact.data.personId), "left");
    case "brief read":
      return line("people", words.person(fact.data.personId), "has read the brief");
    case "question asked":
      return line("question", words.person(fact.data.byPersonId), "asked the commander something");
    case "question settled":
      return line("question", fact.data.outcome === "answered" ? "A question was answered" : "A question waits");
    case "authority lent":
      return line("authority", words.person(fact.data.byPersonId), "lends the commander authority");
    default:
      return null;
  }
}
