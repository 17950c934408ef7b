import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

function alertsWord(count: number): string {
  return `${numberWord(count)} ${count === 1 ? "alert" : "alerts"}`;
}

export interface Sentences {
  so: string;
  next: string;
}

/** What the list of alerts opens with, made from everything that is open. */
export function alertsLede(open: readonly AlertView[]): Sentences {
  if (open.length === 0) return { so: "Nothing fires.", next: "What a tool reports shows here, with the reason why it woke somebody or did not." };
  const fires = capital(`${alertsWord(open.length)} ${open.length === 1 ? "fires" : "fire"}`);
  const woke = open.filter((alert) => !alert.isHeldBack);
  const unanswered = woke.filter((alert) => alert.status === "firing");
  const quiet = open.length - woke.length;
  if (unanswered.length > 0) return { so: unansweredWords(fires, open.length, unanswered.length), next: oldestWords(unanswered) };
  if (woke.length === 0) return { so: `${fires} and woke nobody.`, next: "Each line says why." };
  return { so: inHandWords(fires, open.length, woke.length), next: quiet === 0 ? "Nobody else is paged." : `${capital(numberWord(quiet))} woke nobody; each line says why.` };
}

/** The same in a storm, when there are more alerts than are read: who still waits is known from the pages. */
export function stormLede(read: number, sentPages: readonly PageView[]): Sentences {
  const waiting = new Map(sentPages.map((page) => [page.subject.id, page.title]));
  const fires = `More than ${read} alerts fire`;
  if (waiting.size === 0) return { so: `${fires}, and none that woke somebody waits for an answer.`, next: "Each line says why." };
  const [oldest] = [...waiting.values()].slice(-1);
  const groups = waiting.size === 1 ? "one of them waits" : `${numberWord(waiting.size)} groups of them wait`;
  return { so: `${fires}, and ${groups} for somebody.`, next: waiting.size === 1 ? `It is ${oldest ?? ""}.` : `${oldest ?? ""} waits longest.` };
}

function inHandWords(fires: string, all: number, woke: number): string {
  if (all === 1) return `${fires} and is in hand.`;
  if (all === woke) return `${fires}, and all are in hand.`;
  return `${fires}, and the ${numberWord(woke)} that woke somebody ${woke === 1 ? "is" : "are"} in hand.`;
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
