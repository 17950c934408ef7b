import type { Instant } from "../../values/instant.ts";

export const chapters = ["reached", "deciding", "telling", "learning"] as const;
export type Chapter = (typeof chapters)[number];

export const verdicts = ["met", "missed", "waived", "pending", "not-applicable"] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a finding is what it is, where its times do not say it. */
export const reasons = [
  "nobody-paged", "taken-before-paged", "ended-before", "not-at-this-class", "nobody-named", "conditional", "for-people",
  "not-known", "not-seen", "later", "never", "vacant", "forbidden", "without-reason", "outside-role", "not-required", "not-begun", "no-owner", "by-commander", "unanswered", "incomplete", "not-looked-at", "waived",
] as const;
export type Reason = (typeof reasons)[number];

/** An event that proves a finding. */
export interface Proof {
  streamId: string;
  version: number;
}

/** What became of a rule in one incident. */
export interface Finding {
  /** Where the rule stands in the process: `timeBoxes/classify`. */
  rule: string;
  chapter: Chapter;
  verdict: Verdict;
  /** How long the rule gives, in milliseconds; null where it gives no time. */
  lengthMilliseconds: number | null;
  /** By when. Of what comes again: the one that was late, else the next or the last. */
  dueAt: Instant | null;
  happenedAt: Instant | null;
  /** How much later than due; null where it was not, or never happened. */
  lateMilliseconds: number | null;
  /** Of what comes again, how often it was kept, and how often it was owed. */
  count: { kept: number; owed: number } | null;
  people: readonly string[];
  because: Reason | null;
  proof: readonly Proof[];
}

/** A finding with what is usual left out. */
export type FindingPart = Pick<Finding, "rule" | "chapter" | "verdict"> & Partial<Finding>;

export function finding({ rule, chapter, verdict, lengthMilliseconds = null, dueAt = null, happenedAt = null, lateMilliseconds = null, count = null, people = [], because = null, proof = [] }: FindingPart): Finding {
  return { rule, chapter, verdict, lengthMilliseconds, dueAt, happenedAt, lateMilliseconds, count, people, because, proof };
}

/** A rule that asks for one thing to happen. */
export interface Expectation {
  rule: string;
  chapter: Chapter;
  lengthMilliseconds?: number | null;
  /** Null where it only has to happen while people work on the incident. */
  dueAt: Instant | null;
  /** The thing itself; null where it did not happen so far. */
  happened: { at: Instant; people?: readonly string[]; proof: readonly Proof[] } | null;
  /** From when it can happen no more; null while it can. */
  closedAt: Instant | null;
  now: Instant;
}

/** Whether the one thing happened, and in time. What had not fallen due when it became impossible is not held against anybody. */
export function judge(expectation: Expectation): Finding {
  const { rule, chapter, lengthMilliseconds = null, dueAt, happened, closedAt, now } = expectation;
  const base = { rule, chapter, lengthMilliseconds, dueAt };
  if (happened) {
    const late = latenessOf(dueAt, happened.at);
    return finding({ ...base, verdict: late === null ? "met" : "missed", happenedAt: happened.at, lateMilliseconds: late, people: happened.people ?? [], proof: happened.proof });
  }
  if (closedAt !== null && closedAt <= now) {
    const isMissed = dueAt === null || dueAt < closedAt;
    return finding({ ...base, verdict: isMissed ? "missed" : "not-applicable", because: isMissed ? "never" : "ended-before" });
  }
  const late = latenessOf(dueAt, now);
  return finding({ ...base, verdict: late === null ? "pending" : "missed", lateMilliseconds: late });
}

function latenessOf(dueAt: Instant | null, at: Instant): number | null {
  return dueAt !== null && at > dueAt ? at - dueAt : null;
}

export function notApplicable(rule: string, chapter: Chapter, because: Reason, proof: readonly Proof[] = []): Finding {
  return finding({ rule, chapter, verdict: "not-applicable", because, proof });
}

/** The place of events, without what they say. */
export function proofOf(...events: readonly (Proof | null | undefined)[]): Proof[] {
  return events.flatMap((event) => (event ? [{ streamId: event.streamId, version: event.version }] : []));
}
