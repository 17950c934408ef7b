import type { FindingView } from "../../../server/features/adherence/contract.ts";

/** Other places of the room say these already: the clocks of what is owed, and who has been on for long. */
const saidElsewhere = ["relief/", "declareWhen/"];

export interface RuleHint {
  rule: string;
  asks: string;
  dueAt: number;
}

/** What the process asks for and can still be done, the soonest first. What is done stands in the evidence, kept or late. */
export function hintsOf(findings: readonly FindingView[]): RuleHint[] {
  return findings
    .filter(({ chapter, rule }) => (chapter === "reached" || chapter === "deciding") && !saidElsewhere.some((start) => rule.startsWith(start)))
    .flatMap(({ rule, asks, dueAt, happenedAt, verdict }) => (dueAt !== null && happenedAt === null && (verdict === "pending" || verdict === "missed") ? [{ rule, asks, dueAt: Date.parse(dueAt) }] : []))
    .sort((a, b) => a.dueAt - b.dueAt);
}
