import { describe, expect, it } from "vitest";
import { readKept, youngerDraft } from "./draft.ts";

describe("a draft", () => {
  it("is the younger of the two that were kept", () => {
    expect(youngerDraft({ body: "here", savedAt: 2 }, { body: "there", savedAt: 1 })).toBe("here");
    expect(youngerDraft({ body: "here", savedAt: 1 }, { body: "there", savedAt: 2 })).toBe("there");
    expect(youngerDraft(null, { body: "there", savedAt: 2 })).toBe("there");
    expect(youngerDraft(null, null)).toBeNull();
  });

  it("does not come back once it was sent", () => {
    expect(youngerDraft({ body: null, savedAt: 3 }, { body: "there", savedAt: 2 })).toBeNull();
  });

  it("that cannot be read is none", () => {
    expect([readKept("{"), readKept("7"), readKept(null), readKept('{"body":"x"}')]).toEqual([null, null, null, null]);
    expect(readKept('{"body":"x","savedAt":4}')).toEqual({ body: "x", savedAt: 4 });
  });
});
