import { durationMilliseconds, type DurationText } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { commanderOf, type IncidentState } from "../incidents/incident.state.rules.ts";
import type { RetrospectiveRule, WrittenProcess } from "../process/process.rules.ts";
import type { BeginReason } from "./retrospective.events.ts";
import { usualSections } from "./sections.rules.ts";

/** What holds where the process says nothing of retrospectives. */
const usualRule: RetrospectiveRule = {
  requiredFor: { severities: [], dataLoss: false },
  ownedBy: [],
  dueWithin: "5d",
  approvedBy: "team-manager",
  reviewActionsEvery: "14d",
  sections: usualSections,
};

/** What a process says of retrospectives; the usual questions where it asks none. */
export function ruleOf(process: WrittenProcess): RetrospectiveRule {
  const rule = process.retrospective ?? usualRule;
  return rule.sections.length === 0 ? { ...rule, sections: usualSections } : rule;
}

type Judged = Pick<IncidentState, "severity" | "priority" | "impact" | "isDrill">;

/** Why the process asks for a retrospective of this incident; null where it asks for none. A drill needs none. */
export function whyRequired(process: WrittenProcess, { severity, priority, impact, isDrill }: Judged): BeginReason | null {
  const { requiredFor } = ruleOf(process);
  if (isDrill) return null;
  if (severity !== null && requiredFor.severities.includes(severity)) return "severity";
  if (process.priorities.some(({ id, retrospective }) => retrospective && id === priority)) return "priority";
  return requiredFor.dataLoss && impact.dataLoss === true ? "data-loss" : null;
}

/** Who sees to it: the first of these roles that somebody holds, else who commanded. */
export function ownerOf(ownedBy: readonly string[], state: IncidentState): string | null {
  const holders = ownedBy.flatMap((role) => state.holders.filter((holder) => holder.role === role));
  return (holders[0] ?? commanderOf(state))?.personId ?? null;
}

/** The moment that lies so long (`5d`) after another. */
export function momentAfter(from: Instant, length: DurationText): Instant {
  return from + durationMilliseconds(length);
}
