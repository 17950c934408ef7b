import { describe, expect, it } from "vitest";
import { nextMorning, snoozeTimes } from "./snooze-times.ts";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

describe("Until morning", () => {
  it.each([
    ["of the same day at night", at(19, 3), at(19, 8)],
    ["of the next day in the evening", at(19, 22), at(20, 8)],
    ["of the next day where eight is near", at(19, 6, 30), at(20, 8)],
    ["of the next day where eight is over", at(19, 8), at(20, 8)],
    ["of the next month", at(30, 23), new Date(2026, 11, 1, 8).getTime()],
  ])("is eight %s", (_name, now, morning) => expect(nextMorning(now)).toBe(morning));

  it("stands beside an hour and four", () => {
    const now = at(19, 22);
    expect(snoozeTimes(now).map(({ words, until }) => [words, (until - now) / 3_600_000])).toEqual([["1 hour", 1], ["4 hours", 4], ["Until morning", 10]]);
  });
});
