import type { Verdict } from "./alert-care.rules.ts";

/** Occurrences of one source that look alike, as they are counted in the database. */
export interface NoiseRow {
  sourceId: string;
  alertname: string | null;
  title: string | null;
  verdict: Verdict | null;
  occurrences: number;
  paged: number;
}

/** How often a rule of a source spoke, how often somebody was paged, and what it turned out to be. */
export interface NoiseSum extends Record<Verdict, number> {
  sourceId: string;
  rule: string;
  occurrences: number;
  paged: number;
  /** Of which nobody said what they were. */
  untold: number;
}

/** What made the alert: the rule its tool names, else its title without numbers, which change from one time to the next. */
export function ruleOf({ alertname, title }: Pick<NoiseRow, "alertname" | "title">): string {
  return alertname ?? (title ?? "").replace(/\p{N}+([.,:]\p{N}+)*/gu, "#");
}

/** Sums by source and rule; those that paged most come first. */
export function sumNoise(rows: readonly NoiseRow[]): NoiseSum[] {
  const sums = new Map<string, NoiseSum>();
  for (const row of rows) {
    const rule = ruleOf(row);
    const key = JSON.stringify([row.sourceId, rule]);
    const sum = sums.get(key) ?? { sourceId: row.sourceId, rule, occurrences: 0, paged: 0, actionable: 0, noise: 0, duplicate: 0, untold: 0 };
    sum.occurrences += row.occurrences;
    sum.paged += row.paged;
    sum[row.verdict ?? "untold"] += row.occurrences;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((one, other) => other.paged - one.paged || other.occurrences - one.occurrences || (one.rule < other.rule ? -1 : 1));
}
