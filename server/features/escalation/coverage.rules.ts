import { without } from "../on-call/span.rules.ts";
import { findingKinds, weights, type CoverageFacts, type Finding, type Occurrence, type Span, type Weight } from "./coverage-facts.rules.ts";
import { findGaps, type WatchedPolicy } from "./coverage-gaps.rules.ts";
import { findDuty } from "./coverage-rest.rules.ts";
import { findEmptySteps, findOneExpert, findUnmanaged, findUnpaged } from "./coverage-standing.rules.ts";
import { findNobodyNew, findOnePerson, findSameEverywhere, findTooFew, findUnreachable, isNobodyNew, onlyPerson } from "./coverage-steps.rules.ts";
import { calendarOf, meaningOf, momentsOf, type PolicyMoment } from "./coverage-time.rules.ts";

/** A time in which a policy is not what it seems: nobody at all, a step without anybody, a step with nobody new. */
export interface Hole extends Span {
  kind: "nobody" | "empty-step" | "nobody-new";
}

export interface CoveredStrip {
  policyId: string;
  name: string;
  services: readonly { id: string; name: string }[];
  /** Earliest first; what lies between them is covered. */
  holes: readonly Hole[];
}

export interface Coverage extends Span {
  findings: readonly Finding[];
  strips: readonly CoveredStrip[];
}

/** Whether somebody will answer, over the span: what does not hold, the worst first, and where each policy has holes. */
export function judgeCoverage(facts: CoverageFacts): Coverage {
  const calendar = calendarOf(facts);
  const meaning = meaningOf(facts, calendar);
  const used = new Set(facts.services.map(({ policyId }) => policyId));
  const watched = facts.policies.map((policy): WatchedPolicy => {
    const moments = momentsOf(policy, meaning);
    return { policy, moments, isUsed: used.has(policy.id), onlyPersonId: onlyPerson(moments) };
  });
  const findings = [
    ...findGaps(facts, watched, meaning),
    ...findUnreachable(facts, watched),
    ...findEmptySteps(facts, watched),
    ...findUnpaged(facts),
    ...findOnePerson(facts, watched),
    ...findSameEverywhere(facts, watched),
    ...findNobodyNew(facts, watched),
    ...findTooFew(facts, watched),
    ...findOneExpert(facts),
    ...findUnmanaged(facts),
    ...findDuty(facts, calendar),
  ];
  return { from: facts.from, to: facts.to, findings: inOrder(findings), strips: watched.map((one) => stripOf(facts, one)) };
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const place = ({ weight, kind, occurrences }: Finding) => [weights.indexOf(weight), occurrences[0]?.from ?? -Infinity, findingKinds.indexOf(kind)];
  return [...findings].sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
  });
}

function stripOf({ services }: CoverageFacts, { policy, moments }: WatchedPolicy): CoveredStrip {
  const holes: Hole[] = [];
  for (const moment of moments) {
    const kind = holeIn(moment);
    const last = holes.at(-1);
    if (kind === null) continue;
    if (last?.kind === kind && last.to === moment.from) last.to = moment.to;
    else holes.push({ from: moment.from, to: moment.to, kind });
  }
  return { policyId: policy.id, name: policy.name, services: services.filter(({ policyId }) => policyId === policy.id).map(({ id, name }) => ({ id, name })), holes };
}

function holeIn(moment: PolicyMoment): Hole["kind"] | null {
  if (moment.steps.every((people) => people.length === 0)) return "nobody";
  if (moment.steps.some((people) => people.length === 0)) return "empty-step";
  return moment.steps.some((_, place) => isNobodyNew(moment, place)) ? "nobody-new" : null;
}

/** What the second report finds that the first did not: new findings, graver ones, and the times that were not there before. */
export function newFindings(before: Coverage, after: Coverage): Finding[] {
  const known = new Map(before.findings.map((finding) => [finding.id, finding]));
  return after.findings.flatMap((finding) => {
    const old = known.get(finding.id);
    if (!old || isGraver(finding.weight, old.weight)) return [finding];
    if (isAlways(finding)) return isAlways(old) ? [] : [finding];
    const added = addedTimes(old, finding);
    return added.length > 0 ? [{ ...finding, occurrences: added }] : [];
  });
}

function isGraver(one: Weight, other: Weight): boolean {
  return weights.indexOf(one) < weights.indexOf(other);
}

/** A finding without times holds always. */
function isAlways({ occurrences }: Finding): boolean {
  return occurrences.length === 0;
}

function addedTimes(old: Finding, finding: Finding): Occurrence[] {
  if (isAlways(old)) return [];
  const known = new Set(old.occurrences.map(({ from, to }) => `${from} ${to}`));
  return without(finding.occurrences.filter(({ from, to }) => !known.has(`${from} ${to}`)), old.occurrences);
}
