import { describe, expect, it } from "vitest";
import { applyOverride } from "./override.rules.ts";
import type { Holder } from "./override.rules.ts";
import type { PersonalOverride } from "./schedule.rules.ts";

const span = { from: 0, to: 1 };
const byLayer = (personId: string): Holder => ({ personId, because: { layer: 0 } });
const adaAndBen = [byLayer("ada"), byLayer("ben")];

function after(onCall: Holder[], ...overrides: PersonalOverride[]): string[] {
  return overrides.reduce<readonly Holder[]>(applyOverride, onCall).map(({ personId }) => personId);
}

describe("an override", () => {
  it("adds a person beside the others, with itself as the reason", () => {
    const added = applyOverride([byLayer("ada")], { id: "o1", kind: "add", person: "ben", ...span });
    expect(added).toEqual([byLayer("ada"), { personId: "ben", because: { override: "o1" } }]);
  });

  it("changes nothing by adding a person who is on call already", () => {
    expect(applyOverride(adaAndBen, { id: "o1", kind: "add", person: "ben", ...span })).toEqual(adaAndBen);
  });

  it("removes a person, or everybody", () => {
    expect(after(adaAndBen, { id: "o1", kind: "remove", person: "ada", ...span })).toEqual(["ben"]);
    expect(after(adaAndBen, { id: "o1", kind: "remove", person: "cy", ...span })).toEqual(["ada", "ben"]);
    expect(after(adaAndBen, { id: "o1", kind: "remove", person: null, ...span })).toEqual([]);
  });

  it("puts one person in the place of another", () => {
    const replacement: PersonalOverride = { id: "o1", kind: "replace", person: "cy", replaces: "ada", ...span };
    expect(applyOverride(adaAndBen, replacement)).toEqual([{ personId: "cy", because: { override: "o1" } }, byLayer("ben")]);
  });

  it("replaces nobody where the replaced person is not on call", () => {
    expect(after(adaAndBen, { id: "o1", kind: "replace", person: "dee", replaces: "cy", ...span })).toEqual(["ada", "ben"]);
  });

  it("only takes the replaced person away where the other is on call already", () => {
    expect(after(adaAndBen, { id: "o1", kind: "replace", person: "ben", replaces: "ada", ...span })).toEqual(["ben"]);
  });

  it("keeps a person who replaces themselves", () => {
    expect(after(adaAndBen, { id: "o1", kind: "replace", person: "ada", replaces: "ada", ...span })).toEqual(["ada", "ben"]);
  });

  it("puts one person in everybody's place, also where there was nobody", () => {
    const alone: PersonalOverride = { id: "o1", kind: "replace", person: "cy", replaces: null, ...span };
    expect(after(adaAndBen, alone)).toEqual(["cy"]);
    expect(after([], alone)).toEqual(["cy"]);
  });

  it("sees what earlier ones left", () => {
    const benForAda: PersonalOverride = { id: "o1", kind: "replace", person: "ben", replaces: "ada", ...span };
    const cyForBen: PersonalOverride = { id: "o2", kind: "replace", person: "cy", replaces: "ben", ...span };
    expect(after([byLayer("ada")], benForAda, cyForBen)).toEqual(["cy"]);
    expect(after([byLayer("ada")], cyForBen, benForAda)).toEqual(["ben"]);
  });
});
