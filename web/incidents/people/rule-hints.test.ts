import { describe, expect, it } from "vitest";
import type { FindingView } from "../../../server/features/adherence/contract.ts";
import { hintsOf } from "./rule-hints.ts";

const one = (rule: string, verdict: FindingView["verdict"], more: Partial<FindingView> = {}): FindingView => ({
  ...{ rule, chapter: "deciding", verdict, asks: rule, dueAt: "2026-11-16T08:20:00Z", happenedAt: null, lateSeconds: null },
  ...{ kept: null, owed: null, people: [], because: null, waivedBy: null, proof: [], ...more },
});

describe("what the process asks for now", () => {
  it("is what has a time and is not done yet, the soonest first, late or not", () => {
    const late = one("timeBoxes/classify", "missed", { dueAt: "2026-11-16T08:05:00Z" });
    expect(hintsOf([one("timeBoxes/fillRoles", "pending"), late]).map(({ rule }) => rule)).toEqual(["timeBoxes/classify", "timeBoxes/fillRoles"]);
  });

  it("holds nothing that is done, waived or without a time, nor what the room says elsewhere", () => {
    const said = [one("a", "missed", { happenedAt: "2026-11-16T08:21:00Z" }), one("b", "met"), one("c", "waived"), one("d", "pending", { dueAt: null }), one("relief/scribe", "pending"), one("cadence/executives", "pending", { chapter: "telling" })];
    expect(hintsOf(said)).toEqual([]);
  });
});
