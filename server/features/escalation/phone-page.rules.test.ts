import { describe, expect, it } from "vitest";
import { endingWords, span } from "./phone-page.rules.ts";

describe("The phone page", () => {
  it("says how it ended: by itself, by whose hand, or only for whoever was asked", () => {
    expect(endingWords({ kind: "by-itself" })).toBe("It ended by itself");
    expect(endingWords({ kind: "by-hand", by: "Ben Sato" })).toBe("Ben Sato ended it");
    expect(endingWords({ kind: "by-hand", by: null })).toBe("It was ended by hand");
    expect(endingWords({ kind: "not-needed" })).toBe("You are not needed any more");
  });

  it("says how long in one breath", () => {
    expect([40_000, 4 * 60_000, 65 * 60_000, 50 * 3_600_000].map(span)).toEqual(["40 s", "4 min", "1 h 05", "2 d"]);
  });
});
