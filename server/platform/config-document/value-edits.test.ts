import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Json } from "../../values/canonical-json.ts";
import { applyEdits } from "../testing/apply-edits.ts";
import { editsBetween, shownValue } from "./value-edits.ts";

const name = fc.constantFrom("a", "b", "c", "d");
const leaf = fc.constantFrom<Json>("x", "y", "z", 1, 2, true, false);
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value"), { maxLength: 6 }), fc.dictionary(name, tie("value"), { maxKeys: 4 })),
}));
const named = fc.uniqueArray(fc.record({ id: name, members: anyValue }), { selector: ({ id }) => id, maxLength: 4 });

describe("the edits from one value to another", () => {
  it("are none for the same value", () => {
    fc.assert(fc.property(anyValue, (value) => void expect(editsBetween(value, structuredClone(value))).toEqual([])));
  });

  it("say everything: carried out, they give the other value", () => {
    fc.assert(fc.property(anyValue, anyValue, (before, after) => void expect(applyEdits(before, editsBetween(before, after))).toEqual(after)), { numRuns: 2_000 });
    fc.assert(fc.property(fc.array(leaf, { maxLength: 12 }), fc.array(leaf, { maxLength: 12 }), (before, after) => void expect(applyEdits(before, editsBetween(before, after))).toEqual(after)), { numRuns: 1_000 });
    fc.assert(fc.property(named, named, (before, after) => void expect(applyEdits({ list: before }, editsBetween({ list: before }, { list: after }))).toEqual({ list: after })), { numRuns: 1_000 });
  });

  it("are moves alone for a list in another order", () => {
    const shuffled = fc.uniqueArray(fc.integer(), { maxLength: 8 }).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([before, after]) => {
        const edits = editsBetween(before, after);
        expect(edits.every(({ kind }) => kind === "moved")).toBe(true);
        expect(edits.length).toBeLessThanOrEqual(Math.max(0, before.length - 1));
      }),
    );
  });

  it("are never more than the entries that differ place by place", () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 10 }), fc.array(leaf, { maxLength: 10 }), (before, after) => {
        const longest = Math.max(before.length, after.length);
        const differing = Array.from({ length: longest }, (_, place) => place).filter((place) => before[place] !== after[place]);
        expect(editsBetween(before, after).length).toBeLessThanOrEqual(differing.length);
      }),
    );
  });

  it("tell two people who swap as one move", () => {
    expect(editsBetween({ people: ["amara", "ben"] }, { people: ["ben", "amara"] })).toEqual([{ kind: "moved", path: "people[1]", from: 0, to: 1, value: "amara" }]);
    expect(editsBetween(["a", "b", "c", "d"], ["d", "b", "c", "a"]).map(({ kind }) => kind)).toEqual(["moved", "moved"]);
  });

  it("tell what is put in between as one addition, with the neighbours in peace", () => {
    const [first, second] = [{ page: ["schedule/one"], wait: "5m" }, { page: ["schedule/two"], wait: "5m" }];
    const between = { page: ["person/ben"], wait: "1m" };
    expect(editsBetween([first, second], [first, between, second])).toEqual([{ kind: "added", path: "[1]", from: null, to: between, at: 1 }]);
    const slower = { ...second, wait: "9m" };
    expect(editsBetween([first, second], [first, between, slower])).toEqual([
      { kind: "added", path: "[1]", from: null, to: between, at: 1 },
      { kind: "set", path: "[2].wait", from: "5m", to: "9m" },
    ]);
  });

  it("tell a person who takes another's place as one edit", () => {
    expect(editsBetween(["a", "b", "c"], ["a", "x", "c"])).toEqual([{ kind: "set", path: "[1]", from: "b", to: "x" }]);
  });

  it("know entries with ids by those, wherever they stand", () => {
    const before = [{ id: "sev0", name: "Zero" }, { id: "sev1", name: "One" }];
    const after = [{ id: "sev1", name: "First" }, { id: "sev0", name: "Zero" }, { id: "sev2", name: "Two" }];
    expect(editsBetween({ severities: before }, { severities: after })).toEqual([
      { kind: "moved", path: "severities.sev0", from: 0, to: 1, value: { id: "sev0", name: "Zero" } },
      { kind: "added", path: "severities.sev2", from: null, to: { id: "sev2", name: "Two" }, at: 2 },
      { kind: "set", path: "severities.sev1.name", from: "One", to: "First" },
    ]);
  });

  it("stay quick for long lists", () => {
    const before = Array.from({ length: 1_000 }, (_, index) => ({ when: `x${index}`, then: { urgency: "low" } }));
    const after = before.map((route, index) => ({ ...route, then: { urgency: index % 2 ? "high" : "none" } }));
    expect(editsBetween(before, after)).toHaveLength(1_000);
  });

  it("show of a secret only where it comes from", () => {
    const before = { key: { secret: { env: "ACME_KEY", default: "first-secret", fingerprint: "one" } } };
    const after = { key: { secret: { env: "ACME_KEY", default: "first-secret", value: "second-secret", fingerprint: "two" } } };
    const edits = editsBetween(before, after);
    expect(edits).toEqual([{ kind: "set", path: "key", from: "a secret from ACME_KEY", to: "a secret from ACME_KEY" }]);
    expect(editsBetween(before, { key: { secret: { ...before.key.secret, value: "told again" } } })).toEqual([]);
    expect(JSON.stringify(shownValue({ list: [after] }))).not.toMatch(/-secret|two/);
  });
});
