import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBlame, takeWording } from "./wording.rules.ts";

const wordsIn = (text: string) => findBlame(text).map(({ words }) => words);

describe("words that read as blame", () => {
  it.each([
    ["The switch was carelessly automated in spring.", "carelessly"],
    ["They should have checked the count.", "should have"],
    ["It shouldn’t have been merged.", "shouldn’t have"],
    ["The outage was human error.", "human error"],
    ["Dana failed to notice the lag.", "failed to"],
    ["The operator forgot to drain the node.", "forgot to"],
    ["It was the fault of the web team.", "fault of"],
    ["This was Chidi’s mistake.", "Chidi’s mistake"],
    ["A mistake by Dana emptied the index.", "mistake by Dana"],
    ["An error made by the on-call engineer.", "error made by the on-call"],
    ["That was negligent.", "negligent"],
    ["A stupid default.", "stupid"],
    ["Somebody is to blame here.", "blame"],
    ["They didn't bother to read the runbook.", "didn't bother to"],
    ["The deploy was botched.", "botched"],
  ])("are found: %s", (text, words) => {
    expect(wordsIn(text)).toEqual([words]);
  });

  it.each([
    "The service failed to start and the health checks failed to reach it.",
    "An error by itself tells little; the mistake was caught by a check.",
    "A blameless retrospective names no person.",
    "We looked with git blame.",
    "The log says `user failed to authenticate` and so does\n```\nuser error: careless\n```\nafter it.",
    "The check counts shards, not products.",
    "",
  ])("are not seen where nobody is meant: %s", (text) => {
    expect(findBlame(text)).toEqual([]);
  });

  it("are told with their place, and with another wording where there is one", () => {
    const text = "The alias was carelessly moved, and Dana failed to see it.";
    const [first, second] = findBlame(text);
    expect(first).toMatchObject({ start: 14, end: 24, replacement: "", advice: expect.stringContaining("judgement") });
    expect(second && text.slice(second.start, second.end)).toBe("failed to");
    expect(first && takeWording(text, first)).toBe("The alias was moved, and Dana failed to see it.");
    expect(second && takeWording(text, second)).toBe("The alias was carelessly moved, and Dana did not see it.");
  });

  it("keep their place behind code, line breaks and letters beyond the first plane", () => {
    const text = "🔥 `careless`\n```sh\nfailed to\n```\nIt was human error.";
    const [only] = findBlame(text);
    expect(only && text.slice(only.start, only.end)).toBe("human error");
  });

  it("stay where no other wording fits, and the advice says what to write instead", () => {
    const text = "They have failed to see it; it was operator error.";
    const found = findBlame(text);
    expect(found.map(({ replacement }) => replacement)).toEqual([null, null]);
    expect(found.every((blame) => takeWording(text, blame) === text && blame.advice.length > 20)).toBe(true);
  });

  it("are found in order, never over each other, in any text", () => {
    const piece = fc.constantFrom("carelessly ", "should have ", "failed to ", "Dana’s mistake ", "mistake by Dana ", "`stupid` ", "```\n", "\n", "x", "blame ", "👩‍🚒 ", "They ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const found = findBlame(text);
        found.forEach(({ start, end, words }, place) => {
          expect(text.slice(start, end)).toBe(words);
          expect(start).toBeGreaterThanOrEqual(found[place - 1]?.end ?? 0);
        });
      }),
    );
  });

  it("are found in a megabyte of anything without standing still", () => {
    for (const piece of ["a-", "blame ", "` ", "Dana’s ", "error by ", " ", "```\n"]) expect(findBlame(piece.repeat(Math.floor(1_000_000 / piece.length))).length).toBeGreaterThanOrEqual(0);
  });
});
