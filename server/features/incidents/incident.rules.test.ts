import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContentReference } from "../../values/content-reference.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import { milestones } from "./incident-words.rules.ts";
import { decideIncident, type IncidentCommand } from "./incident.rules.ts";
import { commanderOf, noIncident, phaseOf, type IncidentState } from "./incident.state.rules.ts";
import { between, measuresOf, viewMilestone } from "./milestones.rules.ts";

const minute = 60_000;
const begin = Date.UTC(2026, 10, 19, 14, 0);
const text: ContentReference = { contentId: "00000000-0000-7000-8000-000000000001", hash: "ab" };
const allowed = { verdict: "allowed", because: null } as const;
const command = "incident-commander";

const declaration = (more: object = {}): IncidentCommand => ({
  kind: "declare",
  ...{ number: 214, title: text, origin: "route", serviceIds: ["checkout"], groups: [], processVersion: 1, commanderRole: command, severity: null, priority: null },
  commander: { personId: "elif", isProvisional: true, because: "on-call" },
  reportedAt: null,
  isDrill: false,
  ...more,
});
const declaredBy = (personId: string) => declaration({ origin: "person", commander: { personId, isProvisional: false, because: "declared" } });

interface Step {
  command: IncidentCommand;
  at: number;
}

/** Runs commands in order and gives how the incident stands, and what was refused. */
function run(...steps: (IncidentCommand | Step)[]): { state: IncidentState; refusals: Refusal[]; facts: IncidentFact[] } {
  let state = noIncident;
  const refusals: Refusal[] = [];
  const facts: IncidentFact[] = [];
  steps.forEach((step, index) => {
    const { command: one, at } = "command" in step ? step : { command: step, at: begin + index * minute };
    const outcome = decideIncident(one, state);
    if (isRefusal(outcome)) return void refusals.push(outcome);
    for (const fact of outcome) [state] = [evolveIncident(state, fact, at)];
    facts.push(...outcome);
  });
  return { state, refusals, facts };
}

const take = (personId: string, role = command): IncidentCommand => ({ kind: "take", role, isShared: role === "operations", personId });
const acknowledge = (personId: string, mayCommand = true): IncidentCommand => ({ kind: "acknowledge", personId, mayCommand });
const offer = (fromPersonId: string, toPersonId: string, handoverId = "h1"): IncidentCommand => ({ kind: "offer handover", handoverId, role: command, fromPersonId, toPersonId, brief: text });
const classify = (severity: string | null, priority: string | null, more: object = {}): IncidentCommand => ({ kind: "classify", severity, priority, reason: null, cell: allowed, ...more }) as IncidentCommand;

describe("command", () => {
  it("is held by a responder who declares, who has it thereby", () => {
    const { state } = run(declaredBy("chidi"));
    expect(commanderOf(state)).toMatchObject({ personId: "chidi", isProvisional: false });
    expect([state.acknowledged?.personId, phaseOf(state)]).toEqual(["chidi", "assess"]);
  });

  it("passes provisionally to the first person paged, and by itself to the first who acknowledges", () => {
    const paged = run(declaration(), { kind: "first page", personId: "amara" }, { kind: "first page", personId: "ben" });
    expect(commanderOf(paged.state)).toMatchObject({ personId: "amara", isProvisional: true, because: "first-paged" });
    const taken = run(declaration(), { kind: "first page", personId: "amara" }, acknowledge("ben"), acknowledge("amara"));
    expect(commanderOf(taken.state)).toMatchObject({ personId: "ben", isProvisional: false, because: "acknowledged" });
    expect(taken.state.acknowledged?.personId).toBe("ben");
  });

  it("stays where it is when a viewer acknowledges", () => {
    expect(commanderOf(run(declaration(), acknowledge("vera", false)).state)?.personId).toBe("elif");
  });

  it("cannot be laid down, only handed over", () => {
    const { refusals } = run(declaredBy("chidi"), { kind: "release", role: command, personId: "chidi" });
    expect(refusals.map(({ code }) => code)).toEqual(["incident.command-not-vacant"]);
  });

  it("is not taken from somebody who holds it, but from somebody who holds it provisionally", () => {
    expect(run(declaredBy("chidi"), take("grete")).refusals).toMatchObject([{ code: "incident.role-held", details: { holder: "chidi" } }]);
    expect(commanderOf(run(declaration(), take("grete")).state)?.personId).toBe("grete");
  });

  it("passes with a brief that both confirm", () => {
    const offered = run(declaredBy("chidi"), offer("chidi", "grete"));
    expect(commanderOf(offered.state)?.personId).toBe("chidi");
    const accepted = run(declaredBy("chidi"), offer("chidi", "grete"), { kind: "accept handover", handoverId: "h1", personId: "grete" });
    expect([commanderOf(accepted.state)?.personId, accepted.state.handovers]).toEqual(["grete", []]);
  });

  it("goes to one of two successors: the other is told who has it", () => {
    const both = run(declaredBy("chidi"), offer("chidi", "grete"), offer("chidi", "farid", "h2"));
    expect(both.refusals).toMatchObject([{ code: "incident.handover-offered", details: { winner: "grete" } }]);
    const late = run(declaredBy("chidi"), offer("chidi", "grete"), { kind: "accept handover", handoverId: "h1", personId: "grete" }, offer("chidi", "farid", "h2"));
    expect(late.refusals).toMatchObject([{ code: "incident.role-moved", details: { winner: "grete" } }]);
  });

  it("waits for the successor alone, who may say no", () => {
    const foreign = run(declaredBy("chidi"), offer("chidi", "grete"), { kind: "accept handover", handoverId: "h1", personId: "farid" });
    expect(foreign.refusals).toMatchObject([{ code: "incident.handover-not-yours" }]);
    const declined = run(declaredBy("chidi"), offer("chidi", "grete"), { kind: "withdraw handover", handoverId: "h1", personId: "grete" });
    expect(declined.facts.at(-1)).toEqual({ type: "handover withdrawn", data: { handoverId: "h1", isDeclined: true } });
    expect(commanderOf(declined.state)?.personId).toBe("chidi");
  });

  it("passes to whoever accepts the call to take it over", () => {
    expect(commanderOf(run(declaredBy("chidi"), { kind: "accept call", role: command, isShared: false, personId: "ines" }).state)?.personId).toBe("ines");
  });
});

describe("roles", () => {
  it("are held by one, or by several where the process says so", () => {
    expect(run(declaredBy("chidi"), take("dana", "scribe"), take("elif", "scribe")).refusals).toMatchObject([{ code: "incident.role-held" }]);
    expect(run(declaredBy("chidi"), take("dana", "operations"), take("elif", "operations")).state.holders.filter(({ role }) => role === "operations")).toHaveLength(2);
  });

  it("are laid down by who holds them", () => {
    expect(run(declaredBy("chidi"), take("dana", "scribe"), { kind: "release", role: "scribe", personId: "dana" }).state.holders).toHaveLength(1);
  });
});

describe("the class", () => {
  it("is severity and priority in one command, and begins the response", () => {
    const { state } = run(declaredBy("chidi"), classify("sev1", "p1"));
    expect([state.severity, state.priority, phaseOf(state)]).toEqual(["sev1", "p1", "respond"]);
    expect(viewMilestone(state, "classified")).toMatchObject({ status: "recorded", at: begin + minute });
  });

  it("keeps to the grid: forbidden is refused with its reason, confirm asks for one", () => {
    const because = "An outage of that size always has work to be done now";
    expect(run(declaredBy("chidi"), classify("sev0", "p4", { cell: { verdict: "forbidden", because } })).refusals[0]?.reason).toContain(because);
    const confirm = { cell: { verdict: "confirm", because: null } };
    expect(run(declaredBy("chidi"), classify("sev4", "p1", confirm)).refusals).toMatchObject([{ code: "incident.class-needs-reason" }]);
    expect(run(declaredBy("chidi"), classify("sev4", "p1", { ...confirm, reason: text })).state.severity).toBe("sev4");
  });

  it("changes after the resolve with a reason only", () => {
    expect(run(declaredBy("chidi"), { kind: "resolve" }, classify("sev2", "p2")).refusals).toMatchObject([{ code: "incident.class-needs-reason" }]);
    expect(run(declaredBy("chidi"), { kind: "resolve" }, classify("sev2", "p2", { reason: text })).state.severity).toBe("sev2");
  });

  const found: IncidentCommand = { kind: "find", severity: "sev1", because: [{ when: "slaBreached", serviceId: null }] };
  const expected = { severity: "sev1", name: "Sev 1" };

  it("is found by the facts, said once, and decided by a person; to go another way asks for a reason, which stays visible", () => {
    const { state, facts } = run(declaredBy("chidi"), found, found);
    expect([state.severity, state.found, facts.filter(({ type }) => type === "class proposed")]).toMatchObject([null, { severity: "sev1", isSettled: false }, [{}]]);
    expect(run(declaredBy("chidi"), found, classify("sev1", "p1", { expected })).facts.at(-1)).toEqual({ type: "class set", data: { severity: "sev1", priority: "p1", reason: null } });
    const other = run(declaredBy("chidi"), found, classify("sev3", "p1", { expected }), classify("sev3", "p1", { expected, reason: text }));
    expect([other.refusals, other.facts.at(-1), other.state.found?.isSettled]).toMatchObject([[{ code: "incident.class-needs-reason", reason: "Sev 1 is proposed. Say why it is another." }], { data: { against: "sev1" } }, true]);
    expect(run(declaredBy("chidi"), classify("sev3", "p2"), found, classify("sev3", "p1", { expected })).refusals).toEqual([]);
  });

  it("for the sake of a customer asks for a reason, is marked, and is the rule's again with the next class", () => {
    const because = { kind: "customer", customerIds: ["northwind"] };
    const marked = run(declaredBy("chidi"), classify("sev2", "p2"), classify("sev2", "p2", { because }), classify("sev2", "p2", { because, reason: text }));
    expect([marked.refusals.map(({ code }) => code), marked.state.forCustomers]).toEqual([["incident.class-needs-reason"], ["northwind"]]);
    expect(run(declaredBy("chidi"), classify("sev1", "p1", { because, reason: text }), classify("sev1", "p1")).state.forCustomers).toBeUndefined();
  });

  it("is not set over another that came meanwhile", () => {
    const from = { severity: null, priority: null };
    expect(run(declaredBy("chidi"), classify("sev2", "p2"), classify("sev3", "p3", { from })).refusals).toMatchObject([{ code: "incident.class-moved", details: { severity: "sev2", priority: "p2" } }]);
  });

  it("is proposed by automation, never decided", () => {
    const { state } = run(declaredBy("chidi"), classify("sev3", "p3"), { kind: "propose", severity: "sev1", priority: "p1" });
    expect([state.severity, state.proposed?.severity]).toEqual(["sev3", "sev1"]);
  });
});

describe("the way", () => {
  it("goes from open over mitigated to resolved and closed", () => {
    const { state, refusals } = run(declaredBy("chidi"), { kind: "mitigate" }, { kind: "resolve" }, { kind: "close", because: "no-retrospective-required" });
    expect([state.status, phaseOf(state), refusals]).toEqual(["closed", "review", []]);
  });

  it("goes back to respond when it is re-opened, from wherever it ended", () => {
    for (const end of [[{ kind: "resolve" }], [{ kind: "cancel", reason: text }], [{ kind: "resolve" }, { kind: "close", because: "person" }]] as IncidentCommand[][]) {
      const { state } = run(declaredBy("chidi"), classify("sev2", "p2"), ...end, { kind: "reopen", reason: text });
      expect([state.status, phaseOf(state), state.endedAt]).toEqual(["open", "respond", null]);
    }
  });

  it("never merges an incident into itself, nor into one that ended", () => {
    const into = (more: object): IncidentCommand => ({ kind: "merge", into: { incidentId: "other", isItself: false, isRunning: true, isPrivate: false, ...more } });
    expect(run(declaredBy("chidi"), into({ isItself: true })).refusals).toMatchObject([{ code: "incident.merge-into-itself" }]);
    expect(run(declaredBy("chidi"), into({ isRunning: false })).refusals).toMatchObject([{ code: "incident.merge-into-ended" }]);
    const merged = run(declaredBy("chidi"), into({}), { kind: "note", text, replyTo: null });
    expect([merged.state.status, merged.state.mergedInto, merged.refusals[0]?.code]).toEqual(["merged", "other", "incident.merged"]);
  });

  it("takes notes after the end, and answers to entries that exist only", () => {
    expect(run(declaredBy("chidi"), { kind: "resolve" }, { kind: "note", text, replyTo: 1 }).refusals).toEqual([]);
    expect(run(declaredBy("chidi"), { kind: "note", text, replyTo: 99 }).refusals).toMatchObject([{ code: "incident.entry.not-found" }]);
  });
});

describe("milestones and measures", () => {
  const set = (milestone: (typeof milestones)[number], at: number | null): IncidentCommand => ({ kind: "set milestone", milestone, at });

  it("are pending until something is known, and not applicable once they cannot come any more", () => {
    const { state } = run(declaredBy("chidi"));
    expect([viewMilestone(state, "impactStart").status, viewMilestone(state, "declared").status]).toEqual(["pending", "recorded"]);
    const closed = run(declaredBy("chidi"), { kind: "resolve" }, { kind: "close", because: "person" }).state;
    expect([viewMilestone(closed, "paged").status, measuresOf(closed).mtta.status]).toEqual(["not-applicable", "not-applicable"]);
  });

  it("hold what a person set above what was worked out", () => {
    const { state } = run(declaredBy("chidi"), set("detected", begin - minute), { kind: "reach milestone", milestone: "detected", at: begin });
    expect(viewMilestone(state, "detected")).toEqual({ status: "recorded", at: begin - minute, isByPerson: true });
  });

  it("take the first alert's own time as detected", () => {
    const { state } = run(declaration({ groups: [{ groupId: "g", alertedAt: begin - 3 * minute }, { groupId: "f", alertedAt: null }] }));
    expect(viewMilestone(state, "detected")).toMatchObject({ at: begin - 3 * minute });
  });

  it("are invalid where they contradict each other, and then measure nothing", () => {
    const { state } = run(declaredBy("chidi"), set("impactStart", begin), set("impactEnd", begin - minute));
    expect([viewMilestone(state, "impactEnd").status, measuresOf(state).timeToRestore.status]).toEqual(["invalid", "invalid"]);
    expect(between(state, "declared", "impactStart")).toEqual({ status: "recorded", milliseconds: 0 });
  });

  it("ask for no answer where somebody had it before anybody was paged", () => {
    const { state } = run(declaredBy("chidi"), { kind: "reach milestone", milestone: "paged", at: begin + minute });
    expect([viewMilestone(state, "acknowledged").status, measuresOf(state).mtta.status]).toEqual(["recorded", "not-applicable"]);
  });

  it("subtract the time spent resolved before a re-opening", () => {
    const at = (minutes: number, one: IncidentCommand): Step => ({ command: one, at: begin + minutes * minute });
    const { state } = run(at(0, declaration()), at(5, acknowledge("ben")), at(20, { kind: "resolve" }), at(50, { kind: "reopen", reason: text }), at(65, { kind: "resolve" }));
    expect(measuresOf(state).mttr).toEqual({ status: "recorded", milliseconds: 30 * minute });
  });

  it("leave drills, cancelled and merged incidents out", () => {
    const all = [run(declaration({ isDrill: true })), run(declaredBy("chidi"), { kind: "cancel", reason: text })].map(({ state }) => measuresOf(state).mttr.status);
    expect(all).toEqual(["not-applicable", "not-applicable"]);
  });
});

const people = fc.constantFrom("amara", "ben", "chidi", "dana", "elif");
const severities = fc.constantFrom("sev0", "sev1", "sev2", null);
const handovers = fc.constantFrom("h1", "h2", "h3");
const roles = fc.constantFrom(command, "scribe", "operations");
const entries = fc.integer({ min: -1, max: 30 });
const moments = fc.option(fc.integer({ min: begin - 60 * minute, max: begin + 60 * minute }));

const anyCommand: fc.Arbitrary<IncidentCommand> = fc.oneof(
  fc.record({ kind: fc.constantFrom("take", "assign", "accept call"), role: roles, isShared: fc.constant(false), personId: people }),
  fc.record({ kind: fc.constant("release"), role: roles, personId: people }),
  fc.record({ kind: fc.constant("offer handover"), handoverId: handovers, role: roles, fromPersonId: people, toPersonId: people, brief: fc.constant(text) }),
  fc.record({ kind: fc.constantFrom("accept handover", "withdraw handover"), handoverId: handovers, personId: people }),
  fc.record({ kind: fc.constant("acknowledge"), personId: people, mayCommand: fc.boolean() }),
  fc.record({ kind: fc.constant("first page"), personId: people }),
  fc.record({ kind: fc.constantFrom("mitigate", "resolve", "alerts ended") }),
  fc.record({ kind: fc.constantFrom("reopen", "cancel"), reason: fc.constant(text) }),
  fc.record({ kind: fc.constant("close"), because: fc.constant("person") }),
  fc.record({ kind: fc.constant("merge"), into: fc.record({ incidentId: fc.constant("other"), isItself: fc.boolean(), isRunning: fc.boolean() }) }),
  fc.record({ kind: fc.constant("classify"), severity: severities, priority: severities, reason: fc.constantFrom(null, text), cell: fc.constant(allowed) }),
  fc.record({ kind: fc.constantFrom("note", "decision"), text: fc.constant(text), replyTo: fc.option(entries) }),
  fc.record({ kind: fc.constant("pin"), entry: entries, isPinned: fc.boolean() }),
  fc.record({ kind: fc.constant("redact"), entry: entries }),
  fc.record({ kind: fc.constantFrom("reach milestone", "set milestone"), milestone: fc.constantFrom(...milestones), at: moments }),
  fc.record({ kind: fc.constant("join group"), groupId: handovers, because: fc.constant("person"), alertedAt: fc.constant(null) }),
  fc.record({ kind: fc.constant("leave group"), groupId: handovers }),
) as fc.Arbitrary<IncidentCommand>;

describe("any commands in any order, by anybody", () => {
  const anyWay = fc.array(anyCommand, { maxLength: 60 });

  it("leave exactly one commander at every moment, and refuse only with a reason", () => {
    fc.assert(
      fc.property(anyWay, (commands) => {
        let state = run(declaration()).state;
        for (const one of commands) {
          const outcome = decideIncident(one, state);
          if (isRefusal(outcome)) expect(outcome.reason).toMatch(/^[A-Z@].+\.$/);
          else for (const fact of outcome) state = evolveIncident(state, fact, begin);
          expect(state.holders.filter(({ role }) => role === command)).toHaveLength(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("come to the same state when their facts are folded again, one entry for each fact", () => {
    fc.assert(
      fc.property(anyWay, (commands) => {
        const { state, facts } = run(declaration(), ...commands.map((one, index) => ({ command: one, at: begin + index })));
        expect(state.entries).toBe(facts.length);
        const again = facts.reduce((folded, fact) => evolveIncident(folded, JSON.parse(JSON.stringify(fact)) as IncidentFact, begin), noIncident);
        expect({ ...again.holders.map(({ role, personId }) => [role, personId]) }).toEqual({ ...state.holders.map(({ role, personId }) => [role, personId]) });
        expect([again.status, again.severity, again.groupIds, again.pinned]).toEqual([state.status, state.severity, state.groupIds, state.pinned]);
      }),
    );
  });

  it("never measure a negative time, nor from what nobody recorded", () => {
    fc.assert(
      fc.property(anyWay, (commands) => {
        const { state } = run(declaration(), ...commands);
        for (const from of milestones) {
          for (const to of milestones) {
            const interval = between(state, from, to);
            if (interval.status !== "recorded") continue;
            expect(interval.milliseconds).toBeGreaterThanOrEqual(0);
            expect(interval.milliseconds).toBe((state.milestones[to]?.at ?? 0) - (state.milestones[from]?.at ?? 0));
          }
        }
      }),
    );
  });
});
