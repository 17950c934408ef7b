import type { FindingView, TrendView } from "../../server/features/adherence/contract.ts";
import { peopleWords, wordFinding } from "../../server/features/adherence/finding-words.rules.ts";
import { numberWord } from "../design/number-words.ts";
import { spanWords, timeOfDay, dateWords } from "../design/wording.ts";

/** What else is to be known: which missed rule slips often, so that the rule is mended. */
export function trendLede(findings: readonly FindingView[], trends: readonly TrendView[]): string | undefined {
  const missed = findings.filter(({ verdict }) => verdict === "missed").map(({ rule }) => rule);
  const slips = trends.filter(({ rule, met, judged }) => missed.includes(rule) && judged - met > 1).sort((a, b) => b.judged - b.met - (a.judged - a.met));
  const worst = slips[0];
  return worst && `“${worst.asks}” slipped in ${numberWord(worst.judged - worst.met)} of the last ${worst.judged}: the rule may need mending.`;
}

/** A moment of an incident: the time where it lies on the incident's first day, else the date too. */
export function momentOf(at: string, begin: string): string {
  const [moment, first] = [Date.parse(at), Date.parse(begin)];
  const time = timeOfDay(moment, undefined, true);
  return dateWords(moment) === dateWords(first) ? time : `${dateWords(moment)}, ${timeOfDay(moment)}`;
}

/** By when, or how often it was owed. */
export function byWords({ dueAt, owed }: FindingView, begin: string): string {
  if (dueAt !== null) return `by ${momentOf(dueAt, begin)}`;
  return owed === null || owed < 2 ? "" : `${owed} times`;
}

/** What happened and what the times do not say; apart how late, since it is coloured, and the reason of a waiver, which is a person's. */
export function happenedWords(one: FindingView, begin: string): { so: string; late: string | null; reason: string | null } {
  const { rule, happenedAt, lateSeconds, kept, owed, people, because, waivedBy } = one;
  const late = lateSeconds === null ? null : `${spanWords(lateSeconds * 1_000)} late`;
  const parts = [
    happenedAt === null ? null : momentOf(happenedAt, begin),
    owed !== null && owed > 1 ? `${kept ?? 0} of ${owed} kept` : null,
    people.length === 0 ? null : peopleWords(rule, people.map(({ name }) => name)),
  ].filter((part) => part !== null);
  return { so: wordFinding(parts, waivedBy === null ? because : null), late, reason: waivedBy === null ? null : `${waivedBy}: “${because ?? ""}”` };
}
