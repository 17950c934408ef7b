import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Layer } from "./schedule.rules.ts";
import { handoffs, turnAt, turnholders } from "./turn.rules.ts";

const at = (text: string) => Date.parse(text);
const iso = (instants: number[]) => instants.map((instant) => new Date(instant).toISOString().replace(":00.000Z", "Z"));

function layer(starts: string, amount: number, unit: Layer["turn"]["unit"], more: Partial<Layer> = {}): Layer {
  return { people: ["ada", "ben", "cy"], starts, turn: { amount, unit }, ...more };
}

function between(asked: Layer, from: string, to: string, zone: string): string[] {
  return iso(handoffs(asked, at(from), at(to), zoneNamed(zone)));
}

describe("hand-offs", () => {
  it("stay at the wall clock when the offset changes", () => {
    const weekly = layer("2026-10-12T09:00", 1, "w");
    expect(between(weekly, "2026-10-12T00:00Z", "2026-11-03T00:00Z", "Europe/Berlin")).toEqual([
      ...["2026-10-12T07:00Z", "2026-10-19T07:00Z", "2026-10-26T08:00Z", "2026-11-02T08:00Z"],
    ]);
  });

  it("move to the first existing instant when a spring gap skips them, that day only", () => {
    const daily = layer("2026-09-30T02:15", 1, "d");
    expect(between(daily, "2026-10-03T00:00Z", "2026-10-05T12:00Z", "Australia/Lord_Howe")).toEqual(["2026-10-03T15:30Z", "2026-10-04T15:15Z"]);
  });

  it("come at the first occurrence when autumn repeats them", () => {
    const daily = layer("2020-10-30T01:30", 1, "d");
    expect(between(daily, "2020-11-01T00:00Z", "2020-11-02T12:00Z", "America/Chicago")).toEqual(["2020-11-01T06:30Z", "2020-11-02T07:30Z"]);
  });

  it("of hours come once in a repeated hour, so that this turn is longer", () => {
    const hourly = layer("2020-10-31T00:30", 1, "h");
    expect(between(hourly, "2020-11-01T05:00Z", "2020-11-01T10:00Z", "America/Chicago")).toEqual([
      ...["2020-11-01T05:30Z", "2020-11-01T06:30Z", "2020-11-01T08:30Z", "2020-11-01T09:30Z"],
    ]);
  });

  it("of hours that a spring gap moves together are one hand-off", () => {
    const hourly = layer("2020-03-07T00:00", 1, "h");
    expect(between(hourly, "2020-03-08T07:00Z", "2020-03-08T10:00Z", "America/Chicago")).toEqual([
      ...["2020-03-08T07:00Z", "2020-03-08T08:00Z", "2020-03-08T09:00Z"],
    ]);
  });

  it("every 24 hours and every day are the same", () => {
    const span = ["2020-03-01T00:00Z", "2020-12-01T00:00Z", "America/Chicago"] as const;
    expect(between(layer("2020-03-06T02:30", 24, "h"), ...span)).toEqual(between(layer("2020-03-06T02:30", 1, "d"), ...span));
  });

  it("of months come on the day of the first, or on the last day of a shorter month", () => {
    const monthly = layer("2026-01-31T12:00", 1, "mo");
    expect(between(monthly, "2026-01-01T00:00Z", "2026-06-01T00:00Z", "UTC")).toEqual([
      ...["2026-01-31T12:00Z", "2026-02-28T12:00Z", "2026-03-31T12:00Z", "2026-04-30T12:00Z", "2026-05-31T12:00Z"],
    ]);
  });

  it("are counted backwards before the layer starts", () => {
    const fortnightly = layer("2026-11-02T09:00", 2, "w");
    expect(between(fortnightly, "2026-10-01T00:00Z", "2026-11-03T00:00Z", "UTC")).toEqual([
      ...["2026-10-05T09:00Z", "2026-10-19T09:00Z", "2026-11-02T09:00Z"],
    ]);
  });

  it("come from the beginning of the span to before its end", () => {
    const daily = layer("2026-11-02T09:00", 1, "d");
    expect(between(daily, "2026-11-02T09:00Z", "2026-11-03T09:00Z", "UTC")).toEqual(["2026-11-02T09:00Z"]);
    expect(between(daily, "2026-11-02T09:01Z", "2026-11-03T09:01Z", "UTC")).toEqual(["2026-11-03T09:00Z"]);
  });

  it("of days pass over the days without hours", () => {
    const weekdaysOnly = layer("2026-11-05T00:00", 1, "d", { hours: [{ days: ["mon", "wed", "fri"], from: "00:00", to: "00:00" }] });
    expect(between(weekdaysOnly, "2026-11-05T00:00Z", "2026-11-15T00:00Z", "UTC")).toEqual([
      ...["2026-11-06T00:00Z", "2026-11-09T00:00Z", "2026-11-11T00:00Z", "2026-11-13T00:00Z"],
    ]);
  });

  it("of several days count the days with hours only, across weeks", () => {
    const pairs = layer("2026-11-02T00:00", 2, "d", { hours: [{ days: ["mon", "tue", "wed"], from: "08:00", to: "18:00" }] });
    expect(between(pairs, "2026-10-26T00:00Z", "2026-11-16T00:00Z", "UTC")).toEqual([
      ...["2026-10-27T00:00Z", "2026-11-02T00:00Z", "2026-11-04T00:00Z", "2026-11-10T00:00Z"],
    ]);
  });

  it("of 24 hours count every day, hours or not", () => {
    const everyDay = layer("2026-11-06T00:00", 24, "h", { hours: [{ days: ["fri"], from: "00:00", to: "00:00" }] });
    expect(between(everyDay, "2026-11-06T00:00Z", "2026-11-09T00:00Z", "UTC")).toHaveLength(3);
  });
});

describe("a turn", () => {
  it("belongs to the later stretch at the instant of a hand-off", () => {
    const daily = layer("2026-11-02T09:00", 1, "d");
    expect(turnAt(daily, at("2026-11-04T09:00Z"), zoneNamed("UTC"))).toEqual({
      index: 2,
      from: at("2026-11-04T09:00Z"),
      to: at("2026-11-05T09:00Z"),
    });
  });

  it("goes round the order", () => {
    const daily = layer("2026-11-02T09:00", 1, "d");
    expect([0, 1, 2, 3, -1].map((turn) => turnholders(daily, turn))).toEqual([["ada"], ["ben"], ["cy"], ["ada"], ["cy"]]);
  });

  it("may be held by several people, or by nobody", () => {
    const groups = layer("2026-11-02T09:00", 1, "d", { people: [["ada", "ben"], [], "cy"] });
    expect([0, 1, 2].map((turn) => turnholders(groups, turn))).toEqual([["ada", "ben"], [], ["cy"]]);
    expect(turnholders({ ...groups, people: [] }, 0)).toEqual([]);
  });

  it("refuses to run on a start that is no wall-clock time", () => {
    expect(() => turnAt(layer("tomorrow", 1, "d"), 0, zoneNamed("UTC"))).toThrow("Not a wall-clock time: tomorrow");
  });
});
