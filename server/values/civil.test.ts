import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, civilFromDays, dayOf, daysFromCivil, daysInMonth, modulo, parseTimeOfDay, parseWallTime, weekdayOf, weekdays } from "./civil.ts";

const wall = (text: string) => Date.parse(`${text}:00Z`);

describe("civil dates", () => {
  it("counts days as the Gregorian calendar does, in both directions", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (days) => {
        const date = new Date(days * 86_400_000);
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        expect(civilFromDays(days)).toEqual(civil);
        expect(daysFromCivil(civil)).toBe(days);
        expect(weekdays[weekdayOf(days)]).toBe(["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()]);
      }),
    );
  });

  it("knows the length of every month", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2026, month))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect([1900, 2000, 2024, 2100].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28]);
  });

  it("keeps day and time when months are added, and takes the last day of a shorter month", () => {
    expect(addMonths(wall("2026-01-31T09:30"), 1)).toBe(wall("2026-02-28T09:30"));
    expect(addMonths(wall("2026-01-31T09:30"), 2)).toBe(wall("2026-03-31T09:30"));
    expect(addMonths(wall("2026-03-31T09:30"), -13)).toBe(wall("2025-02-28T09:30"));
    expect(addMonths(wall("2026-12-10T00:00"), 1)).toBe(wall("2027-01-10T00:00"));
  });

  it("puts times before 1970 on the right day", () => {
    expect(dayOf(wall("1969-12-31T23:59"))).toBe(-1);
    expect(modulo(-1, 7)).toBe(6);
  });
});

describe("written times", () => {
  it("reads a wall time with and without seconds", () => {
    expect(parseWallTime("2026-11-02T09:00")).toBe(wall("2026-11-02T09:00"));
    expect(parseWallTime("2024-02-29T23:59:30")).toBe(wall("2024-02-29T23:59") + 30_000);
  });

  it.each(["", "2026-11-02", "2026-13-01T00:00", "2026-02-29T00:00", "2026-11-02T24:00", "2026-11-02T09:60", "2026-11-02T09:00Z", "2026-00-10T00:00"])(
    "takes %j for no wall time",
    (text) => {
      expect(parseWallTime(text)).toBeNull();
    },
  );

  it("reads a time of day, and 24:00 as the end of the day", () => {
    expect(parseTimeOfDay("00:00")).toBe(0);
    expect(parseTimeOfDay("09:30")).toBe(34_200_000);
    expect(parseTimeOfDay("24:00")).toBe(86_400_000);
  });

  it.each(["9:00", "24:01", "25:00", "12:60", "noon", ""])("takes %j for no time of day", (text) => {
    expect(parseTimeOfDay(text)).toBeNull();
  });
});
