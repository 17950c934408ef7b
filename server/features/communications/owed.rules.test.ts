import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSource } from "../../platform/config-document/read-source.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { evolveIncident } from "../incidents/incident-evolution.rules.ts";
import type { IncidentFact } from "../incidents/index.ts";
import { noIncident } from "../incidents/incident.state.rules.ts";
import { processSchema } from "../process/process.document.ts";
import { owedInChain, owedUpdates } from "./chain.rules.ts";
import { momentsOf, tellingFacts } from "./history.rules.ts";
import { owedToAudiences, type OwedUpdate, type Situation } from "./owed.rules.ts";
import { whoIsTold, type Telling } from "./told.rules.ts";

const acme = readSource(readFileSync("examples/acme.yaml", "utf8"), "yaml") as { value: { process: unknown } };
const process = processSchema.parse(acme.value.process);
const minute = 60_000;
const begin = Date.parse("2026-11-19T13:00:00Z");
const text = { contentId: "c", hash: "h" };
const audiences = new Map(["executives", "legal-finance", "support", "public-relations", "customers"].map((id) => [id, { services: [] }]));

type Line = [minutes: number, type: IncidentFact["type"], data?: object];

const declared = (more: object = {}): Line => [
  0,
  "incident declared",
  {
    ...{ number: 12, title: text, origin: "person", serviceIds: ["checkout"], groupIds: [], processVersion: 1, commanderRole: "incident-commander", detectedAt: null, isDrill: false, severity: null, priority: null },
    commander: { personId: "grete", isProvisional: false, because: "declared" },
    ...more,
  },
];
const classified = (minutes: number, severity: string, priority: string | null = null): Line => [minutes, "class set", { severity, priority, reason: null }];
const told = (minutes: number, ...to: [string, number | null][]): Line => [
  minutes,
  "update sent",
  { updateId: "u", isPublic: false, isClosing: false, audiences: to.map(([audienceId, next]) => ({ audienceId, nextAt: next === null ? null : begin + next * minute })) },
];
const taken = (minutes: number, role: string, personId: string, isShared = false): Line => [minutes, "role taken", { role, personId, isProvisional: false, isShared, because: "taken" }];
const resolved = (minutes: number): Line => [minutes, "incident resolved", {}];

/** The incident after these lines; `wrote` says who wrote when. */
function given(lines: Line[], more: { wrote?: Record<string, number>; impact?: object; alone?: Record<string, string>; zone?: string } = {}): Situation {
  const facts = lines.map(([minutes, type, data]) => ({ fact: { type, data: data ?? {} } as IncidentFact, at: begin + minutes * minute }));
  const state = facts.reduce((before, { fact, at }) => evolveIncident(before, fact, at), noIncident);
  const relevant: readonly string[] = tellingFacts;
  const telling: Telling = {
    process,
    organization: { audiences, teamOfService: new Map(), managerOf: new Map() },
    ask: (condition, values) => (condition in values && values[condition] !== undefined ? { holds: values[condition] === true } : { missing: condition }),
    around: { tier: null, customers: [], teamsPaged: 0 },
  };
  return {
    process,
    told: (then, at) => whoIsTold(telling, then, at).told.map(({ audienceId }) => audienceId),
    state,
    moments: momentsOf(facts.filter(({ fact }) => relevant.includes(fact.type))),
    lastWrote: new Map(Object.entries(more.wrote ?? {}).map(([id, minutes]) => [id, begin + minutes * minute])),
    wordAfter: () => null,
    zone: zoneNamed(more.zone ?? "Europe/Berlin"),
    onlyReceiver: (audienceId) => more.alone?.[audienceId] ?? null,
  };
}

/** What is owed then, in words: who owes whom, when, and what it is. */
function owed(situation: Situation, minutes: number): string[] {
  return wordsOf(owedUpdates(situation, begin + minutes * minute));
}

const toAudiences = (situation: Situation, minutes: number) => wordsOf(owedToAudiences(situation, begin + minutes * minute));

function wordsOf(updates: readonly OwedUpdate[]): string[] {
  return updates.map(({ from, heldBy, fromPersonId, toAudienceIds, toRoles, dueAt, isOverdue, isFirst, isClosing }) => {
    const role = from === heldBy ? from : `${from} (${heldBy})`;
    const marks = [isFirst ? "first" : "", isClosing ? "closing" : "", isOverdue ? "overdue" : ""].filter((mark) => mark !== "");
    return [`${fromPersonId} as ${role} → ${[...toAudienceIds, ...toRoles].join(", ")} at ${(dueAt - begin) / minute}`, ...marks].join(" ");
  });
}

describe("updates owed to audiences", () => {
  it("are none before the incident is classified", () => {
    expect(owed(given([declared()]), 60)).toEqual([]);
  });

  it("begin with the first, in its time box from the declaration, by the commander where nobody communicates", () => {
    expect(owed(given([declared(), classified(10, "sev1", "p2")]), 20)).toEqual(["grete as communications-lead (incident-commander) → executives, customers at 30 first", "grete as communications-lead (incident-commander) → support at 30 first"]);
    expect(owed(given([declared(), classified(10, "sev2", "p2")]), 20)).toEqual(["grete as communications-lead (incident-commander) → support, executives at 120 first"]);
  });

  it("give the first its whole box where it was classified after the box was over", () => {
    expect(toAudiences(given([declared(), classified(5, "sev4"), classified(50, "sev1")]), 60)).toEqual([
      "grete as communications-lead (incident-commander) → executives, customers at 80 first",
      "grete as communications-lead (incident-commander) → support at 80 first",
    ]);
  });

  it("go on by the cadence from each update sent, on the organization's hour where it says so", () => {
    const situation = given([declared(), classified(10, "sev1", "p1"), taken(11, "communications-lead", "jonas"), told(25, ["executives", null], ["customers", null], ["support", null])]);
    expect(toAudiences(situation, 40)).toEqual(["jonas as communications-lead → executives, customers at 60", "jonas as communications-lead → support at 85"]);
    expect(toAudiences(situation, 90)).toEqual(["jonas as communications-lead → executives, customers at 60 overdue", "jonas as communications-lead → support at 85 overdue"]);
    expect(toAudiences({ ...situation, zone: zoneNamed("Asia/Kolkata") }, 26)[0]).toContain("executives, customers at 30");
  });

  it("start the clock of a rule when it begins to hold", () => {
    const situation = given([declared(), classified(10, "sev2", "p2"), told(20, ["executives", null], ["support", null]), classified(200, "sev2", "p1")]);
    expect(owed(situation, 201)).toContain("grete as communications-lead (incident-commander) → support, executives at 320");
  });

  it("keep what was promised, also where the process asks less, and never stretch what it asks", () => {
    const lines = [declared(), classified(10, "sev3", "p3")];
    expect(toAudiences(given([...lines, told(20, ["support", 90])]), 30)).toEqual(["grete as communications-lead (incident-commander) → support at 90"]);
    expect(toAudiences(given([...lines, told(20, ["support", 9_000])]), 30)).toEqual(["grete as communications-lead (incident-commander) → support at 500"]);
    expect(toAudiences(given([...lines, told(20, ["executives", 90])]), 30)).toContain("grete as communications-lead (incident-commander) → executives at 90");
  });

  it("tell an audience without a rhythm at the start, on a change of class, and at the end", () => {
    const start = [declared(), classified(10, "sev0", "p2"), [12, "impact stated", { impact: { slaAtRisk: true }, description: null }] as Line];
    const legal = (lines: Line[], at: number) => toAudiences(given(lines), at).filter((words) => words.includes("legal-finance"));
    expect(legal(start, 15)).toEqual([expect.stringContaining("legal-finance at 30 first")]);
    const after = [...start, told(20, ["legal-finance", null])];
    expect(legal(after, 600)).toEqual([]);
    expect(legal([...after, classified(100, "sev1", "p2")], 105)).toEqual([expect.stringContaining("legal-finance at 130")]);
    expect(legal([...after, resolved(200)], 205)).toEqual([expect.stringContaining("legal-finance at 230 closing")]);
  });

  it("end with one closing update after the resolve, also to those who were told before and are no more", () => {
    const lines = [declared(), classified(10, "sev1", "p2"), told(20, ["executives", 60], ["customers", null], ["support", null]), classified(30, "sev3", "p4"), resolved(40)];
    expect(owed(given(lines), 45)).toEqual([
      "grete as communications-lead (incident-commander) → executives at 60 closing",
      "grete as communications-lead (incident-commander) → customers, support at 160 closing",
    ]);
    expect(owed(given([...lines, told(50, ["executives", null], ["customers", null], ["support", null])]), 60)).toEqual([]);
  });

  it("are owed again after a re-opening, from then on, and none after a cancellation or a merge", () => {
    const over = [declared(), classified(10, "sev1", "p1"), told(20, ["executives", null], ["customers", null], ["support", null]), resolved(40), told(50, ["executives", null], ["customers", null], ["support", null])];
    expect(toAudiences(given([...over, [200, "incident reopened", { reason: text }]]), 205)[0]).toContain("executives, customers at 240");
    expect(owed(given([...over.slice(0, 3), [40, "incident cancelled", { reason: text }]]), 205)).toEqual([]);
    expect(owed(given([...over.slice(0, 3), [40, "incident merged", { into: "x" }]]), 205)).toEqual([]);
  });

  it("are not owed to oneself", () => {
    const situation = given([declared(), classified(10, "sev2", "p2")], { alone: { executives: "grete" } });
    expect(toAudiences(situation, 20)).toEqual(["grete as communications-lead (incident-commander) → support at 120 first"]);
  });
});

describe("updates owed inside the chain", () => {
  const chain = (situation: Situation, minutes: number) => wordsOf(owedInChain(situation, begin + minutes * minute));
  const crew = [declared(), classified(10, "sev2"), taken(12, "technical-lead", "chidi"), taken(13, "subject-matter-expert", "dana", true), taken(20, "subject-matter-expert", "elif", true)];

  it("come from each holder, since the role is held or since the last word", () => {
    expect(chain(given(crew), 21)).toEqual([
      "dana as subject-matter-expert → technical-lead at 28",
      "elif as subject-matter-expert → technical-lead at 35",
      "chidi as technical-lead → communications-lead, incident-commander at 27",
    ]);
    expect(chain(given(crew, { wrote: { chidi: 25, elif: 1 } }), 41)[1]).toBe("elif as subject-matter-expert → technical-lead at 35 overdue");
    expect(chain(given(crew, { wrote: { chidi: 25, elif: 1 } }), 41)[2]).toBe("chidi as technical-lead → communications-lead, incident-commander at 40 overdue");
  });

  it("are not owed to oneself: a commander who does all alone owes nobody inside", () => {
    expect(chain(given([declared(), classified(10, "sev2")]), 60)).toEqual([]);
  });

  it("fall to whom the role combines into where nobody holds it", () => {
    expect(chain(given([declared(), classified(10, "sev1"), taken(11, "communications-lead", "jonas")]), 12)).toContain("grete as technical-lead (incident-commander) → communications-lead at 25");
  });

  it("hold for the severities they name, and end with the resolve", () => {
    expect(chain(given([...crew, classified(30, "sev3")]), 31)).toEqual([]);
    expect(chain(given([...crew, resolved(30)]), 31)).toEqual([]);
  });
});

describe("whatever happens", () => {
  it("nothing is due before it could be known, nor later than its cadence after the last word", () => {
    const severity = fc.constantFrom("sev0", "sev1", "sev2", "sev3", "sev4");
    const priority = fc.constantFrom("p1", "p2", "p3", "p4");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("class" as const), severity, priority }),
      fc.record({ kind: fc.constant("told" as const), audience: fc.constantFrom("executives", "support", "customers"), promise: fc.option(fc.integer({ min: 1, max: 600 })) }),
      fc.record({ kind: fc.constant("reopen" as const) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 300 })), { maxLength: 12 }), (steps) => {
        let now = 5;
        const lines: Line[] = [declared(), classified(now, "sev1", "p1")];
        for (const [one, after] of steps) {
          now += after;
          if (one.kind === "class") lines.push(classified(now, one.severity, one.priority));
          else if (one.kind === "told") lines.push(told(now, [one.audience, one.promise === null ? null : now + one.promise]));
          else lines.push(resolved(now), [now, "incident reopened", { reason: text }]);
        }
        const situation = given(lines);
        for (const { everyMilliseconds, dueAt, isFirst, toAudienceIds } of owedUpdates(situation, begin + now * minute)) {
          expect(dueAt).toBeGreaterThan(begin);
          const last = Math.max(...toAudienceIds.map((id) => situation.state.told[id]?.lastAt ?? 0));
          if (toAudienceIds.length > 0 && !isFirst) expect(dueAt).toBeGreaterThan(last);
          if (everyMilliseconds !== null) expect(dueAt).toBeLessThanOrEqual(begin + now * minute + everyMilliseconds);
        }
      }),
      { numRuns: 200 },
    );
  });
});
