import type { IncidentFact } from "./incident.events.ts";
import { line, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

/** What is said of the common ground and of decisions; null for any other fact. */
export function tellGround(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "ground added":
      return line("ground", groundWords[fact.data.kind]);
    case "ground marked":
      return line("ground", markWords[fact.data.mark], words.item(fact.data.itemId));
    case "ground corrected":
      return line("ground", "Put in other words");
    case "ground linked":
      return line("ground", `Entry ${fact.data.entry}`, `${stanceWords(fact.data.stance)} ${words.item(fact.data.itemId)}`);
    case "decision due":
      return line("task", "To be looked at again:", words.decision(fact.data.entry));
    case "decision looked at":
      return line("task", "Looked at again:", `${words.decision(fact.data.entry)} stands${fact.data.lookAgainAt === null ? "" : "; the next look is"}`, fact.data.lookAgainAt);
    default:
      return null;
  }
}

const groundWords = { condition: "So it is", hypothesis: "It may be", action: "Action", need: "Needed" } as const;
const markWords = { open: "Open again", agreed: "Agreed", disputed: "Disputed", "ruled-out": "Ruled out", done: "Done" } as const;

function stanceWords(stance: "supports" | "against" | null): string {
  if (stance === null) return "is no evidence any more for";
  return stance === "supports" ? "speaks for" : "speaks against";
}
