import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { deciderInTurn } from "./escalation.decider.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import type { Step } from "./escalation.events.ts";
import { noEscalation } from "./escalation.state.rules.ts";
import { noteTurn, type Turns } from "./turn.rules.ts";

const people = ["amara", "ben", "chidi", "dana"];
const steps: Step[] = [{ targets: ["team"], waitMilliseconds: 1_000, roundRobin: true }];
const whoOf = (turns: Turns, more: Partial<Who> = {}): Who => ({ people: { team: people }, administrators: [], unreachable: new Set(), away: new Set(), turns, deferral: null, ...more });
const begin = (who: Who): EscalationCommand => ({ kind: "begin", subject: { kind: "group", id: "g" }, policyId: "web", steps, repeat: 0, urgency: "high", who });

/** One search more: who is turned to, and the turns after it. */
function turn(turns: Turns, more: Partial<Who> = {}): { paged: string[]; turns: Turns } {
  const facts = decideEscalation(begin(whoOf(turns, more)), noEscalation, 0);
  if (isRefusal(facts)) throw new Error(facts.reason);
  const paged = facts.flatMap((fact) => (fact.type === "step begun" ? fact.data.people.map(({ personId }) => personId) : []));
  return { paged, turns: facts.reduce(noteTurn, turns) };
}

function turnsOf(count: number, more: (index: number) => Partial<Who> = () => ({})): string[] {
  let turns: Turns = {};
  return Array.from({ length: count }, (_one, index) => {
    const next = turn(turns, more(index));
    turns = next.turns;
    return next.paged.join("+");
  });
}

describe("a step in turn", () => {
  it("turns to one person for each subject, one after another", () => {
    expect(turnsOf(6)).toEqual(["amara", "ben", "chidi", "dana", "amara", "ben"]);
  });

  it("passes over who cannot be reached or is away, who has their turn as soon as they are back", () => {
    expect(turnsOf(4, (index) => (index < 2 ? { unreachable: new Set(["amara"]) } : {}))).toEqual(["ben", "chidi", "amara", "dana"]);
    expect(turnsOf(3, (index) => (index === 0 ? { away: new Set(["amara", "ben"]) } : {}))).toEqual(["chidi", "amara", "ben"]);
  });

  it("is passed at once, with the reason, where everybody is away or nobody can be reached", () => {
    const reasons = [{ away: new Set(people) }, { unreachable: new Set(people) }].map((more) => {
      const facts = decideEscalation(begin(whoOf({}, more)), noEscalation, 0);
      return isRefusal(facts) ? [] : facts.flatMap((fact) => (fact.type === "step passed over" ? [fact.data.reason] : []));
    });
    expect(reasons).toEqual([["step.all-away"], ["step.unreachable"]]);
  });

  it("gives each of a set its own turn", () => {
    const decider = deciderInTurn();
    const who = whoOf({});
    const paged = people.map(() => {
      const facts = decider.decide(begin(who), noEscalation, 0);
      return isRefusal(facts) ? [] : facts.flatMap((fact) => (fact.type === "step begun" ? fact.data.people.map(({ personId }) => personId) : []));
    });
    expect(paged.flat()).toEqual(people);
  });
});

describe("turns over any history", () => {
  it("differ by one at most between two who are there all the time, whoever comes and goes beside them", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ out: fc.subarray(["chidi", "dana"]), isAway: fc.boolean() }), { maxLength: 60 }), (history) => {
        const paged = turnsOf(history.length, (index) => {
          const { out = [], isAway } = history[index] ?? {};
          return isAway ? { away: new Set(out) } : { unreachable: new Set(out) };
        });
        const [amara, ben] = ["amara", "ben"].map((id) => paged.filter((personId) => personId === id).length);
        expect(Math.abs((amara ?? 0) - (ben ?? 0))).toBeLessThanOrEqual(1);
        expect(paged.every((personId) => people.includes(personId))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("are fair to everybody where all are there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (count) => {
        const counts = people.map((id) => turnsOf(count).filter((personId) => personId === id).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
