import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import type { EscalationFact, Step } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import { dueOf, evolveEscalation, holdersOf, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

const minute = 60_000;
const subject = { kind: "group", id: "g1" } as const;
const who: Who = {
  people: { web: ["amara", "ben"], lead: ["grete"], team: ["amara", "ben", "chidi"] },
  administrators: ["hana"],
  unreachable: new Set(),
  away: new Set(),
  turns: {},
  deferral: null,
};
const twoOfWeb: Step[] = [
  { targets: ["web"], waitMilliseconds: 5 * minute, acknowledgements: 2 },
  { targets: ["lead"], waitMilliseconds: 5 * minute },
];
const plain: Step[] = twoOfWeb.map(({ targets, waitMilliseconds }) => ({ targets, waitMilliseconds }));

type Begin = Extract<EscalationCommand, { kind: "begin" }>;
const begin = (steps: Step[], more: Partial<Begin> = {}): EscalationCommand => ({ kind: "begin", subject, policyId: "web", steps, repeat: 0, urgency: "high", who, ...more });
const have = (personId: string | null): EscalationCommand => ({ kind: "acknowledge", personId, who });
const cannot = (personId: string): EscalationCommand => ({ kind: "decline", personId, who });
const wait = (actedAt: number | null = null): EscalationCommand => ({ kind: "advance", who, actedAt });

interface Search {
  state: EscalationState;
  facts: EscalationFact[];
  refused: string | null;
}

/** What the last of the commands came to, each carried out at its time. */
function run(...commands: (readonly [EscalationCommand, number])[]): Search {
  let search: Search = { state: noEscalation, facts: [], refused: null };
  for (const [command, at] of commands) {
    const decided = decideEscalation(command, search.state, at);
    const facts = isRefusal(decided) ? [] : decided;
    search = { state: facts.reduce((state, fact) => evolveEscalation(state, fact, at), search.state), facts, refused: isRefusal(decided) ? decided.code : null };
  }
  return search;
}

const typesOf = ({ facts }: Search) => facts.map(({ type }) => type);
const pagedIn = (facts: readonly EscalationFact[]) => facts.flatMap((fact) => (fact.type === "step begun" || fact.type === "administrators paged" || fact.type === "escalated by hand" ? fact.data.people.map(({ personId }) => personId) : []));

describe("a step that asks for two", () => {
  it("is not over with the first answer, and is with the second", () => {
    const first = run([begin(twoOfWeb), 0], [have("amara"), 1]);
    expect(first.facts).toEqual([{ type: "acknowledgement counted", data: { personId: "amara", has: 1, needed: 2 } }]);
    expect([first.state.status, first.state.nextAt, first.state.undecided]).toEqual(["running", 5 * minute, ["ben"]]);
    const second = run([begin(twoOfWeb), 0], [have("amara"), 1], [have("ben"), 2]);
    expect([second.state.status, holdersOf(second.state)]).toEqual(["acknowledged", ["amara", "ben"]]);
  });

  it("goes on with the next step after its wait, for which two are still needed", () => {
    const later = run([begin(twoOfWeb), 0], [have("amara"), 1], [wait(), 5 * minute]);
    expect([pagedIn(later.facts), later.state.status]).toEqual([["grete"], "running"]);
    expect(run([begin(twoOfWeb), 0], [have("amara"), 1], [wait(), 5 * minute], [have("grete"), 6 * minute]).state.status).toBe("acknowledged");
  });

  it("goes on at once when nobody in it is undecided any more", () => {
    expect(typesOf(run([begin(twoOfWeb), 0], [cannot("ben"), 1], [have("amara"), 2]))).toEqual(["acknowledgement counted", "step begun"]);
  });

  it("does not count one person twice, and takes nobody’s word for a person’s", () => {
    expect(run([begin(twoOfWeb), 0], [have("amara"), 1], [have("amara"), 2]).facts).toEqual([]);
    expect(run([begin(twoOfWeb), 0], [have(null), 1]).refused).toBe("escalation.people-needed");
  });

  it("looks for another where one of them cannot after all, and says who still has it", () => {
    const back = run([begin(twoOfWeb), 0], [have("amara"), 1], [have("ben"), 2], [cannot("amara"), 3]);
    expect(back.facts[0]).toEqual({ type: "escalation given back", data: { personId: "amara", stillHas: ["ben"] } });
    expect([pagedIn(back.facts), holdersOf(back.state)]).toEqual([["grete"], ["ben"]]);
  });
});

describe("whoever has it", () => {
  const asking = { askAfterMilliseconds: 30 * minute };
  const taken = [[begin(plain, asking), 0], [have("amara"), minute]] as const;

  it("is asked whether they still do after the time of the policy, if nothing was done", () => {
    expect(dueOf(run(...taken).state)).toBe(31 * minute);
    const asked = run(...taken, [wait(), 31 * minute]);
    expect(asked.facts).toEqual([{ type: "holders asked", data: { pass: 1, step: 3, people: ["amara"], until: 36 * minute } }]);
    expect([asked.state.status, dueOf(asked.state)]).toEqual(["acknowledged", 36 * minute]);
  });

  it("is asked, and answers, when it would have been had the clock not gone back meanwhile", () => {
    const back = (at: number) => [{ kind: "go on after the clock went back", byMilliseconds: 10 * minute } as const, at] as const;
    const late = [[begin(plain, asking), 10 * minute], [have("amara"), 11 * minute]] as const;
    expect(dueOf(run(...late, back(2 * minute)).state)).toBe(31 * minute);
    expect(dueOf(run(...late, [wait(), 41 * minute], back(32 * minute)).state)).toBe(36 * minute);
    expect(run(...late, back(2 * minute), back(2 * minute)).facts, "once").toEqual([]);
  });

  it("is not asked where somebody did something, nor where the policy asks nobody", () => {
    expect(run(...taken, [wait(20 * minute), 31 * minute]).facts).toEqual([{ type: "action seen", data: { actedAt: 20 * minute } }]);
    expect(dueOf(run([begin(plain), 0], [have("amara"), minute]).state)).toBeNull();
  });

  it("goes on having it by saying so, or by doing something", () => {
    const confirmed = run(...taken, [wait(), 31 * minute], [have("amara"), 32 * minute]);
    expect([typesOf(confirmed), dueOf(confirmed.state)]).toEqual([["holder confirmed"], null]);
    expect(typesOf(run(...taken, [wait(), 31 * minute], [wait(33 * minute), 36 * minute]))).toEqual(["action seen"]);
  });

  it("has it no more after silence or “I can’t”: the next step is turned to", () => {
    const silent = run(...taken, [wait(), 31 * minute], [wait(), 36 * minute]);
    expect(silent.facts[0]).toEqual({ type: "escalation given back", data: { personId: "amara", isSilent: true } });
    expect([pagedIn(silent.facts), silent.state.status]).toEqual([["grete"], "running"]);
    expect(pagedIn(run(...taken, [wait(), 31 * minute], [cannot("amara"), 32 * minute]).facts)).toEqual(["grete"]);
  });

  it("is not waited for where no means can reach them", () => {
    const gone = { ...who, unreachable: new Set(["amara"]) };
    expect(typesOf(run(...taken, [{ kind: "advance", who: gone, actedAt: null }, 31 * minute]))).toEqual(["holders asked", "escalation given back", "step begun"]);
  });

  it("is asked at low urgency in working hours only", () => {
    const night = { ...who, deferral: { personId: "amara", until: 500 * minute } };
    const deferred = run([begin(plain, { ...asking, urgency: "low" }), 0], [have("amara"), minute], [{ kind: "advance", who: night, actedAt: null }, 31 * minute]);
    expect([deferred.facts, dueOf(deferred.state)]).toEqual([[{ type: "question deferred", data: { until: 500 * minute } }], 500 * minute]);
  });
});

describe("escalating by hand", () => {
  const nextStep: EscalationCommand = { kind: "by hand", hand: { wish: "next-step" }, who };

  it("takes the next step before its time, and whoever has it keeps it while one more is looked for", () => {
    expect(pagedIn(run([begin(plain), 0], [nextStep, 1]).facts)).toEqual(["grete"]);
    const held = run([begin(plain), 0], [have("amara"), 1], [nextStep, 2]);
    expect([held.state.status, holdersOf(held.state), held.state.needed]).toEqual(["running", ["amara"], 2]);
    expect(run([begin(plain), 0], [have("amara"), 1], [nextStep, 2], [have("grete"), 3]).state.status).toBe("acknowledged");
  });

  it("turns to people beside the steps, under a key of their own, without stopping anything", () => {
    const ask = (at: number) => [{ kind: "by hand", hand: { wish: "experts", targets: ["team"], via: "expert-asked-by/ben" }, who } satisfies EscalationCommand, at] as const;
    const once = run([begin(plain), 0], ask(1));
    expect(once.facts).toEqual([{ type: "escalated by hand", data: { wish: "experts", pass: 1, step: 3, people: ["amara", "ben", "chidi"].map((personId) => ({ personId, via: "expert-asked-by/ben" })) } }]);
    expect([once.state.status, once.state.nextAt]).toEqual(["running", 5 * minute]);
    expect(run([begin(plain), 0], ask(1), ask(2)).facts[0]).toMatchObject({ data: { step: 4 } });
    expect(run([begin(plain), 0], [have("amara"), 1], ask(2)).state.status).toBe("acknowledged");
  });

  it("goes on by another policy from its beginning", () => {
    const plan = { policyId: "leads", steps: [{ targets: ["lead"], waitMilliseconds: minute }], repeat: 0 };
    const changed = run([begin(plain), 0], [{ kind: "by hand", hand: { wish: "policy", plan }, who }, 1]);
    expect([pagedIn(changed.facts), changed.state.policyId, changed.state.pass, dueOf(changed.state)]).toEqual([["grete"], "leads", 2, minute + 1]);
  });

  it("is refused where it has ended, where no step is left, and where nobody is meant", () => {
    expect(run([begin(plain), 0], [{ kind: "end", reason: "group.resolved" }, 1], [nextStep, 2]).refused).toBe("escalation.ended");
    expect(run([begin([]), 0], [nextStep, 1]).refused).toBe("escalation.exhausted");
    expect(run([begin(plain), 0], [{ kind: "by hand", hand: { wish: "people", targets: ["nobody"], via: "asked-by/ben" }, who }, 1]).refused).toBe("escalation.nobody.invalid");
  });
});

const people = ["a", "b", "c", "d"];
const anySteps = fc.array(fc.record({ targets: fc.subarray(["t0", "t1"], { minLength: 1 }), waitMilliseconds: fc.integer({ min: 1, max: 50 }), acknowledgements: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 });
const anyWho: fc.Arbitrary<Who> = fc.record({
  people: fc.record({ t0: fc.subarray(people), t1: fc.subarray(people) }),
  administrators: fc.constant(["x", "y", "z"]),
  unreachable: fc.subarray(people).map((ids) => new Set(ids)),
  away: fc.constant(new Set<string>()),
  turns: fc.constant({}),
  deferral: fc.constant(null),
});
const anyone = fc.constantFrom(...people, "x", "y", "z");
const anyAct = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("have" as const), personId: anyone }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cannot" as const), personId: anyone }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), personId: anyone }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("act" as const), personId: anyone }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("by hand" as const), personId: anyone }) },
);
const anyHistory = fc.record({ steps: anySteps, now: anyWho, repeat: fc.integer({ min: 0, max: 2 }), acts: fc.array(fc.tuple(anyAct, fc.integer({ min: 1, max: 60 })), { maxLength: 40 }) });

type History = { steps: Step[]; now: Who; repeat: number; acts: [{ kind: "have" | "cannot" | "wait" | "act" | "by hand"; personId: string }, number][] };

/** Plays a history; hears each fact with the state before it, when, and when somebody last acted. */
function play({ steps, now, repeat, acts }: History, hear: (fact: EscalationFact, before: EscalationState, actedAt: number | null) => void): EscalationState {
  let [state, at, actedAt]: [EscalationState, number, number | null] = [noEscalation, 0, null];
  const command = (wished: EscalationCommand) => {
    const decided = decideEscalation(wished, state, at);
    for (const fact of isRefusal(decided) ? [] : decided) {
      hear(fact, state, actedAt);
      if (fact.type === "escalation acknowledged") actedAt = null;
      state = evolveEscalation(state, fact, at);
    }
  };
  command({ kind: "begin", subject, policyId: "p", steps, repeat, urgency: "high", askAfterMilliseconds: 100, who: now });
  for (const [{ kind, personId }, pause] of acts) {
    at += pause;
    if (kind === "wait") at = Math.max(at, dueOf(state) ?? at);
    if (kind === "act") actedAt = at;
    else if (kind === "have") command({ kind: "acknowledge", personId, who: now });
    else if (kind === "cannot") command({ kind: "decline", personId, who: now });
    else if (kind === "by hand") command({ kind: "by hand", hand: { wish: "next-step" }, who: now });
    else command({ kind: "advance", who: now, actedAt });
  }
  return state;
}

describe("any history of a search", () => {
  it("never stops before as many different people have it as its steps ask for", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let needed = 1;
        const holders = new Set<string>();
        play(history, (fact, before) => {
          if (fact.type === "step begun") needed = Math.max(needed, history.steps[fact.data.step]?.acknowledgements ?? 1);
          if (fact.type === "acknowledgement counted") holders.add(fact.data.personId);
          if (fact.type === "escalation given back") holders.delete(fact.data.personId);
          if (fact.type !== "escalation acknowledged") return;
          if (needed === 1 && before.status === "acknowledged" && before.havers === undefined) holders.clear();
          holders.add(fact.data.personId ?? "");
          expect(holders.size).toBeGreaterThanOrEqual(needed);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it("pages nobody by a step who said in the same pass that they cannot, or who has it", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let [pass, declined]: [number, string[]] = [0, []];
        play(history, (fact, before) => {
          if (fact.type === "step declined" || fact.type === "escalation given back") declined.push(fact.data.personId);
          if (fact.type !== "step begun") return;
          if (fact.data.pass !== pass) [pass, declined] = [fact.data.pass, []];
          const paged = fact.data.people.map(({ personId }) => personId);
          expect(paged.filter((personId) => declined.includes(personId) || (before.status !== "acknowledged" && holdersOf(before).includes(personId)))).toEqual([]);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it("asks only those who have it, and nobody once something was done since it was taken", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, (fact, before, actedAt) => {
          if (fact.type !== "holders asked") return;
          expect([actedAt, fact.data.people, before.status]).toEqual([null, holdersOf(before), "acknowledged"]);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it("always falls due again while somebody is looked for, and never twice under one page key", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const keys: string[] = [];
        const state = play(history, (fact) => {
          if (fact.type === "holders asked") keys.push(...fact.data.people.map((personId) => `${fact.data.pass}/${fact.data.step}/${personId}`));
          if (fact.type === "step begun" || fact.type === "administrators paged") keys.push(...fact.data.people.map(({ personId }) => `${fact.data.pass}/${fact.data.step}/${personId}`));
        });
        if (state.status === "running") expect(dueOf(state)).not.toBeNull();
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
