import { describe, expect, it } from "vitest";
import { conductWords } from "./conduct-words.ts";

describe("how a report of conduct stands", () => {
  const astrid = { at: "2026-11-19T14:02:00.000Z", by: { id: "astrid", name: "Astrid Berg" } };
  const now = Date.parse("2026-11-19T15:00:00Z");

  it("says who read it, who dealt with it, and how", () => {
    expect(conductWords({ seen: null, settled: null, outcome: null }, now)).toBe("Nobody has read it yet");
    expect(conductWords({ seen: astrid, settled: null, outcome: null }, now)).toMatch(/^Read by Astrid Berg at \d\d:\d\d, not dealt with yet$/);
    expect(conductWords({ seen: astrid, settled: astrid, outcome: "Spoke with both" }, now)).toMatch(/^Dealt with by Astrid Berg at \d\d:\d\d: Spoke with both$/);
  });
});
