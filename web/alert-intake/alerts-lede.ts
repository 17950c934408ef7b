import type { AlertCounts, AlertView } from "../../server/features/alert-intake/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

export interface Sentences {
  so: string;
  next: string;
}

/** How the open alerts stand. */
export interface Standing {
  counts: Pick<AlertCounts, "open" | "waiting" | "heldBack" | "acknowledged">;
  /** The one that waits longest for somebody; null where none waits, or where too many do to have read them all. */
  longest: AlertView | null;
}

/** What the list of alerts opens with. */
export function alertsLede({ counts, longest }: Standing): Sentences {
  const { open, waiting, heldBack, acknowledged } = counts;
  if (open === 0) return { so: "Nothing fires.", next: "What a tool reports shows here, with the reason why it woke somebody or did not." };
  const fires = capital(`${numberWord(open)} ${open === 1 ? "alert fires" : "alerts fire"}`);
  if (waiting > 0) return { so: waitingWords(fires, open, waiting), next: longestWords(longest, waiting) };
  if (heldBack === open) return { so: `${fires} and woke nobody.`, next: "Each line says why." };
  return { so: inHandWords(fires, open, acknowledged), next: heldBack === 0 ? "Nobody else is paged." : `${capital(numberWord(heldBack))} woke nobody; each line says why.` };
}

function waitingWords(fires: string, open: number, waiting: number): string {
  if (open === 1) return `${fires}, and nobody has it yet.`;
  if (open === waiting) return `${fires}, and nobody has them yet.`;
  return `${fires}, and ${numberWord(waiting)} of them ${waiting === 1 ? "waits" : "wait"} for somebody.`;
}

function inHandWords(fires: string, open: number, acknowledged: number): string {
  if (open === 1) return `${fires} and is in hand.`;
  if (open === acknowledged) return `${fires}, and all are in hand.`;
  return `${fires}, and ${numberWord(acknowledged)} of them ${acknowledged === 1 ? "is" : "are"} in hand.`;
}

function longestWords(longest: AlertView | null, waiting: number): string {
  if (longest === null) return "Each line says who was paged.";
  const about = waiting === 1 ? "" : `${longest.title} waits longest. `;
  return `${about}${longest.why?.bold ?? "Somebody is being looked for"}.`;
}
