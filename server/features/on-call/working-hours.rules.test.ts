import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Hours } from "./schedule.rules.ts";
import { isWorkingTime, nextWorkingStart } from "./working-hours.rules.ts";

const at = (text: string) => Date.parse(text);
const office: Hours = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" };

function next(text: string, zone: string, hours = office): string {
  return new Date(nextWorkingStart(hours, zoneNamed(zone), at(text))).toISOString();
}

describe("working hours", () => {
  it("are read on the responder's own clock", () => {
    const nine = at("2026-11-02T08:00Z");
    expect(isWorkingTime(office, zoneNamed("Europe/Berlin"), nine)).toBe(true);
    expect(isWorkingTime(office, zoneNamed("Europe/London"), nine)).toBe(false);
  });

  it("begin now where it is working time", () => {
    expect(next("2026-11-02T10:12Z", "Europe/Berlin")).toBe("2026-11-02T10:12:00.000Z");
  });

  it("begin the same day before their start, the next day after their end", () => {
    expect(next("2026-11-03T03:00Z", "Europe/Berlin")).toBe("2026-11-03T08:00:00.000Z");
    expect(next("2026-11-03T17:00Z", "Europe/Berlin")).toBe("2026-11-04T08:00:00.000Z");
  });

  it("pass over the weekend, and over a change of the clocks within it", () => {
    expect(next("2026-10-23T20:00Z", "Europe/Berlin")).toBe("2026-10-26T08:00:00.000Z");
  });

  it("begin when the clocks come back from a gap that skips their start", () => {
    const early: Hours = { days: ["sun"], from: "02:30", to: "06:00" };
    expect(next("2020-03-08T05:00Z", "America/Chicago", early)).toBe("2020-03-08T08:00:00.000Z");
  });

  it("hold nothing back for ever when no day is named", () => {
    const never: Hours = { days: [], from: "09:00", to: "17:00" };
    expect(isWorkingTime(never, zoneNamed("UTC"), 0)).toBe(true);
    expect(next("2026-11-02T03:00Z", "UTC", never)).toBe("2026-11-02T03:00:00.000Z");
  });
});
