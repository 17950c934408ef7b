import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { decideGround, type GroundCommand } from "./ground.rules.ts";
import { noIncident, type GroundItem, type IncidentState } from "./incident.state.rules.ts";
import { groundKinds, groundMarks } from "./incident-words.rules.ts";

const begin = Date.UTC(2026, 10, 19, 14, 0);
const text = (contentId: string) => ({ contentId, hash: "ab" });
const open: IncidentState = { ...noIncident, status: "open", entries: 10, declaredAt: begin };

function run(commands: readonly GroundCommand[], start = open) {
  let state = start;
  const outcomes = commands.map((command, index) => {
    const outcome = decideGround(command, state);
    if (!isRefusal(outcome)) for (const fact of outcome) state = evolveIncident(state, fact, begin + index);
    return outcome;
  });
  return { state, outcomes, item: state.ground[0] as GroundItem, last: outcomes.at(-1) };
}

const add = (more: object = {}): GroundCommand => ({ kind: "add ground", itemId: "i", groundKind: "hypothesis", text: text("first"), ownerId: null, source: { kind: "person", personId: "chidi" }, ...more });
const mark = (chosen: string, more: object = {}): GroundCommand => ({ kind: "mark ground", itemId: "i", mark: chosen, byPersonId: "dana", reason: null, ...more }) as GroundCommand;
const correct = (contentId: string, more: object = {}): GroundCommand => ({ kind: "correct ground", itemId: "i", text: text(contentId), byPersonId: "amara", ...more });

describe("an item of the common ground", () => {
  it("keeps who said it, and is open until somebody marks it", () => {
    expect(run([add()]).item).toMatchObject({ mark: "open", version: 1, source: { kind: "person", personId: "chidi" }, since: begin });
  });

  it("is ruled out by somebody, with what shows it, and stays", () => {
    const { item } = run([add(), mark("ruled-out", { reason: text("p99 is 240 ms") })]);
    expect(item).toMatchObject({ mark: "ruled-out", version: 2, marked: { byPersonId: "dana", reason: text("p99 is 240 ms"), at: begin + 1 } });
  });

  it("is disputed with a reason only", () => {
    expect(run([add({ groundKind: "condition" }), mark("disputed")]).last).toMatchObject({ code: "incident.reason.invalid", details: { errors: [{ path: "reason" }] } });
    expect(run([add({ groundKind: "condition" }), mark("disputed", { reason: text("two reports") })]).item.mark).toBe("disputed");
  });

  it("is ruled out only where it is a hypothesis", () => {
    expect(run([add({ groundKind: "need" }), mark("ruled-out")]).last).toMatchObject({ code: "incident.item-not-hypothesis" });
  });

  it("gets other words, and the first ones stay in the log", () => {
    const { item, outcomes } = run([add(), correct("second")]);
    expect(item).toMatchObject({ text: text("second"), version: 2, correctedAt: begin + 1 });
    expect(outcomes[0]).toMatchObject([{ type: "ground added", data: { text: text("first") } }]);
  });

  it("that somebody changed meanwhile is not written over: the second is told by whom and how", () => {
    const { state, last } = run([add(), mark("ruled-out", { version: 1 }), correct("mine", { version: 1 })]);
    expect(last).toMatchObject({ code: "incident.item-changed", reason: expect.stringContaining("@{changedBy} ruled it out meanwhile"), details: { changedBy: "dana", changed: "ruled-out", version: 2 } });
    expect(state.ground[0]?.text).toEqual(text("first"));
    expect(run([add(), mark("ruled-out"), correct("mine", { version: 2 })]).item.text).toEqual(text("mine"));
  });

  it("is borne out by entries, for or against, until that is taken back", () => {
    const link = (entry: number, stance: "supports" | "against" | null): GroundCommand => ({ kind: "link ground", itemId: "i", entry, stance });
    const { item } = run([add(), link(7, "supports"), link(3, "supports"), link(7, "against")]);
    expect(item.links).toEqual([{ entry: 3, stance: "supports" }, { entry: 7, stance: "against" }]);
    expect(item.version).toBe(1);
    expect(run([add(), link(3, "supports"), link(3, null)]).item.links).toEqual([]);
    expect(run([add(), link(12, "supports")]).last).toMatchObject({ code: "incident.entry.not-found" });
  });

  it("of an earlier Muster, without a version, can be marked and corrected", () => {
    const before: GroundItem = { itemId: "i", kind: "condition", text: text("old"), ownerId: null, mark: "agreed", since: begin };
    const { item } = run([correct("new", { version: 1 }), mark("done", { version: 2 })], { ...open, ground: [before] });
    expect(item).toMatchObject({ text: text("new"), mark: "done", version: 3 });
  });
});

const commands = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("add ground"), itemId: fc.constantFrom("i", "j"), groundKind: fc.constantFrom(...groundKinds), text: fc.constant(text("a")), ownerId: fc.constant(null) }),
    fc.record({ kind: fc.constant("mark ground"), itemId: fc.constantFrom("i", "j", "k"), mark: fc.constantFrom(...groundMarks), byPersonId: fc.constantFrom("dana", null), reason: fc.constantFrom(null, text("r")), version: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }) }),
    fc.record({ kind: fc.constant("correct ground"), itemId: fc.constantFrom("i", "j", "k"), text: fc.uuid().map(text), byPersonId: fc.constantFrom("amara", null), version: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }) }),
    fc.record({ kind: fc.constant("link ground"), itemId: fc.constantFrom("i", "j", "k"), entry: fc.integer({ min: -1, max: 12 }), stance: fc.constantFrom("supports", "against", null) }),
  ) as fc.Arbitrary<GroundCommand>,
  { maxLength: 40 },
);

describe("whatever people do to the common ground", () => {
  it("nothing that was added goes, and only hypotheses are ruled out", () => {
    fc.assert(
      fc.property(commands, (all) => {
        const { state, outcomes } = run(all);
        const added = outcomes.filter((outcome) => !isRefusal(outcome) && outcome[0]?.type === "ground added");
        expect(state.ground).toHaveLength(added.length);
        for (const item of state.ground.filter((one) => one.mark === "ruled-out")) expect(item.kind).toBe("hypothesis");
      }),
    );
  });

  it("a change that names an old version changes nothing", () => {
    fc.assert(
      fc.property(commands, fc.uuid(), (all, id) => {
        const { state } = run([add(), ...all]);
        const version = state.ground[0]?.version ?? 1;
        const stale = run([correct(id, { version: version + 1 }), correct(id, { version: version - 1 })], state);
        if (version > 1) expect(stale.state).toEqual(state);
        expect(isRefusal(run([correct(id, { version })], state).outcomes[0] ?? [])).toBe(false);
      }),
    );
  });
});
