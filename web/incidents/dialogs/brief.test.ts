import { describe, expect, it } from "vitest";
import { briefWords, wordCount } from "./brief.ts";

describe("a brief", () => {
  it("is counted in words, and has at most two hundred", () => {
    expect([wordCount(""), wordCount("  \n "), wordCount("Payments  queue\nfor the ledger.")]).toEqual([0, 0, 5]);
    expect(briefWords("Payments queue")).toBe("2 of 200 words");
    expect(briefWords("word ".repeat(203))).toBe("3 words too many; a brief has at most 200");
  });
});
