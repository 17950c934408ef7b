import { describe, expect, it } from "vitest";
import { isAhead, localNow, momentIn } from "./happened-at.ts";

const now = Date.parse("2026-11-19T14:47:31Z");

describe("when something happened", () => {
  it("is written on the reader's clock and sent as the moment it means", () => {
    expect(momentIn(localNow(now))).toBe("2026-11-19T14:47:00.000Z");
    expect([momentIn(""), momentIn("soon")]).toEqual([undefined, undefined]);
  });

  it("lies behind", () => {
    expect([isAhead(localNow(now), now), isAhead(localNow(now + 3_600_000), now), isAhead("", now)]).toEqual([false, true, false]);
  });
});
