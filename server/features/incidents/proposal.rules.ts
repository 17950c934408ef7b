import type { AskCondition, ConditionValues } from "../../values/condition-answer.ts";
import type { Instant } from "../../values/instant.ts";
import { isWorse, type WrittenProcess } from "../process/process.rules.ts";
import type { ProposalReason } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** A severity that is proposed while its condition holds: written for the whole organization, or for one service. */
export interface SeverityCondition extends ProposalReason {
  severity: string;
}

/** What the facts speak for. */
export interface Proposal {
  severity: string | null;
  /** What holds at that severity. */
  because: ProposalReason[];
  /** What could not be asked, and the name of what is not known. */
  absent: (SeverityCondition & { missing: string })[];
}

/** Every condition that may propose a severity for an incident on these services. */
export function severityConditions(process: WrittenProcess, services: readonly SeverityCondition[]): SeverityCondition[] {
  return [...(process.propose ?? []).map(({ when, severity }) => ({ when, severity, serviceId: null })), ...services];
}

/** The worst severity whose condition holds. What names a thing that is absent does not hold, and is said. */
export function proposedSeverity(process: WrittenProcess, conditions: readonly SeverityCondition[], values: ConditionValues, ask: AskCondition): Proposal {
  const answered = conditions.map((condition) => ({ condition, answer: ask(condition.when, values) }));
  const held = answered.flatMap(({ condition, answer }) => ("holds" in answer && answer.holds ? [condition] : []));
  const severity = worstOf(process, held.map((condition) => condition.severity));
  return {
    severity,
    because: held.filter((condition) => condition.severity === severity).map(({ when, serviceId }) => ({ when, serviceId })),
    absent: answered.flatMap(({ condition, answer }) => ("missing" in answer ? [{ ...condition, missing: answer.missing }] : [])),
  };
}

function worstOf(process: WrittenProcess, severities: readonly string[]): string | null {
  return severities.reduce<string | null>((worst, severity) => (isWorse(process, severity, worst) ? severity : worst), null);
}

/** The severity that speaks for itself, from the facts or from a route; null where nothing does. */
export function expectedSeverity(process: WrittenProcess, { found, proposed }: IncidentState): string | null {
  return worstOf(process, [found?.severity, proposed?.severity].flatMap((severity) => severity ?? []));
}

/** What waits for a person to decide: the worse of what a route proposed and what the facts speak for, where that is not what was decided already. */
export function openProposal(process: WrittenProcess, state: IncidentState): { severity: string | null; priority: string | null; because: readonly ProposalReason[] } | null {
  const { found, proposed, severity, priority } = state;
  const own = found && !found.isSettled && found.severity !== severity ? found.severity : null;
  const routed = proposed?.severity ?? null;
  const isFound = found && own !== null && (routed === null || !isWorse(process, routed, own));
  if (isFound) return { severity: own, priority: proposed?.priority ?? priority, because: found.because };
  return proposed && { ...proposed, because: [] };
}

const spans = /acknowledgedFor[^&|()]*duration\(\s*["']([\dhms.]+)["']\s*\)/g;
const units = { h: 3_600_000, m: 60_000, s: 1_000 } as const;

/** The next moment after now at which a condition about `acknowledgedFor` may begin to hold; null where time alone changes nothing. */
export function nextMoment(conditions: readonly { when?: string | undefined }[], acknowledgedAt: Instant | null, now: Instant): Instant | null {
  if (acknowledgedAt === null) return null;
  const lengths = conditions.flatMap(({ when = "" }) => [...when.matchAll(spans)].map(([, span = ""]) => lengthOf(span)));
  // A condition may ask for more than the span as well as for no less.
  const moments = lengths.flatMap((length) => [acknowledgedAt + length, acknowledgedAt + length + 1]).filter((moment) => moment > now);
  return moments.length === 0 ? null : Math.min(...moments);
}

function lengthOf(span: string): number {
  return [...span.matchAll(/([\d.]+)([hms])/g)].reduce((sum, [, amount = "0", unit = "s"]) => sum + Number(amount) * units[unit as keyof typeof units], 0);
}
