import type { ConductReportView } from "../../../server/features/incidents/conduct.contract.ts";
import { capital, numberWord } from "../../design/number-words.ts";
import { momentWords } from "../../design/wording.ts";

/** How a report stands: who read it first, who dealt with it, and how. */
export function conductWords({ seen, settled, outcome }: Pick<ConductReportView, "seen" | "settled" | "outcome">, now: number): string {
  const at = (moment: string) => momentWords(Date.parse(moment), now);
  if (settled !== null) return `Dealt with by ${settled.by.name} at ${at(settled.at)}${outcome === null ? "" : `: ${outcome}`}`;
  return seen === null ? "Nobody has read it yet" : `Read by ${seen.by.name} at ${at(seen.at)}, not dealt with yet`;
}

/** How many nobody has read yet. */
export function newWords(count: number): string {
  if (count === 0) return "No new report of conduct.";
  return `${capital(numberWord(count))} ${count === 1 ? "report of conduct is" : "reports of conduct are"} new.`;
}
