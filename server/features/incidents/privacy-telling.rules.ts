import type { IncidentFact, Named } from "./incident.events.ts";
import { line, listOf, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

/** What is said of who sees a private incident; null for any other fact. */
export function tellPrivacy(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "incident made private":
      return line("privacy", "Private", `seen by ${names(fact.data.named, words)} alone`);
    case "incident opened":
      return tellOpened(fact.data.named, words);
    case "incident closed to":
      return line("privacy", nameNamed(fact.data.who, words), "sees it no more");
    case "incident made public":
      return line("privacy", "Public", "everybody who is signed in sees it again");
    default:
      return null;
  }
}

function tellOpened(named: readonly Named[], words: WordsOfIds): Line {
  const who = names(named, words);
  const sees = named.length > 1 ? "see it" : "sees it";
  if (named.every(({ because }) => because === "paged")) return line("privacy", who, `${sees} now, paged for it`);
  if (named.some(({ because }) => because === "administrator")) return line("privacy", who, "opened it as an administrator and sees it now");
  if (named.every(({ because }) => because === "merged")) return line("privacy", who, `${sees} now, having seen what was merged into it`);
  return line("privacy", who, named.every(({ who: one }) => one.startsWith("audience/")) ? "may be told of it now" : `${sees} now`);
}

function names(named: readonly Named[], words: WordsOfIds): string {
  return listOf(named.map(({ who }) => nameNamed(who, words)));
}

function nameNamed(who: string, words: WordsOfIds): string {
  return who.startsWith("audience/") ? words.audience(who.slice("audience/".length)) : words.target(who);
}
