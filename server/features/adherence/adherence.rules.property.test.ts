import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acmeProcess } from "../../platform/testing/acme-process.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "../incidents/incident-evolution.rules.ts";
import { decideIncident, type IncidentCommand } from "../incidents/incident.rules.ts";
import { commanderOf, noIncident } from "../incidents/incident.state.rules.ts";
import { cellOf, type WrittenProcess } from "../process/process.rules.ts";
import { processSchema } from "../process/process.document.ts";
import { adherence } from "./adherence.rules.ts";
import type { Finding } from "./finding.rules.ts";
import { storyOf, type IncidentFact, type Story, type ToldEvent } from "./story.rules.ts";

const acme = processSchema.parse(acmeProcess()) as WrittenProcess;
const minute = 60_000;
const begin = Date.parse("2026-11-16T08:05:00Z");
const text = { contentId: "c", hash: "h" };
const command = "incident-commander";
const zone = zoneNamed("Europe/Berlin");

const people = fc.constantFrom("amara", "ben", "chidi", "dana");
const roles = fc.constantFrom(command, "communications-lead", "scribe", "technical-lead");
const audiences = fc.uniqueArray(fc.constantFrom("executives", "support", "customers"), { minLength: 1 });

/** What a person commands, or what the process and the sending of updates add to the log. */
const anyDeed: fc.Arbitrary<IncidentCommand | IncidentFact> = fc.oneof(
  fc.record({ kind: fc.constantFrom("take", "assign", "accept call"), role: roles, isShared: fc.boolean(), personId: people }),
  fc.record({ kind: fc.constant("release"), role: roles, personId: people }),
  fc.record({ kind: fc.constant("offer handover"), handoverId: fc.constantFrom("h1", "h2"), role: roles, fromPersonId: people, toPersonId: people, brief: fc.constant(text) }),
  fc.record({ kind: fc.constant("accept handover"), handoverId: fc.constantFrom("h1", "h2"), personId: people }),
  fc.record({ kind: fc.constant("acknowledge"), personId: people, mayCommand: fc.boolean() }),
  fc.record({ kind: fc.constant("first page"), personId: people }),
  fc.record({ kind: fc.constantFrom("mitigate", "resolve") }),
  fc.record({ kind: fc.constant("reopen"), reason: fc.constant(text) }),
  fc.record({ severity: fc.constantFrom("sev0", "sev1", "sev2", "sev3", "sev4"), priority: fc.constantFrom("p1", "p2", "p3", "p4"), reason: fc.constantFrom(null, text) }).map((said) => ({ kind: "classify", ...said, cell: cellOf(acme, said.severity, said.priority) })),
  fc.record({ kind: fc.constant("note"), text: fc.constant(text), replyTo: fc.constant(null) }),
  audiences.map((ids) => ({ type: "audiences looped in", data: { audiences: ids.map((audienceId) => ({ audienceId, onlyReceiver: null })), added: ids, left: [] } })),
  audiences.map((ids) => ({ type: "update sent", data: { updateId: "u", isPublic: ids.includes("customers"), isClosing: false, audiences: ids.map((audienceId) => ({ audienceId, nextAt: null })) } })),
) as fc.Arbitrary<IncidentCommand | IncidentFact>;

interface Step {
  after: number;
  who: string;
  deed: IncidentCommand | IncidentFact;
}
const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ after: fc.integer({ min: 0, max: 50 }), who: people, deed: anyDeed }), { maxLength: 40 });

/** The log that these deeds leave behind: what is refused leaves none. */
function eventsOf(taken: readonly Step[]): ToldEvent<IncidentFact>[] {
  let state = noIncident;
  let at = begin;
  const events: ToldEvent<IncidentFact>[] = [];
  const record = (personId: string, facts: readonly IncidentFact[]) => {
    for (const fact of facts) {
      state = evolveIncident(state, fact, at);
      events.push({ streamId: "incident/i", version: events.length + 1, at, actor: { kind: "person", id: personId }, fact });
    }
  };
  const facts = (deed: IncidentCommand | IncidentFact): readonly IncidentFact[] => {
    if ("type" in deed) return state.status === "open" || state.status === "mitigated" || deed.type === "update sent" ? [deed] : [];
    const outcome = decideIncident(deed, state);
    return isRefusal(outcome) ? [] : outcome;
  };
  const declaration = { kind: "declare", number: 12, title: text, origin: "route", serviceIds: ["checkout"], groups: [], processVersion: 1, commanderRole: command, severity: null, priority: null, commander: { personId: "chidi", isProvisional: true, because: "first-paged" }, reportedAt: null, isDrill: false } as IncidentCommand;
  record("chidi", facts(declaration));
  for (const { after, who, deed } of taken) {
    at += after * minute;
    record(who, facts(deed));
  }
  return events;
}

function judgedAt(events: readonly ToldEvent<IncidentFact>[], now: number): { story: Story; findings: Map<string, Finding> } {
  const story = storyOf({ incident: events, calls: new Map(), retrospective: [] });
  return { story, findings: new Map(adherence(acme, story, { now, zone, ask: (condition) => ({ missing: condition }) }).map((one) => [one.rule, one])) };
}

function expectLateness({ rule, verdict, dueAt, happenedAt, lateMilliseconds }: Finding, now: number): void {
  if (lateMilliseconds !== null) expect([rule, lateMilliseconds]).toEqual([rule, (happenedAt ?? now) - (dueAt ?? 0)]);
  // What Muster itself does at a due time may take a minute.
  if (verdict === "pending" && dueAt !== null) expect(now, rule).toBeLessThanOrEqual(dueAt + minute);
}

function expectInTime({ rule, dueAt, happenedAt, count }: Finding): void {
  if (dueAt !== null && happenedAt !== null && count === null) expect(happenedAt, rule).toBeLessThanOrEqual(dueAt);
  if (count !== null) expect([rule, count.kept]).toEqual([rule, count.owed]);
}

/** How late, why, or how often not. */
const isSaid = ({ lateMilliseconds, because, count }: Finding) => lateMilliseconds !== null || because !== null || (count !== null && count.kept < count.owed);

const holds = (rule: (taken: Step[], wait: number) => void) => fc.assert(fc.property(steps, fc.integer({ min: 0, max: 600 }), rule), { numRuns: 300 });
const endOf = (events: readonly ToldEvent<IncidentFact>[]) => events.at(-1)?.at ?? begin;

describe("whatever people do, in whatever order, a finding", () => {
  it("is proven by entries that there are, and happened when one of them or a milestone says", () => {
    holds((taken, wait) => {
      const events = eventsOf(taken);
      const { story, findings } = judgedAt(events, endOf(events) + wait * minute);
      const moments = new Set([...events.map(({ at }) => at), ...Object.values(story.end.milestones).map((milestone) => milestone?.at)]);
      for (const { rule, verdict, proof, happenedAt, people: named } of findings.values()) {
        for (const { version } of proof) expect(events[version - 1], `${rule} cites event ${version}`).toBeDefined();
        if (happenedAt !== null) expect(moments.has(happenedAt), `${rule} happened at a moment of the log`).toBe(true);
        if (verdict === "met") expect(proof.length, `${rule} was met by something`).toBeGreaterThan(0);
        for (const personId of named) expect(events.some((event) => JSON.stringify(event).includes(`"${personId}"`)), `${rule} names ${personId}`).toBe(true);
      }
    });
  });

  it("is late where it says late, and in time where it was met", () => {
    holds((taken, wait) => {
      const events = eventsOf(taken);
      const now = endOf(events) + wait * minute;
      for (const one of judgedAt(events, now).findings.values()) {
        expectLateness(one, now);
        if (one.verdict === "met") expectInTime(one);
        if (one.verdict === "missed") expect(isSaid(one), `${one.rule} says what is missing`).toBe(true);
      }
    });
  });

  it("that was met or missed stays so while time alone passes, but for what is looked at again and again", () => {
    holds((taken, wait) => {
      const events = eventsOf(taken);
      const [early, late] = [judgedAt(events, endOf(events)).findings, judgedAt(events, endOf(events) + wait * minute).findings];
      for (const [rule, { verdict }] of early) {
        if (verdict === "met" || verdict === "missed" || verdict === "not-applicable") expect([rule, late.get(rule)?.verdict]).toEqual([rule, verdict]);
      }
    });
  });

  it("that a time was missed is not taken back by what people do later", () => {
    const timed = /^(timeBoxes|relief|loopIn|cadence|owed)\//;
    holds((taken) => {
      const events = eventsOf(taken);
      let missed = new Set<string>();
      for (const [place, { at }] of events.entries()) {
        const found = judgedAt(events.slice(0, place + 1), at).findings;
        for (const rule of missed) expect([rule, place, found.get(rule)?.verdict]).toEqual([rule, place, "missed"]);
        missed = new Set([...found.values()].filter(({ rule, verdict }) => timed.test(rule) && verdict === "missed").map(({ rule }) => rule));
      }
    });
  });

  it("agrees with a plain look at the log: who commands, when it was classified, what the grid allowed", () => {
    holds((taken, wait) => {
      const events = eventsOf(taken);
      const now = endOf(events) + wait * minute;
      const { story, findings } = judgedAt(events, now);
      expect(findings.get("command")?.verdict).toBe(story.entries.every(({ after }) => commanderOf(after) !== null) ? "met" : "missed");
      const classified = events.find(({ fact }) => fact.type === "class set")?.at ?? null;
      if (classified !== null) expect(findings.get("timeBoxes/classify")?.verdict).toBe(classified <= begin + 15 * minute ? "met" : "missed");
      const forbidden = events.some(({ fact }) => fact.type === "class set" && cellOf(acme, fact.data.severity, fact.data.priority).verdict === "forbidden");
      if (forbidden) expect(findings.get("grid")?.verdict).toBe("missed");
    });
  });
});
