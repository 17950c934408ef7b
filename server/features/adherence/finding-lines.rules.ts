import type { Instant } from "../../values/instant.ts";
import { nameRule, type RuleWords } from "../process/rule-names.rules.ts";
import type { FindingLine } from "./evidence-findings.rules.ts";
import type { Finding } from "./finding.rules.ts";
import { becauseWords, lengthWords, peopleWords, wordFinding } from "./finding-words.rules.ts";

export interface LineWords {
  words: RuleWords;
  /** A moment on the clock of whoever reads. */
  time: (at: Instant) => string;
  waiver: FindingLine["waiver"];
}

/** A finding as it stands on paper; null where the rule does not apply: what was not asked fills no page. */
export function lineOf(one: Finding, { words, time, waiver }: LineWords): FindingLine | null {
  if (one.verdict === "not-applicable") return null;
  return {
    chapter: one.chapter,
    verdict: one.verdict,
    asks: nameRule(one.rule, words, one.lengthMilliseconds === null ? null : lengthWords(one.lengthMilliseconds)),
    by: one.dueAt === null ? (one.count ? `${one.count.owed} owed` : "") : `by ${time(one.dueAt)}`,
    happened: happenedWords(one, words, time),
    proof: one.proof.filter(({ streamId }) => streamId.startsWith("incident/")).map(({ version }) => version),
    waiver,
  };
}

/** When it happened, how late, how often, by whom, and what the times do not say. */
export function happenedWords(one: Finding, words: RuleWords, time: (at: Instant) => string): string {
  const parts = [
    one.happenedAt === null ? null : time(one.happenedAt),
    one.lateMilliseconds === null ? null : `${lengthWords(one.lateMilliseconds)} late`,
    one.count && one.count.owed > 1 ? `${one.count.kept} of ${one.count.owed} kept` : null,
    one.people.length === 0 ? null : peopleWords(one.rule, one.people.map(words.person)),
  ];
  return wordFinding(parts.filter((part) => part !== null), becauseWords(one));
}
