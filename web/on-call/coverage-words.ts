import type { CoverageFindingView, CoverageView } from "../../server/features/escalation/coverage.contract.ts";
import type { Instant } from "../../server/values/instant.ts";
import { fullMomentWords, momentWords, spanWords } from "../design/wording.ts";

export type Finding = CoverageFindingView;
type Weight = Finding["weight"];
type Hole = CoverageView["policies"][number]["holes"][number];

export const spans = [30, 90, 180, 366] as const;

export const weightTitles: Readonly<Record<Weight, string>> = { breaks: "Breaks paging", risks: "Puts paging at risk", hard: "Hard on people" };

/** What is so: whether every page finds somebody. */
export function coverageSo({ findings }: CoverageView, days: number): string {
  const breaking = findings.filter(({ weight }) => weight === "breaks").length;
  if (breaking === 0) return `Every page finds somebody in the next ${days} days.`;
  return `${breaking === 1 ? "One thing breaks" : `${breaking} things break`} paging in the next ${days} days.`;
}

/** What comes first of it, or what else there is. */
export function coverageNext({ findings }: CoverageView, now: Instant): string {
  const [first] = findings;
  if (!first) return "Nothing puts it at risk, and nobody is on call for too long.";
  const start = first.occurrences[0];
  if (first.weight === "breaks") return start ? `First, ${Date.parse(start.from) <= now ? "now" : momentWords(Date.parse(start.from), now)}: ${first.title}` : `First: ${first.title}`;
  const count = (weight: Weight) => findings.filter((finding) => finding.weight === weight).length;
  const parts = [[count("risks"), "puts it at risk", "put it at risk"], [count("hard"), "is hard on people", "are hard on people"]] as const;
  return `${parts.flatMap(([amount, one, many]) => (amount === 0 ? [] : [`${amount} ${amount === 1 ? one : many}`])).join(", ")}.`;
}

/** When a finding holds, on the reader's clock: the first time, and how often after it. */
export function timesOf({ occurrences, count, pattern, next }: Finding, now: Instant): string {
  const [first] = occurrences;
  if (!first) return "All the time";
  const [from, to] = [Date.parse(first.from), Date.parse(first.to)];
  const start = from <= now ? "Now" : fullMomentWords(from);
  const whole = from === to ? start : `${start} to ${fullMomentWords(to)}, ${spanWords(to - from)}`;
  if (count === 1) return whole;
  const more = `${count - 1} more ${count === 2 ? "time" : "times"}`;
  const then = from <= now && next ? `, next ${fullMomentWords(Date.parse(next.from))}` : "";
  return `${pattern === null ? "" : `${capital(pattern)}. `}${whole}, and ${more}${then}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A piece of a strip, in shares of its length. */
export interface Bar {
  kind: Hole["kind"];
  left: number;
  width: number;
}

const smallestGap = 0.002;

/** The holes of a strip as they are drawn: those that would touch are one. */
export function barsOf(holes: readonly Hole[], from: Instant, to: Instant): Bar[] {
  const bars: Bar[] = [];
  for (const hole of holes) {
    const left = (Date.parse(hole.from) - from) / (to - from);
    const right = (Date.parse(hole.to) - from) / (to - from);
    const last = bars.findLast(({ kind }) => kind === hole.kind);
    if (last && left - last.left - last.width < smallestGap) last.width = right - last.left;
    else bars.push({ kind: hole.kind, left, width: right - left });
  }
  return bars;
}

/** The first days of months in the span, in shares of its length. */
export function monthsIn(from: Instant, to: Instant): { left: number; name: string }[] {
  const start = new Date(from);
  const marks = Array.from({ length: 13 }, (_, index) => new Date(start.getFullYear(), start.getMonth() + 1 + index, 1));
  const kept = marks.filter((mark) => mark.getTime() < to);
  return kept.map((mark) => ({ left: (mark.getTime() - from) / (to - from), name: mark.toLocaleString("en-GB", { month: "short" }).slice(0, 3) }));
}

const holeWords: Readonly<Record<Hole["kind"], string>> = { nobody: "nobody at all", "empty-step": "a step with nobody", "nobody-new": "a step with nobody new" };

/** What a strip shows, for those who do not see it. */
export function stripWords(name: string, holes: readonly Hole[]): string {
  const parts = (["nobody", "empty-step", "nobody-new"] as const).flatMap((kind) => {
    const own = holes.filter((hole) => hole.kind === kind);
    const [first] = own;
    return first ? [`${own.length === 1 ? "once" : `${own.length} times`} ${holeWords[kind]}, first ${fullMomentWords(Date.parse(first.from))}`] : [];
  });
  return `${name}: ${parts.length === 0 ? "no holes" : parts.join("; ")}`;
}
