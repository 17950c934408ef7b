import type { ProcessBench } from "../../server/features/incidents/process-bench.contract.ts";
import type { ProcessDraftView, ProcessFindingView, ProcessVersionView } from "../../server/features/process/draft.contract.ts";
import { capital, numberWord } from "../design/number-words.ts";
import { dateWords } from "../design/wording.ts";

export interface LedeWords {
  so: string;
  next: string;
}

/** The sentence over a draft: how far it is from what is in force, and what stands between. */
export function draftLede(draft: ProcessDraftView, inForce: ProcessVersionView | undefined): LedeWords {
  const count = draft.parts.filter(({ isChanged }) => isChanged).length;
  const changes = inForce === undefined ? "nothing in force yet" : count === 0 ? "no change yet" : `${numberWord(count)} change${count === 1 ? "" : "s"}`;
  const name = `Version ${(draft.newestVersion ?? 0) + 1}`;
  const so = inForce === undefined ? `${name} is a draft, with ${changes}.` : `${name} is a draft with ${changes}.`;
  const held = inForce === undefined ? "" : `${heldWords(inForce)} `;
  return { so, next: `${held}${waitingWords(draft.findings)}` };
}

function heldWords({ version, publishedAt }: ProcessVersionView): string {
  return `Version ${version} is in force since ${dateWords(Date.parse(publishedAt))}.`;
}

function waitingWords(findings: readonly ProcessFindingView[]): string {
  const mistakes = findings.filter(({ weight }) => weight === "mend").length;
  const open = findings.filter(isWaiting).length - mistakes;
  if (mistakes > 0) return `${capital(numberWord(mistakes))} mistake${mistakes === 1 ? "" : "s"} must be mended before this can replace it.`;
  if (open > 0) return `${capital(numberWord(open))} finding${open === 1 ? " needs" : "s need"} an answer before this can replace it.`;
  return "Nothing stands in the way of publishing it.";
}

/** True for what must be mended or answered before the draft is published. */
export function isWaiting({ weight, answer }: ProcessFindingView): boolean {
  return weight === "mend" || (weight === "answer" && answer === null);
}

/** The sentence over a version that is read. */
export function versionLede(version: ProcessVersionView, inForce: ProcessVersionView | undefined, hasDraft: boolean): LedeWords {
  const since = dateWords(Date.parse(version.publishedAt));
  const why = version.reason === null ? "" : ` Why: ${version.reason}`;
  if (version.version !== inForce?.version) return { so: `Version ${version.version} was published on ${since} by ${version.publishedBy.name}.`, next: `It holds no more; incidents that began under it keep it.${why}` };
  const next = hasDraft ? `Somebody is writing version ${version.version + 1}.` : "Nobody is writing the next one.";
  return { so: `Version ${version.version} is in force since ${since}.`, next: `${next}${why}` };
}

/** What the bench says of a draft: on how many incidents it was tried, and how many it would judge otherwise. */
export function triedWords({ tried, differing }: ProcessBench, version: number): { title: string; text: string } {
  const title = tried === 1 ? "Tried on your last incident" : `Tried on your last ${tried} incidents`;
  if (differing.length === 0) return { title, text: `Version ${version} would have judged ${tried === 1 ? "it" : "each of them"} alike.` };
  return { title, text: `Version ${version} would have judged ${numberWord(differing.length)} differently, from what is known of the impact:` };
}
