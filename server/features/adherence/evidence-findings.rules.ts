import type { Instant } from "../../values/instant.ts";
import type { Chapter, Verdict } from "./finding.rules.ts";

/** One rule of the process held against what happened, in words. */
export interface FindingLine {
  chapter: Chapter;
  verdict: Exclude<Verdict, "not-applicable">;
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
  /** The same in words, for people, on the clock of whoever writes it down. */
  linesOn(time: (at: Instant) => string): FindingLine[];
}

export const chapterNames: Readonly<Record<Chapter, string>> = { reached: "Being reached", deciding: "Deciding", telling: "Telling", learning: "Learning" };

export const verdictWords: Readonly<Record<Verdict, string>> = { met: "met", missed: "missed", waived: "waived", pending: "not yet", "not-applicable": "not asked" };

/** How many findings have each verdict; judged is all that could be: what is not due yet counts when it is. */
export type FindingCounts = Record<Verdict | "judged", number>;

export function countFindings(findings: readonly { verdict: Verdict }[]): FindingCounts {
  const of = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
  const [met, missed, waived] = [of("met"), of("missed"), of("waived")];
  return { met, missed, waived, pending: of("pending"), "not-applicable": of("not-applicable"), judged: met + missed + waived };
}

/** The findings as one sentence: what was kept, missed, waived. */
export function wordCounts(ref: string, { met, missed, waived, pending, judged }: FindingCounts): string {
  if (judged === 0) return `Nothing of ${ref} can be judged yet.`;
  const others = [...(missed > 0 ? [`missed ${inWords(missed)}`] : []), ...(waived > 0 ? [`had ${inWords(waived)} waived`] : [])];
  const soFar = pending > 0 ? " so far" : "";
  const kept = met === judged ? `kept ${judged === 1 ? "the one rule" : `all ${judged} rules`} that held for it${soFar}` : `kept ${met} of ${judged} rules`;
  return `${ref} ${others.length === 2 ? `${kept}, ${others.join(" and ")}` : [kept, ...others].join(" and ")}.`;
}

const numbers = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const inWords = (number: number): string => numbers[number] ?? String(number);
