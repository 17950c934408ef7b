import { toIso, type Instant } from "../../values/instant.ts";
import type { CoverageFacts, Finding, Span } from "./coverage-facts.rules.ts";
import type { CoverageFindingView, CoverageView } from "./coverage.contract.ts";
import type { Coverage } from "./coverage.rules.ts";

const mostTold = 100;

/** What things are called, by their ids. */
export type CoverageNames = Pick<CoverageFacts, "people" | "policies">;

export function presentCoverage({ from, to, findings, strips }: Coverage, names: CoverageNames): CoverageView {
  return {
    ...presentSpan({ from, to }),
    findings: findings.map((finding) => presentFinding(finding, names, from)),
    policies: strips.map(({ policyId, name, services, holes }) => ({
      id: policyId,
      name,
      services: services.map((service) => ({ id: service.id, name: service.name })),
      holes: holes.map((hole) => ({ ...presentSpan(hole), kind: hole.kind })),
    })),
  };
}

export function presentFinding(finding: Finding, names: CoverageNames, now: Instant): CoverageFindingView {
  const { id, kind, weight, title, text, mend, timezone, pattern, occurrences } = finding;
  const person = (personId: string) => ({ id: personId, name: names.people.get(personId) ?? personId });
  const next = occurrences.find(({ from }) => from > now);
  return {
    id,
    kind,
    weight,
    title,
    text,
    mend: { words: mend.words, link: mend.link },
    timezone,
    pattern,
    people: finding.people.map(person),
    policies: finding.policyIds.map((policyId) => ({ id: policyId, name: names.policies.find((policy) => policy.id === policyId)?.name ?? policyId })),
    count: occurrences.length,
    occurrences: occurrences.slice(0, mostTold).map((occurrence) => ({ ...presentSpan(occurrence), people: occurrence.people.map(person) })),
    next: next ? presentSpan(next) : null,
  };
}

function presentSpan({ from, to }: Span): { from: string; to: string } {
  return { from: toIso(from), to: toIso(to) };
}
