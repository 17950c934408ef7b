import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { loadOf } from "./load.rules.ts";

const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const utc = zoneNamed("UTC");

describe("what being on call asks of somebody", () => {
  it.each([
    ["a weekday's day counts as it is", span("2026-11-19T09:00Z", "2026-11-19T17:00Z"), { hours: 8, nightHours: 0, weekendHours: 0, weighted: 8 }],
    ["a night counts twice", span("2026-11-19T20:00Z", "2026-11-20T08:00Z"), { hours: 12, nightHours: 9, weekendHours: 0, weighted: 21 }],
    ["a weekend counts half as much again, its nights as nights", span("2026-11-21T00:00Z", "2026-11-23T00:00Z"), { hours: 48, nightHours: 18, weekendHours: 48, weighted: 18 * 2 + 30 * 1.5 }],
    ["a week around the clock", span("2026-11-16T00:00Z", "2026-11-23T00:00Z"), { hours: 168, nightHours: 63, weekendHours: 48, weighted: 63 * 2 + 30 * 1.5 + 75 }],
  ])("%s", (_what, asked, expected) => {
    expect(loadOf([asked], utc)).toEqual(expected);
  });

  it("is judged by the person's own clock, through a change of time", () => {
    const night = span("2026-11-19T20:00Z", "2026-11-20T08:00Z");
    expect(loadOf([night], zoneNamed("Asia/Tokyo")).nightHours).toBe(2);
    const change = loadOf([span("2027-03-27T23:00Z", "2027-03-28T22:00Z")], zoneNamed("Europe/Oslo"));
    expect([change.hours, change.nightHours]).toEqual([23, 6 + 2]);
  });
});
