import { describe, expect, it } from "vitest";
import { noSurroundings, type FindingKind, type ProcessFinding, type ProcessSurroundings } from "./finding.rules.ts";
import { lintProcess } from "./lint.rules.ts";
import type { WholePriority, WholeProcess, WholeRole } from "./whole-process.rules.ts";

const role = (id: string, more: Partial<WholeRole> = {}): WholeRole => ({ id, name: id, duties: [], skills: [], mayChangeProduction: false, many: false, ...more });
const priority = (id: string, more: Partial<WholePriority> = {}): WholePriority => ({ id, name: id.toUpperCase(), hotfix: false, retrospective: false, tell: [], criteria: [], ...more });

/** A process in which nothing is found. */
const sound: WholeProcess = {
  declareWhen: [],
  kinds: [],
  timeBoxes: { acknowledge: { default: "5m" }, firstUpdate: { sev1: "30m", default: "2h" } },
  severities: [
    { id: "sev1", name: "Sev 1", when: "Most", respond: "All hands" },
    { id: "sev2", name: "Sev 2", when: "Some", respond: "The team" },
  ],
  priorities: [priority("p1", { hotfix: true, tell: ["executives"], updateEvery: "2h", criteria: ["Nobody can pay"] }), priority("p2", { criteria: ["Can wait"] })],
  propose: [],
  grid: [{ priority: ["p2"], severity: ["sev1"], verdict: "forbidden" }],
  errorBudget: { remaining: [], velocity: [] },
  roles: [
    role("commander", { name: "Commander", area: "coordination", default: "first-paged" }),
    role("communicator", { name: "Communicator", area: "communication", schedule: "communicators" }),
    role("expert", { name: "Expert", area: "execution" }),
    role("scribe", { name: "Scribe", area: "documentation", default: "muster" }),
  ],
  rolesRequired: { sev1: ["commander", "communicator", "scribe"], sev2: ["commander"] },
  join: {},
  notify: {},
  loopIn: {},
  consultExpertAfter: { sev1: "1h", sev2: "2h" },
  owedUpdates: [
    { from: "expert", to: ["commander", "communicator"], every: "15m" },
    { from: "communicator", to: ["audience/executives"], every: "1h", severities: ["sev1"], align: "hour" },
  ],
  publishBy: {},
  relief: { roles: { commander: "8h", default: "10h" }, handoff: "30m" },
};
const around: ProcessSurroundings = { ...noSurroundings, onCall: new Map([["communicators", "always"]]) };

const lint = (more: Partial<WholeProcess>, surroundings: Partial<ProcessSurroundings> = {}) => lintProcess({ ...sound, ...more }, { ...around, ...surroundings });
const told = (findings: readonly ProcessFinding[]) => findings.map(({ kind, weight, path, sentence }) => [kind, weight, path.join("."), sentence]);

interface Case {
  kind: FindingKind;
  weight: ProcessFinding["weight"];
  path: string;
  sentence: string;
  red: Partial<WholeProcess>;
  green: Partial<WholeProcess>;
  surroundings?: Partial<ProcessSurroundings>;
}

const slo = (id: string, priorityId: string, useCase = "Customer can pay!") => ({ slo: id, service: "checkout", useCase, priority: priorityId });
const withRole = (id: string, more: Partial<WholeRole>) => sound.roles.map((one) => (one.id === id ? { ...one, ...more } : one));

const cases: Readonly<Record<string, Case>> = {
  "two priorities that differ in nothing but name and criteria": {
    ...{ kind: "priorities-overlap", weight: "answer", path: "process.priorities.p2", sentence: "P1 and P2 differ in nothing but name and criteria: the same is to be done for both." },
    red: { priorities: [priority("p1", { tell: ["a", "b"], updateEvery: "60m", criteria: ["One"] }), priority("p2", { tell: ["b", "a"], updateEvery: "1h", criteria: ["Two"] })] },
    green: { priorities: [priority("p1", { tell: ["a"], updateEvery: "1h" }), priority("p2", { tell: ["a"], updateEvery: "2h" })] },
  },
  "one criterion in two priorities": {
    ...{ kind: "use-case-twice", weight: "answer", path: "process.priorities.p2.criteria.0", sentence: "“nobody can pay.” belongs to P1 and P2 at once: nobody can tell which it is." },
    red: { priorities: [priority("p1", { hotfix: true, criteria: ["Nobody can pay"] }), priority("p2", { criteria: ["nobody can pay."] })] },
    green: { priorities: [priority("p1", { hotfix: true, criteria: ["Nobody can pay"] }), priority("p2", { criteria: ["Few can pay"] })] },
  },
  "one use case mapped to two priorities by its objectives": {
    ...{ kind: "use-case-twice", weight: "answer", path: "process.priorities.p2", sentence: "“customer can pay” belongs to P1 and P2 at once by the objectives availability and latency: nobody can tell which it is." },
    red: {},
    surroundings: { useCases: [slo("availability", "p1"), slo("latency", "p2", "customer can pay")] },
    green: {},
  },
  "a severity without a response": {
    ...{ kind: "severity-without-response", weight: "answer", path: "process.severities.sev2", sentence: "Nothing says what the organization does at Sev 2." },
    red: { severities: [sound.severities[0] as WholeProcess["severities"][0], { id: "sev2", name: "Sev 2", when: "Some" }] },
    green: { severities: sound.severities },
  },
  "a required role with no schedule": {
    ...{ kind: "nobody-on-call", weight: "answer", path: "process.roles.expert", sentence: "The expert is required at Sev 1, and no schedule says who is on call for it." },
    red: { rolesRequired: { sev1: ["commander", "expert"] } },
    green: { rolesRequired: { sev1: ["commander", "scribe"] } },
  },
  "a role that only the grid requires, with an empty schedule": {
    ...{ kind: "nobody-on-call", weight: "answer", path: "process.roles.expert.schedule", sentence: "The expert is required at Sev 2, and nobody is on call in nobody." },
    red: { roles: withRole("expert", { schedule: "nobody" }), grid: [{ priority: ["p1"], severity: ["sev2"], verdict: "allowed", ask: { roles: ["expert"], tell: [], actions: [] } }] },
    green: { roles: withRole("expert", { schedule: "communicators" }), grid: [{ priority: ["p1"], severity: ["sev2"], verdict: "allowed", ask: { roles: ["expert"], tell: [], actions: [] } }] },
  },
  "a required role whose schedule has gaps": {
    ...{ kind: "sometimes-nobody", weight: "know", path: "process.roles.communicator.schedule", sentence: "The communicator is required at Sev 1, and at times nobody is on call in communicators in the 90 days to come." },
    red: {},
    surroundings: { onCall: new Map([["communicators", "sometimes"]]) },
    green: {},
  },
  "an area without a role": {
    ...{ kind: "area-without-role", weight: "answer", path: "process.roles", sentence: "No role has the area documentation: nobody answers for it." },
    red: { roles: withRole("scribe", { area: "learning" }) },
    green: { roles: withRole("commander", { area: "coordination" }) },
  },
  "an update owed every few minutes": {
    ...{ kind: "too-often", weight: "answer", path: "process.owedUpdates.0.every", sentence: "The expert owes news every 4 minutes: too often to work in between." },
    red: { owedUpdates: [{ from: "expert", to: ["commander"], every: "4m" }] },
    green: { owedUpdates: [{ from: "expert", to: ["commander"], every: "5m" }] },
  },
  "an update owed more often than what it is made from arrives": {
    ...{ kind: "faster-than-its-source", weight: "answer", path: "process.owedUpdates.1.every", sentence: "The communicator owes news every 15 minutes, and at Sev 1 hears from the expert only every 30 minutes." },
    red: { owedUpdates: [{ from: "expert", to: ["communicator"], every: "30m" }, { from: "communicator", to: ["audience/executives"], every: "15m", severities: ["sev1"] }] },
    green: { owedUpdates: [{ from: "expert", to: ["communicator"], every: "30m", severities: ["sev2"] }, { from: "communicator", to: ["audience/executives"], every: "15m", severities: ["sev1"] }] },
  },
  "an audience told more often, by its priority, than who tells it hears": {
    ...{ kind: "faster-than-its-source", weight: "answer", path: "process.priorities.p1.updateEvery", sentence: "By P1 the communicator owes news every 2 hours, and at Sev 1 and 2 hears from the expert only every 3 hours." },
    red: { owedUpdates: [{ from: "expert", to: ["communicator"], every: "3h" }] },
    green: { owedUpdates: [{ from: "expert", to: ["communicator"], every: "2h" }] },
  },
  "a first update due before anybody needs to have acknowledged": {
    ...{ kind: "due-before-acknowledged", weight: "answer", path: "process.timeBoxes.firstUpdate", sentence: "At Sev 1 the first update has 10 minutes, and 15 minutes may pass before anybody has acknowledged." },
    red: { timeBoxes: { acknowledge: { default: "15m" }, firstUpdate: { sev1: "10m", sev2: "15m" } } },
    green: { timeBoxes: { acknowledge: { sev1: "10m", default: "15m" }, firstUpdate: { sev1: "10m", sev2: "15m" } } },
  },
  "a worse severity that waits longer": {
    ...{ kind: "worse-waits-longer", weight: "know", path: "process.consultExpertAfter", sentence: "Sev 1 gives asking an expert 4 hours, and the milder Sev 2 only 2 hours." },
    red: { consultExpertAfter: { sev1: "4h", sev2: "2h" } },
    green: { consultExpertAfter: { sev1: "2h", sev2: "2h" } },
  },
  "relief that is due before a handover is through": {
    ...{ kind: "relief-within-handover", weight: "answer", path: "process.relief.roles.commander", sentence: "The commander is held for 30 minutes at most, and handing over takes the last 30 minutes of that." },
    red: { relief: { roles: { commander: "30m", default: "10h" }, handoff: "30m" } },
    green: { relief: { roles: { commander: "31m" }, handoff: "30m" } },
  },
  "a severity that no priority may have": {
    ...{ kind: "never-allowed", weight: "answer", path: "process.grid", sentence: "Sev 1 is forbidden with every priority: no incident can ever have it." },
    red: { grid: [{ priority: ["p1", "p2"], severity: ["sev1"], verdict: "forbidden" }] },
    green: { grid: [{ priority: ["p1"], severity: ["sev1"], verdict: "confirm" }, { priority: ["p2"], severity: ["sev1"], verdict: "forbidden" }] },
  },
  "a priority that no severity may have": {
    ...{ kind: "never-allowed", weight: "answer", path: "process.grid", sentence: "P2 is forbidden with every severity: no incident can ever have it." },
    red: { grid: [{ priority: ["p2"], severity: ["sev1", "sev2"], verdict: "forbidden" }] },
    green: { grid: [{ priority: ["p2"], severity: ["sev2"], verdict: "forbidden" }] },
  },
  "an entry that stricter ones hold for": {
    ...{ kind: "entry-shadowed", weight: "answer", path: "process.grid.1", sentence: "The entry for P2 with Sev 1 never counts: stricter entries hold for all of it." },
    red: { grid: [{ priority: ["p2"], severity: ["sev1"], verdict: "forbidden" }, { priority: ["p2"], severity: ["sev1"], verdict: "confirm", ask: { roles: ["commander"], tell: [], actions: [] } }] },
    green: { grid: [{ priority: ["p2"], severity: ["sev1"], verdict: "forbidden" }, { priority: ["p2"], severity: ["sev1", "sev2"], verdict: "confirm" }] },
  },
  "an entry that says nothing": {
    ...{ kind: "entry-says-nothing", weight: "know", path: "process.grid.0", sentence: "The entry for P1 with Sev 1 and 2 allows what is allowed anyway, and asks nothing." },
    red: { grid: [{ priority: ["p1"], severity: ["sev1", "sev2"], verdict: "allowed", ask: { roles: [], tell: [], actions: [] } }] },
    green: { grid: [{ priority: ["p1"], severity: ["sev1", "sev2"], verdict: "allowed", ask: { roles: [], tell: [], actions: ["Call the bank"] } }] },
  },
  "a priority and the grid that ask for news at different paces": {
    ...{ kind: "shorter-counts", weight: "know", path: "process.priorities.p1.updateEvery", sentence: "P1 says every 2 hours, the grid says every hour for Sev 1. The shorter one counts." },
    red: { grid: [{ priority: ["p1"], severity: ["sev1"], verdict: "allowed", ask: { roles: [], tell: [], actions: [], updateEvery: "1h" } }] },
    green: { grid: [{ priority: ["p1"], severity: ["sev1"], verdict: "allowed", ask: { roles: [], tell: [], actions: [], updateEvery: "120m" } }] },
  },
};

describe("The linter of the process", () => {
  it("finds nothing in a sound process", () => {
    expect(lint({})).toEqual([]);
  });

  it.each(Object.entries(cases))("finds %s, and leaves the like in peace where it is right", (_, { kind, weight, path, sentence, red, green, surroundings }) => {
    const found = told(lint(red, surroundings));
    expect(found).toContainEqual([kind, weight, path, sentence]);
    expect(found.filter((one) => one[0] !== kind)).toEqual([]);
    expect(lint(green).filter((finding) => finding.kind === kind)).toEqual([]);
  });

  it("has a case for every kind but the mistakes of form, which are told by reading a draft", () => {
    expect(new Set(Object.values(cases).map(({ kind }) => kind)).size).toBe(15);
  });

  it("tells findings in the order of the parts, what needs an answer first within each", () => {
    const all = lint({ severities: [{ id: "sev1", name: "Sev 1" }, { id: "sev2", name: "Sev 2", respond: "x" }], relief: { roles: { default: "10m" }, handoff: "30m" }, grid: [...(cases["an entry that says nothing"]?.red.grid ?? []), { priority: ["p1", "p2"], severity: ["sev1"], verdict: "forbidden" }] });
    expect(all.map(({ kind }) => kind)).toEqual(["severity-without-response", "never-allowed", "entry-says-nothing", "relief-within-handover"]);
  });
});
