import { describe, expect, it } from "vitest";
import { weekdays } from "../../values/civil.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { hoursAt, hoursOfWeek } from "./hours.rules.ts";
import type { Hours } from "./schedule.rules.ts";

const at = (text: string) => Date.parse(text);
const utc = zoneNamed("UTC");
const everyDay = [...weekdays];

function stretch(hours: Hours[], text: string, zone = "UTC"): { isWithin: boolean; from: string; to: string } {
  const { isWithin, from, to } = hoursAt(hoursOfWeek(hours), zoneNamed(zone), at(text));
  return { isWithin, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

describe("hours", () => {
  it("hold from their start to before their end", () => {
    const hours = hoursOfWeek([{ days: ["mon"], from: "08:00", to: "20:00" }]);
    const held = ["07:59:59.999", "08:00", "19:59:59.999", "20:00"].map((time) => hoursAt(hours, utc, at(`2017-07-24T${time}Z`)).isWithin);
    expect(held).toEqual([false, true, true, false]);
  });

  it("run overnight where the end is not after the start, on the day of their start", () => {
    const friday: Hours[] = [{ days: ["fri"], from: "20:00", to: "08:00" }];
    expect(stretch(friday, "2017-07-29T07:00Z")).toEqual({ isWithin: true, from: "2017-07-28T20:00:00.000Z", to: "2017-07-29T08:00:00.000Z" });
    expect(stretch(friday, "2017-07-28T07:00Z").isWithin).toBe(false);
  });

  it("run over the week's end, from Sunday into Monday", () => {
    const sunday: Hours[] = [{ days: ["sun"], from: "22:00", to: "06:00" }];
    expect(stretch(sunday, "2017-07-24T05:59Z")).toEqual({ isWithin: true, from: "2017-07-23T22:00:00.000Z", to: "2017-07-24T06:00:00.000Z" });
  });

  it("last 24 hours where start and end are the same, and adjoining days are one stretch", () => {
    const days: Hours[] = [{ days: ["mon", "tue"], from: "08:00", to: "08:00" }];
    expect(stretch(days, "2017-07-25T20:00Z")).toEqual({ isWithin: true, from: "2017-07-24T08:00:00.000Z", to: "2017-07-26T08:00:00.000Z" });
  });

  it("merge windows that overlap or touch, also over the week's end", () => {
    const hours: Hours[] = [
      { days: ["sun"], from: "18:00", to: "06:00" },
      { days: ["mon"], from: "05:00", to: "12:00" },
      { days: ["mon"], from: "12:00", to: "24:00" },
    ];
    expect(stretch(hours, "2017-07-24T12:00Z")).toEqual({ isWithin: true, from: "2017-07-23T18:00:00.000Z", to: "2017-07-25T00:00:00.000Z" });
  });

  it("that fill the week, or are not given, hold always", () => {
    expect(hoursOfWeek([{ days: everyDay, from: "09:00", to: "09:00" }])).toBe("always");
    expect(hoursOfWeek(everyDay.map((day) => ({ days: [day], from: "12:00", to: "12:00" })))).toBe("always");
    expect(hoursOfWeek([])).toBe("always");
    expect(hoursOfWeek(undefined)).toBe("always");
  });

  it("without a day hold never", () => {
    expect(hoursOfWeek([{ days: [], from: "09:00", to: "17:00" }])).toBe("never");
  });

  it("begin at the first instant after a spring gap that skips their start", () => {
    const night: Hours[] = [{ days: ["sun"], from: "02:30", to: "08:00" }];
    const held = { isWithin: true, from: "2020-03-08T08:00:00.000Z", to: "2020-03-08T13:00:00.000Z" };
    expect(stretch(night, "2020-03-08T08:00Z", "America/Chicago")).toEqual(held);
  });

  it("last longer when autumn repeats an hour within them", () => {
    const night: Hours[] = [{ days: ["sun"], from: "00:00", to: "02:00" }];
    const held = { isWithin: true, from: "2020-11-01T05:00:00.000Z", to: "2020-11-01T08:00:00.000Z" };
    expect(stretch(night, "2020-11-01T07:59Z", "America/Chicago")).toEqual(held);
  });

  it("hold once where clocks show their start twice", () => {
    const minute: Hours[] = [{ days: ["sun"], from: "01:15", to: "01:45" }];
    expect(stretch(minute, "2020-11-01T06:30Z", "America/Chicago").isWithin).toBe(true);
    expect(stretch(minute, "2020-11-01T07:30Z", "America/Chicago").isWithin).toBe(false);
  });

  it("refuse to run on text that is no time of day", () => {
    expect(() => hoursOfWeek([{ days: ["mon"], from: "nine", to: "17:00" }])).toThrow("Not a time of day: nine");
  });
});
