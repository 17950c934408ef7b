import { describe, expect, it } from "vitest";
import { ariaWords, askedFor, evidenceWords, type GroundItem, headWords, isBehind, marksOf, ordered, saidByOf, sourceWords } from "./ground-words.ts";

const now = Date.parse("2026-11-19T14:47:00Z");
const dana = { id: "dana", name: "Dana Reyes" };
const none = { owner: null, version: 1, source: { kind: "person", id: "chidi", name: "Chidi Novak" }, marked: null, correctedAt: null, evidence: [] } as const;
const item = (parts: Partial<GroundItem>): GroundItem => ({ ...none, evidence: [], id: "1", kind: "hypothesis", text: "Nightly settlement ran late", mark: "open", since: "2026-11-19T14:21:00.000Z", ...parts });
const marked = (reason: string | null) => ({ at: "2026-11-19T14:31:00.000Z", by: dana, reason });

describe("the common ground", () => {
  it("lets only a hypothesis be ruled out", () => {
    expect(marksOf("hypothesis")).toContain("ruled-out");
    expect([marksOf("condition"), marksOf("action"), marksOf("need")].flat()).not.toContain("ruled-out");
  });

  it("counts what is open and keeps dead ends in sight", () => {
    expect(headWords("hypothesis", [item({}), item({ mark: "ruled-out" }), item({ mark: "ruled-out" })])).toBe("1 open, 2 ruled out");
    expect(headWords("need", [item({ kind: "need" })])).toBe("1");
    expect(headWords("need", [])).toBe("");
    expect(ordered([item({ id: "dead", mark: "ruled-out" }), item({ id: "open" })]).map(({ id }) => id)).toEqual(["open", "dead"]);
    expect([isBehind(item({ mark: "disputed" })), isBehind(item({ mark: "done" }))]).toEqual([false, true]);
  });

  it("says who or what said it, and when", () => {
    expect(sourceWords(item({}), now)).toMatch(/^Chidi, \d\d:21$/);
    expect(sourceWords(item({ kind: "condition", source: { kind: "tool", id: null, name: "Prometheus" } }), now)).toMatch(/^Prometheus, since \d\d:21$/);
    expect(sourceWords(item({ kind: "action" }), now)).toMatch(/^Chidi, since \d\d:21$/);
    expect(sourceWords(item({ source: null }), now)).toMatch(/^since \d\d:21$/);
  });

  it("says what became of it: by whom, when and why", () => {
    expect(sourceWords(item({ mark: "ruled-out", marked: marked("p99 is 240 ms") }), now)).toMatch(/^Dana ruled it out, \d\d:31: p99 is 240 ms$/);
    expect(sourceWords(item({ kind: "condition", mark: "disputed", marked: marked("Support has two reports") }), now)).toBe("Chidi says so; Dana disputes it: Support has two reports");
    expect(sourceWords(item({ kind: "need", mark: "done", marked: marked(null) }), now)).toMatch(/^Dana: met, \d\d:31$/);
    expect(ariaWords(item({ kind: "condition", mark: "done" }))).toBe("condition, over; mark it");
  });

  it("counts what bears it out, and what speaks against it", () => {
    const piece = (stance: "supports" | "against", entry: number) => ({ entry, stance, at: "2026-11-19T14:21:00.000Z", by: "Chidi Novak", words: "The pool fills" });
    expect([evidenceWords(item({})), evidenceWords(item({ evidence: [piece("supports", 1)] }))]).toEqual(["", "1 piece of evidence"]);
    expect(evidenceWords(item({ evidence: [piece("supports", 1), piece("against", 2)] }))).toBe("2 pieces of evidence, 1 against");
  });

  it("takes who is named for a person where one of that name is in it, else for a tool", () => {
    expect([saidByOf(" ", [dana]), saidByOf("dana reyes", [dana]), saidByOf("Prometheus", [dana])]).toEqual([{}, { saidBy: { personId: "dana" } }, { saidBy: { tool: "Prometheus" } }]);
  });

  it("asks why somebody doubts it, and what rules it out", () => {
    expect([askedFor("disputed")?.isNeeded, askedFor("ruled-out")?.isNeeded, askedFor("agreed")]).toEqual([true, false, null]);
  });
});
