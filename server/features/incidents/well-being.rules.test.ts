import { describe, expect, it } from "vitest";
import { promptsFor, promptsOf, type Member, type WellBeingFacts } from "./well-being.rules.ts";

const now = Date.UTC(2026, 10, 19, 14, 0);
const minute = 60_000;
const hour = 60 * minute;
const member = (personId: string, more: Partial<Member> = {}): Member => ({ personId, since: now - hour, isNight: false, localTime: "15:00", hoursBefore: 0, isFirst: false, knows: ["ben", "chidi", "dana"], ...more });
const calm: WellBeingFacts = { now, declaredAt: now - hour, members: [member("ben"), member("chidi"), member("dana")], writers: [], disputes: [], conditions: 1, questions: [], outsideRole: null };
const facts = (more: Partial<WellBeingFacts>) => promptsOf({ ...calm, ...more }).map(({ aspect, fact }) => `${aspect}: ${fact}`);

describe("the well-being of a response team", () => {
  it("asks for nothing where no fact does", () => {
    expect(promptsOf(calm)).toEqual([]);
    expect(promptsOf({ ...calm, members: [] })).toEqual([]);
  });

  it("names hours, the night, the day before and a first time, each by its fact", () => {
    const one = [member("ben", { knows: ["dana"] }), member("dana", { since: now - 6.5 * hour, isNight: true, localTime: "02:40", hoursBefore: 3.2, isFirst: true })];
    expect(facts({ members: one })).toEqual([
      "emotional: @{dana} is on it for 6 hours.",
      "emotional: It is 02:40 where @{dana} is.",
      "emotional: @{dana} was in another incident for 3 hours within the day before.",
      "social: It is the first incident of @{dana}.",
    ]);
    expect(promptsOf({ ...calm, members: one }).every(({ personId }) => personId === "dana")).toBe(true);
  });

  it("is the commander's, of the others it is theirs what is about the room or themselves, and nobody's outside", () => {
    const seen = { ...calm, conditions: 0, members: [member("ben", { isNight: true }), member("chidi", { isNight: true }), member("dana")] };
    const aboutWhom = (personId: string | null, isCommander = false) => promptsFor(seen, { personId, isCommander }).map((prompt) => prompt.personId ?? "the room");
    expect(aboutWhom("dana", true)).toEqual(["ben", "chidi", "the room"]);
    expect(aboutWhom("ben")).toEqual(["ben", "the room"]);
    expect(aboutWhom("hana")).toEqual([]);
    expect(aboutWhom(null)).toEqual([]);
  });

  it("calls nobody new where no earlier incident of anybody is known", () => {
    expect(facts({ members: [member("ben", { knows: [], isFirst: true }), member("dana", { knows: [], isFirst: true })] })).toEqual([]);
  });

  it("introduces people who never worked together, and nobody who did", () => {
    expect(facts({ members: [member("ben", { knows: [] }), member("hana", { knows: [] })] })).toEqual(["social: @{ben} and @{hana} never worked in an incident together."]);
    expect(facts({ members: [member("ben", { knows: ["hana"] }), member("hana", { knows: [] })] })).toEqual([]);
  });

  it("notices that one person writes most, without naming them", () => {
    const writers = [...Array.from({ length: 10 }, () => "chidi"), "ben", "dana"];
    expect(facts({ writers })).toEqual(["equality: Of the last 12 notes, 10 are of one person."]);
    expect(facts({ writers: writers.slice(0, 8) })).toEqual([]);
    expect(facts({ writers, members: calm.members.slice(0, 2) })).toEqual([]);
  });

  it("reminds of questions, disputes and conditions that nobody wrote down", () => {
    expect(facts({ questions: [{ byPersonId: "hana", askedAt: now - 20 * minute }] })).toEqual(["etiquette: A question of @{hana} is open for 20 minutes."]);
    expect(facts({ questions: [{ byPersonId: "hana", askedAt: now - 5 * minute }] })).toEqual([]);
    expect(facts({ disputes: [{ text: "Refunds work", since: now - 16 * minute }] })).toEqual(["source of truth: “Refunds work” is disputed for 16 minutes."]);
    expect(facts({ conditions: 0 })).toEqual(["source of truth: 3 people work on it, and nothing stands among the conditions yet."]);
  });

  it("asks what made a change look right, not who made it", () => {
    expect(facts({ outsideRole: { byPersonId: "ben", at: now - 10 * minute } })).toEqual(["blame handling: Production was changed outside the roles that may."]);
    expect(facts({ outsideRole: { byPersonId: "ben", at: now - 2 * hour } })).toEqual([]);
  });
});
