import { toIsoOrNull, type Instant } from "../../values/instant.ts";
import { nameRule, type RuleWords, type WrittenProcess } from "../process/index.ts";
import type { OrganizationWords } from "../incidents/index.ts";
import type { FindingView, TrendView } from "./contract.ts";
import type { Finding } from "./finding.rules.ts";
import { becauseWords, lengthWords } from "./finding-words.rules.ts";

/** The organization's own words for the rules of a process. */
export function ruleWordsOf(process: WrittenProcess, words: OrganizationWords): RuleWords {
  const role = (id: string) => process.roles.find((one) => one.id === id)?.name ?? id;
  const person = (id: string) => words.people.get(id)?.name ?? id;
  const team = (id: string) => words.teams.get(id) ?? id;
  const audience = (id: string) => {
    const [kind, of = ""] = id.split("/");
    if (kind === "team") return team(of);
    if (kind === "person") return person(of);
    return kind === "role" ? role(of) : kind === "schedule" ? (words.schedules.get(of) ?? of) : (words.audiences.get(id) ?? id);
  };
  return { process, role, person, team, audience };
}

/** Who waived a rule and why, as people read it. */
export interface WaiverWords {
  by: string;
  at: Instant;
  /** Null where the text was taken out. */
  reason: string | null;
}

export function presentFinding(one: Finding, words: RuleWords, waiver: WaiverWords | null): FindingView {
  const isWaived = one.verdict === "waived";
  return {
    rule: one.rule,
    chapter: one.chapter,
    verdict: one.verdict,
    asks: nameRule(one.rule, words, one.lengthMilliseconds === null ? null : lengthWords(one.lengthMilliseconds)),
    dueAt: toIsoOrNull(one.dueAt),
    happenedAt: toIsoOrNull(one.happenedAt),
    lateSeconds: one.lateMilliseconds === null ? null : Math.round(one.lateMilliseconds / 1_000),
    kept: one.count?.kept ?? null,
    owed: one.count?.owed ?? null,
    people: one.people.map((id) => ({ id, name: words.person(id) })),
    because: isWaived ? (waiver?.reason ?? "The reason was taken out") : becauseWords(one),
    waivedBy: isWaived ? (waiver?.by ?? null) : null,
    proof: one.proof.map(({ streamId, version }) => ({ stream: streamId, version, entry: streamId.startsWith("incident/") ? version : null })),
  };
}

/** What became of a rule in one incident. */
export interface TrendEntry extends Pick<Finding, "chapter" | "verdict"> {
  ref: string;
}

/** What became of one rule in several incidents, oldest first. */
export function presentTrend(rule: string, entries: readonly TrendEntry[], words: RuleWords): TrendView {
  const applied = entries.filter(({ verdict }) => verdict !== "not-applicable");
  return {
    rule,
    chapter: entries.at(-1)?.chapter ?? "reached",
    asks: nameRule(rule, words),
    met: applied.filter(({ verdict }) => verdict === "met").length,
    judged: applied.filter(({ verdict }) => verdict === "met" || verdict === "missed").length,
    incidents: applied.map(({ ref, verdict }) => ({ ref, verdict })),
  };
}
