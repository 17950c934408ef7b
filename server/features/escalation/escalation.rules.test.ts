import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import type { EscalationFact, Step } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import { evolveEscalation, isLive, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

const minute = 60_000;
const subject = { kind: "group", id: "g1" } as const;
const steps: Step[] = [
  { targets: ["schedule/web-primary"], waitMilliseconds: 5 * minute },
  { targets: ["schedule/web-secondary"], waitMilliseconds: 5 * minute },
  { targets: ["person/grete"], waitMilliseconds: 5 * minute },
];
const who: Who = {
  people: { "schedule/web-primary": ["amara"], "schedule/web-secondary": ["ben"], "person/grete": ["grete"] },
  administrators: ["hana"],
  unreachable: new Set(),
  away: new Set(),
  turns: {},
  deferral: null,
};
const begin: EscalationCommand = { kind: "begin", subject, policyId: "web", steps, repeat: 0, urgency: "high", who };

/** Given what was commanded before, when the last command comes, these facts result. */
function run(...commands: [EscalationCommand, number?][]): { facts: EscalationFact[]; state: EscalationState } {
  let state = noEscalation;
  let facts: EscalationFact[] = [];
  for (const [command, at = 0] of commands) {
    const decided = decideEscalation(command, state, at);
    if (isRefusal(decided)) throw new Error(decided.reason);
    facts = decided;
    state = decided.reduce(evolveEscalation, state);
  }
  return { facts, state };
}

const advance = (at: number, now: Who = who): [EscalationCommand, number] => [{ kind: "advance", who: now }, at];
const peopleOf = (facts: EscalationFact[]) =>
  facts.flatMap((fact) => (fact.type === "step begun" || fact.type === "administrators paged" ? fact.data.people.map((reached) => reached.personId) : []));

describe("an escalation", () => {
  it("begins by turning to the people of the first step", () => {
    const { facts, state } = run([begin]);
    expect(peopleOf(facts)).toEqual(["amara"]);
    expect(state.nextAt).toBe(5 * minute);
  });

  it("turns to the next step when the wait is over, not before", () => {
    expect(run([begin], advance(5 * minute - 1)).facts).toEqual([]);
    expect(peopleOf(run([begin], advance(5 * minute)).facts)).toEqual(["ben"]);
  });

  it("goes on when it would have, after the clock went back while it waited", () => {
    const hour = 60 * minute;
    const back: [EscalationCommand, number] = [{ kind: "go on after the clock went back", byMilliseconds: hour }, 3 * minute];
    const { state } = run([begin, hour + 2 * minute], back);
    expect(state.nextAt).toBe(7 * minute);
    expect(run([begin, hour + 2 * minute], back, back).facts, "once").toEqual([]);
    expect(run([begin, 2 * minute], back).facts, "it waits by the present clock").toEqual([]);
    expect(peopleOf(run([begin, hour + 2 * minute], back, advance(7 * minute)).facts)).toEqual(["ben"]);
  });

  it("passes a step with nobody at once, with the reason", () => {
    const empty = { ...who, people: { ...who.people, "schedule/web-primary": [] } };
    const { facts } = run([{ ...begin, who: empty }]);
    expect(facts[1]).toEqual({ type: "step passed over", data: { pass: 1, step: 0, reason: "step.nobody" } });
    expect(peopleOf(facts)).toEqual(["ben"]);
  });

  it("passes a step at once in which nobody can be reached, with the reason, and goes on to who can", () => {
    const { facts, state } = run([{ ...begin, who: { ...who, unreachable: new Set(["amara", "ben"]) } }]);
    expect(peopleOf(facts)).toEqual(["amara", "ben", "grete"]);
    expect(facts[2]).toEqual({ type: "step passed over", data: { pass: 1, step: 0, reason: "step.unreachable" } });
    expect(state).toMatchObject({ step: 2, nextAt: 5 * minute, undecided: ["grete"] });
  });

  it("turns to the administrators at once where nobody of the policy can be reached", () => {
    const { facts, state } = run([{ ...begin, who: { ...who, unreachable: new Set(["amara", "ben", "grete"]) } }]);
    expect(facts.at(-1)).toMatchObject({ type: "administrators paged" });
    expect(state.status).toBe("exhausted");
  });

  it("waits for nobody who cannot be reached once the others of the step cannot", () => {
    const half = { ...who, people: { ...who.people, "schedule/web-primary": ["amara", "chidi"] }, unreachable: new Set(["chidi"]) };
    expect(peopleOf(run([{ ...begin, who: half }], [{ kind: "decline", personId: "amara", who: half }]).facts)).toEqual(["ben"]);
  });

  it("passes a step that has only people already paged in this pass", () => {
    const same = { ...who, people: { ...who.people, "schedule/web-secondary": ["amara"] } };
    const { facts } = run([{ ...begin, who: same }], advance(5 * minute, same));
    expect(facts[0]).toMatchObject({ type: "step passed over", data: { reason: "step.all-paged-in-pass" } });
    expect(peopleOf(facts)).toEqual(["grete"]);
  });

  it("leaves in peace who was paged in this pass, and pages the rest of the step", () => {
    const both = { ...who, people: { ...who.people, "schedule/web-secondary": ["amara", "ben"] } };
    const { facts } = run([{ ...begin, who: both }], advance(5 * minute, both));
    expect(facts[0]).toMatchObject({ data: { people: [{ personId: "ben" }], leftInPeace: [{ personId: "amara" }] } });
  });

  it("makes as many more passes as the policy repeats, then turns to the administrators", () => {
    const twice: EscalationCommand = { ...begin, repeat: 1 };
    const walk = [1, 2, 3, 4, 5, 6].map((turn) => advance(turn * 5 * minute));
    const { state, facts } = run([twice], ...walk);
    expect(peopleOf(facts)).toEqual(["hana"]);
    expect(state).toMatchObject({ status: "exhausted", pass: 2, step: 3 });
  });

  it("turns to the administrators at once where there is no policy", () => {
    expect(peopleOf(run([{ ...begin, steps: [], policyId: null }]).facts)).toEqual(["hana"]);
  });

  it("stops when somebody has it", () => {
    const { state } = run([begin], [{ kind: "acknowledge", personId: "amara" }]);
    expect(state).toMatchObject({ status: "acknowledged", acknowledgedBy: "amara", nextAt: null });
    expect(run([begin], [{ kind: "acknowledge", personId: "amara" }], advance(5 * minute)).facts).toEqual([]);
  });

  it("goes on at once when the last undecided person of the step cannot", () => {
    expect(peopleOf(run([begin], [{ kind: "decline", personId: "amara", who }]).facts)).toEqual(["ben"]);
  });

  it("waits for the others of the step when one of them cannot", () => {
    const team = { ...who, people: { ...who.people, "schedule/web-primary": ["amara", "ben"] } };
    const { facts } = run([{ ...begin, who: team }], [{ kind: "decline", personId: "amara", who: team }]);
    expect(facts).toEqual([{ type: "step declined", data: { personId: "amara" } }]);
  });

  it("resumes with the next step when who had it gives it back", () => {
    const { facts } = run([begin], [{ kind: "acknowledge", personId: "amara" }], [{ kind: "decline", personId: "amara", who }, minute]);
    expect(facts[0]).toMatchObject({ type: "escalation given back" });
    expect(peopleOf(facts)).toEqual(["ben"]);
  });

  it("pages the administrators anew when one of them gives it back", () => {
    const walk = [1, 2, 3].map((turn) => advance(turn * 5 * minute));
    const { facts } = run([begin], ...walk, [{ kind: "acknowledge", personId: "hana" }], [{ kind: "decline", personId: "hana", who }]);
    expect(facts[1]).toMatchObject({ type: "administrators paged", data: { pass: 2, step: 3 } });
  });

  it("waits at low urgency for the responder's working hours, and asks again who that is", () => {
    const night = { ...who, deferral: { personId: "amara", until: 100 * minute } };
    const low: EscalationCommand = { ...begin, urgency: "low", who: night };
    expect(run([low]).facts[1]).toEqual({ type: "escalation deferred", data: night.deferral });
    expect(peopleOf(run([low], advance(100 * minute)).facts)).toEqual(["amara"]);
  });

  it("is raised at once when the urgency rises", () => {
    const night = { ...who, deferral: { personId: "amara", until: 100 * minute } };
    const { facts } = run([{ ...begin, urgency: "low", who: night }], [{ kind: "raise", who }]);
    expect(peopleOf(facts)).toEqual(["amara"]);
  });

  it("counts passes on when the subject fires again after it ended", () => {
    const { state } = run([begin], [{ kind: "end", reason: "group.resolved" }], [begin, 60 * minute]);
    expect(state).toMatchObject({ status: "running", pass: 2, step: 0 });
  });

  it("says that there is nothing to take when it has ended", () => {
    const { state } = run([begin], [{ kind: "end", reason: "group.resolved" }]);
    expect(isRefusal(decideEscalation({ kind: "acknowledge", personId: "amara" }, state, 0))).toBe(true);
  });
});

const people = fc.subarray(["a", "b", "c", "d"]);
const targets = ["t0", "t1", "t2"];
const anyWho: fc.Arbitrary<Who> = fc.record({
  people: fc.record({ t0: people, t1: people, t2: people }),
  administrators: fc.subarray(["x", "y"]),
  unreachable: fc.subarray(["a", "b", "c", "d", "x"]).map((ids) => new Set(ids)),
  away: fc.constant(new Set<string>()), turns: fc.constant({}), deferral: fc.constant(null),
});
const anySteps = fc.array(fc.record({ targets: fc.subarray(targets), waitMilliseconds: fc.integer({ min: 0, max: 100 }) }), { maxLength: 4 });
const anyCommand = (who: Who, steps: Step[], repeat: number): fc.Arbitrary<EscalationCommand> =>
  fc.oneof(
    fc.constant<EscalationCommand>({ kind: "begin", subject, policyId: "p", steps, repeat, urgency: "high", who }),
    fc.constant<EscalationCommand>({ kind: "advance", who }),
    fc.constantFrom("a", "b", "x").map((personId): EscalationCommand => ({ kind: "acknowledge", personId })),
    fc.constantFrom("a", "b", "c", "d", "x").map((personId): EscalationCommand => ({ kind: "decline", personId, who })),
    fc.constant<EscalationCommand>({ kind: "raise", who }),
    fc.constant<EscalationCommand>({ kind: "end", reason: "group.resolved" }),
  );

describe("any escalation", () => {
  it("reaches the administrators when nobody answers, after every step of every pass", () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 0, max: 3 }), anyWho, (steps, repeat, now) => {
        let { state } = run([{ kind: "begin", subject, policyId: "p", steps, repeat, urgency: "high", who: now }]);
        const visited: string[] = [];
        for (let turn = 0; turn < 100 && state.status === "running"; turn++) {
          visited.push(`${state.pass}.${state.step}`);
          const facts = decideEscalation({ kind: "advance", who: now }, state, state.nextAt ?? 0);
          state = (facts as EscalationFact[]).reduce(evolveEscalation, state);
        }
        expect(state.status).toBe("exhausted");
        expect(new Set(visited).size).toBe(visited.length);
        const hasAnybody = steps.some((step) => step.targets.some((target) => (now.people[target] ?? []).length > 0));
        if (hasAnybody) expect(state.pass).toBe(repeat + 1);
      }),
    );
  });

  it("pages nobody twice for one pass and step, whatever is commanded in whatever order", () => {
    const scripts = fc.tuple(anyWho, anySteps, fc.integer({ min: 0, max: 2 })).chain(([now, steps, repeat]) => fc.array(fc.tuple(anyCommand(now, steps, repeat), fc.integer({ min: 0, max: 50 })), { maxLength: 40 }));
    fc.assert(
      fc.property(scripts, (script) => {
        let state = noEscalation;
        let at = 0;
        const keys: string[] = [];
        for (const [command, pause] of script) {
          at += pause;
          const facts = decideEscalation(command, state, at);
          if (isRefusal(facts)) continue;
          state = facts.reduce(evolveEscalation, state);
          for (const fact of facts) {
            if (fact.type !== "step begun" && fact.type !== "administrators paged") continue;
            keys.push(...fact.data.people.map(({ personId }) => `${fact.data.pass}/${fact.data.step}/${personId}`));
          }
          expect(state.status === "acknowledged" && isLive(state)).toBe(false);
          if (state.status === "running") expect(state.nextAt).not.toBeNull();
        }
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
