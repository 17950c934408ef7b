import type { Instant } from "../../values/instant.ts";

/** One rule of the process held against what happened, in words. */
export interface FindingLine {
  /** The part of the process: being reached, deciding, telling, learning. */
  chapter: string;
  verdict: "met" | "missed" | "waived" | "not-yet";
  asks: string;
  by: string;
  happened: string;
  /** Numbers of events in the incident's stream. */
  proof: readonly number[];
  waiver: { by: string; at: Instant; reason: string } | null;
}

/** What was judged of an incident. */
export interface Findings {
  /** As it was judged, with ids and no names: this is what a pack seals, so that a person can be erased and the pack stays true. */
  facts: unknown;
  /** The same in words, for people. */
  lines: readonly FindingLine[];
}

export interface FindingCounts {
  met: number;
  missed: number;
  waived: number;
  notYet: number;
  /** All that is judged: what is not due yet counts when it is. */
  judged: number;
}

export function countFindings(lines: readonly FindingLine[]): FindingCounts {
  const of = (verdict: FindingLine["verdict"]) => lines.filter((line) => line.verdict === verdict).length;
  const [met, missed, waived] = [of("met"), of("missed"), of("waived")];
  return { met, missed, waived, notYet: of("not-yet"), judged: met + missed + waived };
}

/** The findings as one sentence: what was kept, missed, waived. */
export function wordCounts(ref: string, { met, missed, waived, notYet, judged }: FindingCounts): string {
  if (judged === 0) return `Nothing of ${ref} could be judged yet.`;
  const others = [...(missed > 0 ? [`missed ${inWords(missed)}`] : []), ...(waived > 0 ? [`had ${inWords(waived)} waived`] : [])];
  const kept = met === judged ? `kept ${judged === 1 ? "the one rule" : `all ${judged} rules`} that held for it` : `kept ${met} of ${judged} rules`;
  const said = others.length === 2 ? `${kept}, ${others[0]} and ${others[1]}` : [kept, ...others].join(" and ");
  return `${ref} ${said}.${notYet > 0 ? ` ${capital(inWords(notYet))} ${notYet === 1 ? "is" : "are"} not due yet.` : ""}`;
}

const numbers = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const inWords = (number: number): string => numbers[number] ?? String(number);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
