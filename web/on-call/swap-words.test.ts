import { describe, expect, it } from "vitest";
import { askedWords, fieldMoment, fieldText, outcomeWords } from "./swap-words.ts";

const person = (name: string) => ({ personId: name, name });

describe("what is said of a swap", () => {
  it("names who was asked and what they said, and blames nobody", () => {
    const ask = (name: string, status: "asked" | "declined" | "later") => ({ ...person(name), status, askedAt: null, back: null });
    expect(askedWords({ asks: [ask("Chidi", "declined"), ask("Dana", "asked"), ask("Ben", "later")] })).toBe("Chidi cannot; Dana has not answered yet; Ben comes next");
  });

  it("says who has the turn now", () => {
    expect(outcomeWords({ status: "accepted", giver: person("Amara"), taker: person("Chidi"), isMine: true })).toBe("Chidi took it.");
    expect(outcomeWords({ status: "expired", giver: person("Amara"), taker: null, isMine: true })).toBe("Nobody had said yes in time. You keep the turn.");
    expect(outcomeWords({ status: "declined", giver: person("Amara"), taker: null, isMine: false })).toContain("Amara keeps the turn");
  });
});

describe("a date and time field", () => {
  it("holds a moment to the minute and gives it back", () => {
    const at = Date.parse("2026-11-23T09:30:00Z");
    expect(fieldMoment(fieldText(at))).toBe(at);
    expect([fieldMoment(""), fieldMoment("soon")]).toEqual([null, null]);
  });
});
