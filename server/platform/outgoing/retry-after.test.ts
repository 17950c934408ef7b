import { describe, expect, it } from "vitest";
import { retryAfter } from "./retry-after.ts";

const now = Date.parse("2026-11-21T12:00:00Z");

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Sat, 21 Nov 2026 12:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
    ["99999999999", 86_400_000],
    ["Thu, 21 Nov 2030 12:00:00 GMT", 86_400_000],
  ])("of %j asks to wait %i ms", (text, wait) => {
    expect(retryAfter({ "retry-after": text }, now)).toBe(wait);
  });

  it.each(["", "soon", "-5", "1.5", "1e3"])("of %j asks nothing", (text) => {
    expect(retryAfter({ "retry-after": text }, now)).toBeUndefined();
  });

  it("that is not there asks nothing", () => {
    expect(retryAfter({}, now)).toBeUndefined();
  });
});
