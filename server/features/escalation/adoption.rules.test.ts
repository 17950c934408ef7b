import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { subjectKey, type Subject } from "../../values/subject.ts";
import type { EscalationFact, Step } from "./escalation.events.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import { evolveEscalation, noEscalation, type EscalationState } from "./escalation.state.rules.ts";

const minute = 60_000;
const group: Subject = { kind: "group", id: "g1" };
const other: Subject = { kind: "group", id: "g2" };
const call: Subject = { kind: "incident", id: "019aa6ad-5a00-7000-8000-000000000001", call: "policy:web" };
const steps: Step[] = ["a", "b", "c"].map((target) => ({ targets: [target], waitMilliseconds: 5 * minute }));
const who: Who = { people: { a: ["amara"], b: ["ben"], c: ["chiara"] }, administrators: ["hana"], unreachable: new Set(), away: new Set(), turns: {}, deferral: null };
const night = { ...who, deferral: { personId: "amara", until: 100 * minute } };

type Begin = Extract<EscalationCommand, { kind: "begin" }>;
const begin = (subject: Subject, more: Partial<Begin> = {}): EscalationCommand => ({ kind: "begin", subject, policyId: "web", steps, repeat: 1, urgency: "high", who, ...more });
const advance: EscalationCommand = { kind: "advance", who };

/** Searches for several subjects, and what came of the last command. */
class Searches {
  private readonly states = new Map<string, EscalationState>();
  facts: EscalationFact[] = [];

  of(subject: Subject): EscalationState {
    return this.states.get(subjectKey(subject)) ?? noEscalation;
  }

  do(subject: Subject, command: EscalationCommand, at = 0): this {
    const decided = decideEscalation(command, this.of(subject), at);
    this.facts = isRefusal(decided) ? [] : decided;
    this.states.set(subjectKey(subject), this.facts.reduce((state, fact) => evolveEscalation(state, fact, at), this.of(subject)));
    return this;
  }

  /** As adopting does: the call takes over or not, and the other's own search ends. */
  join(from: Subject, at = 0): this {
    const { subject: _subject, endedAt: _endedAt, ...standing } = this.of(from);
    this.do(call, { kind: "adopt", subject: call, from, standing }, at);
    const { facts } = this;
    this.do(from, { kind: "end", reason: "group.joined-incident" }, at);
    this.facts = facts;
    return this;
  }
}

const given = () => new Searches();
const peopleOf = (facts: readonly EscalationFact[]) => facts.flatMap((fact) => (fact.type === "step begun" || fact.type === "administrators paged" ? fact.data.people.map(({ personId }) => personId) : []));

describe("a group whose search is adopted", () => {
  it("goes on as the call exactly where it stood, and nobody is turned to anew", () => {
    const searches = given().do(group, begin(group)).do(group, advance, 5 * minute).join(group, 6 * minute);
    expect(searches.facts.map(({ type }) => type)).toEqual(["escalation adopted"]);
    expect(searches.of(call)).toMatchObject({ status: "running", pass: 1, step: 1, nextAt: 10 * minute, pagedInPass: ["amara", "ben"], undecided: ["ben"], begunAt: 0, subject: call });
    expect(searches.of(group).status).toBe("ended");
    expect(peopleOf(searches.do(call, advance, 10 * minute).facts)).toEqual(["chiara"]);
  });

  it("lets who is undecided answer for the call", () => {
    const searches = given().do(group, begin(group)).join(group);
    expect(peopleOf(searches.do(call, { kind: "decline", personId: "amara", who }).facts)).toEqual(["ben"]);
  });

  it("brings along that somebody has it, or that it waits for working hours, or that the policy is at its end", () => {
    expect(given().do(group, begin(group)).do(group, { kind: "acknowledge", personId: "amara" }).join(group).of(call)).toMatchObject({ status: "acknowledged", acknowledgedBy: "amara" });
    expect(given().do(group, begin(group, { urgency: "low", who: night })).join(group).of(call)).toMatchObject({ status: "deferred", nextAt: 100 * minute });
    expect(given().do(group, begin(group, { steps: [] })).join(group).of(call)).toMatchObject({ status: "exhausted", undecided: ["hana"] });
  });

  it("brings nothing where nobody was looked for", () => {
    expect(given().join(group).of(call).status).toBe("none");
    expect(given().do(group, begin(group)).do(group, { kind: "end", reason: "group.resolved" }).join(group).of(call).status).toBe("none");
  });

  it("counts its passes on where the call had a life before", () => {
    const searches = given().do(call, begin(call)).do(call, { kind: "end", reason: "group.resolved" }).do(group, begin(group)).join(group);
    expect(searches.of(call)).toMatchObject({ status: "running", pass: 2, firstPass: 2, step: 0 });
  });
});

describe("a second group of the same call", () => {
  it("starts no second search where one runs or somebody has it", () => {
    const running = given().do(call, begin(call)).do(group, begin(group)).do(group, advance, 5 * minute).join(group, 6 * minute);
    expect([running.facts, running.of(call).step]).toEqual([[], 0]);
    const inHand = given().do(call, begin(call)).do(call, { kind: "acknowledge", personId: "ben" }).do(group, begin(group)).join(group);
    expect(inHand.of(call)).toMatchObject({ status: "acknowledged", acknowledgedBy: "ben" });
  });

  it("does not let the call wait for the morning where it woke somebody already", () => {
    const searches = given().do(call, begin(call, { urgency: "low", who: night })).do(group, begin(group)).join(group);
    expect(searches.of(call)).toMatchObject({ status: "running", urgency: "high", undecided: ["amara"] });
  });

  it("is not held for in hand where the call was so at low urgency only", () => {
    const searches = given().do(call, begin(call, { urgency: "low" })).do(call, { kind: "acknowledge", personId: "ben" }).do(group, begin(group)).join(group);
    expect(searches.of(call)).toMatchObject({ status: "running", urgency: "high", acknowledgedBy: null });
  });

  it("raises a call that runs at low urgency", () => {
    const searches = given().do(call, begin(call, { urgency: "low" })).do(group, begin(group)).join(group);
    expect([searches.facts.map(({ type }) => type), searches.of(call).urgency]).toEqual([["urgency raised"], "high"]);
  });
});

describe("a call for certain people", () => {
  const invited = begin(call, { policyId: null, steps: [{ targets: ["a", "b"], waitMilliseconds: 5 * minute }], repeat: 1, endsQuietly: true });

  it("turns to them twice and then to nobody, the administrators neither", () => {
    const searches = given().do(call, invited).do(call, advance, 5 * minute);
    expect(peopleOf(searches.facts)).toEqual(["amara", "ben"]);
    expect(searches.do(call, advance, 10 * minute).facts).toEqual([{ type: "call exhausted", data: { pass: 2, step: 1 } }]);
    expect(searches.of(call)).toMatchObject({ status: "exhausted", nextAt: null });
  });

  it("does not ask again who said that they cannot", () => {
    const searches = given().do(call, invited).do(call, { kind: "decline", personId: "amara", who });
    expect(peopleOf(searches.do(call, advance, 5 * minute).facts)).toEqual(["ben"]);
    expect(given().do(call, invited).do(call, { kind: "decline", personId: "amara", who }).do(call, { kind: "decline", personId: "ben", who }).of(call).status).toBe("exhausted");
  });

  it("may still be answered after its end", () => {
    const searches = given().do(call, invited).do(call, advance, 5 * minute).do(call, advance, 10 * minute).do(call, { kind: "acknowledge", personId: "ben" });
    expect(searches.of(call)).toMatchObject({ status: "acknowledged", acknowledgedBy: "ben" });
  });
});

const anyWho: fc.Arbitrary<Who> = fc.record({ people: fc.record({ a: fc.subarray(["p", "q", "r"]), b: fc.subarray(["q", "s"]), c: fc.subarray(["p", "t"]) }), administrators: fc.subarray(["x", "y"]), unreachable: fc.subarray(["p", "q", "s", "x"]).map((ids) => new Set(ids)), away: fc.constant(new Set<string>()), turns: fc.constant({}), deferral: fc.constant(null) });

/** Where the search turned to, from the beginning or from a fact on. */
function walk(searches: Searches, subject: Subject, now: Who, most: number): string[] {
  const visited: string[] = [];
  for (let turn = 0; turn < most && searches.of(subject).status === "running"; turn += 1) {
    searches.do(subject, { kind: "advance", who: now }, searches.of(subject).nextAt ?? 0);
    const { firstPass } = searches.of(subject);
    visited.push(...searches.facts.map((fact) => ("pass" in fact.data && "step" in fact.data ? `${fact.type} ${fact.data.pass - firstPass} ${fact.data.step} ${peopleOf([fact]).join()}` : fact.type)));
  }
  return visited;
}

describe("any adopted search", () => {
  it("that nobody answers reaches the policy's end by the same steps as if nothing had happened", () => {
    fc.assert(
      fc.property(anyWho, fc.integer({ min: 0, max: 2 }), fc.nat(6), fc.boolean(), (now, repeat, before, hadLife) => {
        const alone = given().do(group, begin(group, { repeat, who: now }));
        const adopted = given().do(group, begin(group, { repeat, who: now }));
        if (hadLife) adopted.do(call, begin(call, { who: now })).do(call, { kind: "end", reason: "group.resolved" });
        const way = walk(adopted, group, now, before);
        adopted.join(group);
        expect([...way, ...walk(adopted, call, now, 100)]).toEqual(walk(alone, group, now, 100));
        expect(adopted.of(call).status).toBe("exhausted");
      }),
    );
  });

  it("pages nobody twice for one page key, whatever joins the call in whatever order", () => {
    const subjects = [group, other, call];
    const anyAct = fc.oneof(
      fc.record({ join: fc.constantFrom(group, other) }),
      fc.record({
        subject: fc.constantFrom(...subjects),
        kind: fc.constantFrom("begin", "advance", "end", "raise", "acknowledge", "decline"),
        personId: fc.constantFrom("p", "q", "s", "x"),
        urgency: fc.constantFrom("high", "low"),
      }),
    );
    fc.assert(
      fc.property(anyWho, fc.array(fc.tuple(anyAct, fc.integer({ min: 0, max: 10 })), { maxLength: 40 }), (now, script) => {
        const searches = given();
        const keys: string[] = [];
        let at = 0;
        for (const [act, pause] of script) {
          at += pause * minute;
          if ("join" in act) searches.join(act.join, at);
          else searches.do(act.subject, commandOf(act, now), at);
          const subject = "join" in act ? call : act.subject;
          for (const fact of searches.facts) keys.push(...pagesOf(fact).map((page) => `${subjectKey(subject)} ${page}`));
          for (const { status, nextAt } of subjects.map((one) => searches.of(one))) if (status === "running") expect(nextAt).not.toBeNull();
        }
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

/** The pages that a fact opens or brings along. */
function pagesOf(fact: EscalationFact): string[] {
  const isAdopted = fact.type === "escalation adopted";
  if (!isAdopted && fact.type !== "step begun" && fact.type !== "administrators paged") return [];
  const { pass, step } = fact.data;
  return (isAdopted ? fact.data.undecided : peopleOf([fact])).map((personId) => `${pass} ${step} ${personId}`);
}

interface Act {
  subject: Subject;
  kind: "begin" | "advance" | "end" | "raise" | "acknowledge" | "decline";
  personId: string;
  urgency: "high" | "low";
}

function commandOf({ subject, kind, personId, urgency }: Act, now: Who): EscalationCommand {
  if (kind === "begin") return begin(subject, { urgency, who: now });
  if (kind === "end") return { kind, reason: "group.resolved" };
  if (kind === "acknowledge") return { kind, personId };
  if (kind === "decline") return { kind, personId, who: now };
  return { kind, who: now };
}
