import { describe, expect, it } from "vitest";
import type { ExpertView } from "../../server/features/escalation/expert.contract.ts";
import { expertWords, firstChoice, standingWords } from "./escalation-words.ts";

const dana: ExpertView = { personId: "dana", name: "Dana Reyes", services: [{ id: "checkout", name: "Checkout" }], standing: "asleep", onCallFor: [], localTime: "03:10", timezone: "America/Bogota", isReachable: true, pagedAt: null, answer: null };

describe("an expert in words", () => {
  it("says by what they are on call, else what time it is where they are", () => {
    expect([standingWords({ ...dana, standing: "on-call", onCallFor: [{ id: "web", name: "Web primary" }] }), standingWords(dana), standingWords({ ...dana, standing: "away" })]).toEqual(["on call for Web primary", "asleep: 03:10 there", "away today"]);
  });

  it("says what they know, and whether they were asked already", () => {
    expect(expertWords(dana)).toBe("knows Checkout, asleep: 03:10 there");
    expect(expertWords({ ...dana, pagedAt: "2026-11-19T13:47:00.000Z", isReachable: false })).toBe("knows Checkout, asleep: 03:10 there, paged already, no means to reach them");
  });
});

describe("who is chosen at first", () => {
  it("is the first who can be reached and was not paged", () => {
    const experts = [{ ...dana, personId: "a", isReachable: false }, { ...dana, personId: "b", pagedAt: "2026-11-19T13:47:00.000Z" }, { ...dana, personId: "c" }, { ...dana, personId: "d" }];
    expect([firstChoice(experts), firstChoice([])]).toEqual([["c"], []]);
  });
});
