import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

function alertsWord(count: number): string {
  return `${numberWord(count)} ${count === 1 ? "alert" : "alerts"}`;
}

export interface Sentences {
  so: string;
  next: string;
}

/** What the list of alerts opens with, made from everything that is open. */
export function alertsLede(open: readonly AlertView[], isAll: boolean): Sentences {
  if (open.length === 0) return { so: "Nothing fires.", next: "What a tool reports shows here, with the reason why it woke somebody or did not." };
  const most = isAll ? "" : "more than ";
  const fires = capital(`${most}${alertsWord(open.length)} ${open.length === 1 ? "fires" : "fire"}`);
  const woke = open.filter((alert) => !alert.isHeldBack);
  const unanswered = woke.filter((alert) => alert.status === "firing");
  const quiet = open.length - woke.length;
  if (unanswered.length > 0) return { so: unansweredWords(fires, open.length, unanswered.length), next: oldestWords(unanswered) };
  if (woke.length === 0) return { so: `${fires} and woke nobody.`, next: "Each line says why." };
  return {
    so: open.length === 1 ? `${fires} and is in hand.` : quiet === 0 ? `${fires}, and all are in hand.` : `${fires}, and the ${numberWord(woke.length)} that woke somebody ${woke.length === 1 ? "is" : "are"} in hand.`,
    next: quiet === 0 ? "Nobody else is paged." : `${capital(numberWord(quiet))} woke nobody; each line says why.`,
  };
}

function unansweredWords(fires: string, all: number, unanswered: number): string {
  if (all === 1) return `${fires}, and nobody has it yet.`;
  if (all === unanswered) return `${fires}, and nobody has them yet.`;
  return `${fires}, and ${numberWord(unanswered)} of them ${unanswered === 1 ? "waits" : "wait"} for somebody.`;
}

function oldestWords(unanswered: readonly AlertView[]): string {
  const oldest = unanswered.at(-1);
  if (!oldest) return "";
  const about = unanswered.length === 1 ? "" : `${oldest.title} waits longest. `;
  return `${about}${oldest.why?.bold ?? "Somebody is being looked for"}.`;
}
