import { describe, expect, it } from "vitest";
import { instantOf, offsetAt, toInstant, toWallClock, wallTimeAt } from "./zone.ts";
import type { Zone } from "./zone.ts";

const at = (text: string) => Date.parse(text);
const wall = (text: string) => Date.parse(`${text}Z`);

/** Chicago's clocks in 2020: an hour forward on 8 March at 02:00, an hour back on 1 November at 02:00. */
const chicago: Zone = {
  name: "America/Chicago",
  transitions: [
    { at: 0, offset: -21_600 },
    { at: at("2020-03-08T08:00Z"), offset: -18_000 },
    { at: at("2020-11-01T07:00Z"), offset: -21_600 },
  ],
};

const kathmandu: Zone = { name: "Asia/Kathmandu", transitions: [{ at: 0, offset: 20_700 }] };

describe("a zone", () => {
  it("changes its offset at the instant of a transition", () => {
    expect(offsetAt(chicago, at("2020-03-08T07:59:59.999Z"))).toBe(-21_600);
    expect(offsetAt(chicago, at("2020-03-08T08:00Z"))).toBe(-18_000);
  });

  it("keeps the first offset for everything before and the last for everything after", () => {
    expect(offsetAt(chicago, at("1920-07-01T00:00Z"))).toBe(-21_600);
    expect(offsetAt(chicago, at("2090-07-01T00:00Z"))).toBe(-21_600);
    expect(instantOf(chicago, wall("1920-07-01T00:00"))).toBe(at("1920-07-01T06:00Z"));
  });

  it("shows date, time and weekday of its clocks", () => {
    const shown = { year: 2026, month: 11, day: 2, hour: 5, minute: 44, second: 59, weekday: "mon" };
    expect(toWallClock(kathmandu, at("2026-11-01T23:59:59.750Z"))).toEqual(shown);
  });

  it("finds the instant of a clock's time", () => {
    const clock = { year: 2020, month: 7, day: 4, hour: 9, minute: 30, second: 15 };
    expect(toInstant(chicago, clock)).toBe(at("2020-07-04T14:30:15Z"));
  });

  it("moves a time that a spring gap skips to the first instant that exists", () => {
    for (const skipped of ["2020-03-08T02:00", "2020-03-08T02:30", "2020-03-08T02:59:59.999", "2020-03-08T03:00"]) {
      expect(instantOf(chicago, wall(skipped))).toBe(at("2020-03-08T08:00Z"));
    }
    expect(instantOf(chicago, wall("2020-03-08T03:01"))).toBe(at("2020-03-08T08:01Z"));
  });

  it("takes the first occurrence of a time that autumn repeats", () => {
    expect(instantOf(chicago, wall("2020-11-01T01:30"))).toBe(at("2020-11-01T06:30Z"));
    expect(wallTimeAt(chicago, at("2020-11-01T07:30Z"))).toBe(wall("2020-11-01T01:30"));
    expect(instantOf(chicago, wall("2020-11-01T02:00"))).toBe(at("2020-11-01T08:00Z"));
  });

  it("skips a whole day where the date line moved", () => {
    const apia: Zone = {
      name: "Pacific/Apia",
      transitions: [
        { at: 0, offset: -36_000 },
        { at: at("2011-12-30T10:00Z"), offset: 50_400 },
      ],
    };
    expect(instantOf(apia, wall("2011-12-30T00:00"))).toBe(at("2011-12-30T10:00Z"));
    expect(instantOf(apia, wall("2011-12-30T23:59"))).toBe(at("2011-12-30T10:00Z"));
    expect(instantOf(apia, wall("2011-12-31T00:00"))).toBe(at("2011-12-30T10:00Z"));
    expect(instantOf(apia, wall("2011-12-29T23:59"))).toBe(at("2011-12-30T09:59Z"));
  });
});
