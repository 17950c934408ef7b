import { describe, expect, it } from "vitest";
import { ariaWords, type GroundItem, headWords, isBehind, marksOf, ordered, sourceWords } from "./ground-words.ts";

const now = Date.parse("2026-11-19T14:47:00Z");
const item = (parts: Partial<GroundItem>): GroundItem => ({ id: "1", kind: "hypothesis", text: "Nightly settlement ran late", owner: null, mark: "open", since: "2026-11-19T14:21:00.000Z", ...parts });

describe("the common ground", () => {
  it("lets only a hypothesis be ruled out", () => {
    expect(marksOf("hypothesis")).toContain("ruled-out");
    expect([marksOf("condition"), marksOf("action"), marksOf("need")].flat()).not.toContain("ruled-out");
  });

  it("counts what is open and keeps dead ends in sight", () => {
    expect(headWords("hypothesis", [item({}), item({ mark: "ruled-out" }), item({ mark: "ruled-out" })])).toBe("1 open, 2 ruled out");
    expect(headWords("action", [item({ kind: "action" })])).toBe("1");
    expect(headWords("need", [])).toBe("");
    expect(ordered([item({ id: "dead", mark: "ruled-out" }), item({ id: "open" })]).map(({ id }) => id)).toEqual(["open", "dead"]);
    expect([isBehind(item({ mark: "disputed" })), isBehind(item({ mark: "done" }))]).toEqual([false, true]);
  });

  it("says whose an item is, since when, and what became of it", () => {
    expect(sourceWords(item({ owner: { id: "chidi", name: "Chidi Novak" } }), now)).toMatch(/^Chidi, since \d\d:21$/);
    expect(sourceWords(item({ mark: "ruled-out" }), now)).toMatch(/^ruled out \d\d:21$/);
    expect(ariaWords(item({ kind: "condition", mark: "done" }))).toBe("condition, over; mark it");
  });
});
