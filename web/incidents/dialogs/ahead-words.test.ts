import { describe, expect, it } from "vitest";
import { spanAheadWords } from "./ahead-words.ts";

const farid = { id: "farid", name: "Farid Haidari" };
const span = { person: farid, from: "2026-11-19T19:00:00.000Z", to: "2026-11-20T01:00:00.000Z", timezone: "America/New_York", because: "awake" as const, onCall: [] };

const proposed = { isPlanned: false, me: null };

describe("who would hold a role", () => {
  it("says why, and until when on their own clock", () => {
    expect(spanAheadWords(span, proposed)).toBe("has the most of the day left, until 20:00 in New York");
    expect(spanAheadWords({ ...span, because: "on-call" }, { isPlanned: true, me: "farid" })).toBe("planned; are on call then, until 20:00 in New York");
  });

  it("names whom a gap would wake", () => {
    const gap = { ...span, person: null, timezone: null, because: "nobody" as const };
    expect(spanAheadWords(gap, proposed)).toBe("and nobody is on call");
    expect(spanAheadWords({ ...gap, onCall: [farid] }, proposed)).toBe("Farid Haidari is on call and would be woken");
  });
});
