import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Layer, Override, Schedule, Shift } from "./schedule.rules.ts";
import { gaps, layerShifts, overrideShifts, shifts, whoIsOnCall } from "./shift.rules.ts";

const at = (text: string) => Date.parse(text);
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString().replace(":00.000Z", "Z"));
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const weekly: Layer = { people: ["amara", "ben"], starts: "2026-11-02T09:00", turn: { amount: 1, unit: "w" } };

function schedule(layers: Layer[], overrides: Override[] = [], zone = "Europe/Berlin"): Schedule {
  return { id: "web-primary", zone, layers, overrides };
}

function names(asked: Schedule, text: string): string[] {
  return whoIsOnCall(asked, at(text), zoneNamed(asked.zone)).map(({ personId }) => personId);
}

function written({ personId, from, to }: Shift): string {
  return `${personId} ${iso(from) ?? ""} ${iso(to) ?? ""}`;
}

function final(asked: Schedule, from: string, to: string): string[] {
  return shifts(asked, at(from), at(to), zoneNamed(asked.zone)).map(written);
}

function alwaysOn(...people: string[]): Layer {
  return { people, starts: "2020-01-01T00:00", turn: { amount: 1, unit: "d" } };
}

function daily(person: string, from: string, to: string, priority = 0): Layer {
  return { ...alwaysOn(person), hours: [{ days: everyDay, from, to }], priority };
}

describe("who is on call", () => {
  it("is the holder of the current turn, with the reason and the bounds of the shift", () => {
    const [one, ...others] = whoIsOnCall(schedule([weekly]), at("2026-11-10T12:00Z"), zoneNamed("Europe/Berlin"));
    expect(others).toEqual([]);
    expect(one).toEqual({ personId: "ben", because: { layer: 0 }, since: at("2026-11-09T08:00Z"), until: at("2026-11-16T08:00Z") });
  });

  it("is nobody before a layer starts and from its end on", () => {
    const ended = schedule([{ ...weekly, ends: "2026-11-12T09:00" }]);
    expect(names(ended, "2026-11-02T07:59Z")).toEqual([]);
    expect(names(ended, "2026-11-02T08:00Z")).toEqual(["amara"]);
    expect(names(ended, "2026-11-12T07:59Z")).toEqual(["ben"]);
    expect(names(ended, "2026-11-12T08:00Z")).toEqual([]);
  });

  it("is nobody where nothing says who", () => {
    expect(names(schedule([]), "2026-11-10T12:00Z")).toEqual([]);
    expect(names(schedule([{ ...weekly, people: [] }]), "2026-11-10T12:00Z")).toEqual([]);
    expect(names(schedule([{ ...weekly, hours: [{ days: [], from: "00:00", to: "00:00" }] }]), "2026-11-10T12:00Z")).toEqual([]);
  });

  it("follows the sun from one window to the next", () => {
    const sun = schedule([daily("chidi", "06:00", "18:00"), daily("dana", "18:00", "06:00")], [], "UTC");
    expect(["05:59", "06:00", "17:59", "18:00"].map((time) => names(sun, `2026-11-10T${time}Z`))).toEqual([["dana"], ["chidi"], ["chidi"], ["dana"]]);
  });

  it("is everybody whose layers are active with the same priority, each person once", () => {
    const both = schedule([alwaysOn("amara"), alwaysOn("ben"), alwaysOn("amara")]);
    const found = whoIsOnCall(both, at("2026-11-10T12:00Z"), zoneNamed("UTC"));
    expect(found.map(({ personId, because }) => [personId, because])).toEqual([
      ["amara", { layer: 0 }],
      ["ben", { layer: 1 }],
    ]);
  });

  it("is the higher layer alone where priorities differ, and the lower one where the higher has nobody", () => {
    const two = schedule([alwaysOn("amara"), daily("ben", "09:00", "17:00", 5)], [], "UTC");
    expect(names(two, "2026-11-10T12:00Z")).toEqual(["ben"]);
    expect(names(two, "2026-11-10T17:00Z")).toEqual(["amara"]);
  });

  it("is the first in the order on a day without hours before the first hand-off", () => {
    const fridayNight: Layer = { ...weekly, starts: "2026-11-07T09:00", turn: { amount: 1, unit: "d" }, hours: [{ days: ["fri"], from: "18:00", to: "18:00" }] };
    expect(names(schedule([fridayNight], [], "UTC"), "2026-11-07T10:00Z")).toEqual(["amara"]);
  });

  it("knows a shift over several turns, reasons and layers as one", () => {
    const handover = schedule([{ ...weekly, people: ["amara", "amara", "ben"] }], [{ id: "o1", kind: "add", person: "amara", from: at("2026-11-16T08:00Z"), to: at("2026-11-16T20:00Z") }]);
    expect(whoIsOnCall(handover, at("2026-11-10T12:00Z"), zoneNamed("Europe/Berlin"))).toEqual([
      { personId: "amara", because: { layer: 0 }, since: at("2026-11-02T08:00Z"), until: at("2026-11-16T20:00Z") },
    ]);
  });

  it("gives no bound that lies more than a year away", () => {
    const [one] = whoIsOnCall(schedule([alwaysOn("amara")]), at("2026-11-10T12:00Z"), zoneNamed("UTC"));
    expect(one).toEqual({ personId: "amara", because: { layer: 0 }, since: null, until: null });
  });

  it("changes with an override at its first instant, and back at its last", () => {
    const cover = schedule([weekly], [{ id: "o1", kind: "replace", person: "chidi", replaces: "ben", from: at("2026-11-11T12:00Z"), to: at("2026-11-12T12:00Z") }]);
    expect(["2026-11-11T11:59Z", "2026-11-11T12:00Z", "2026-11-12T11:59Z", "2026-11-12T12:00Z"].map((text) => names(cover, text))).toEqual([
      ...[["ben"], ["chidi"], ["chidi"], ["ben"]],
    ]);
    expect(whoIsOnCall(cover, at("2026-11-12T00:00Z"), zoneNamed("Europe/Berlin"))[0]?.because).toEqual({ override: "o1" });
  });
});

describe("the final schedule", () => {
  it("lists shifts in order, cut to the span, and says where they go on", () => {
    const found = shifts(schedule([weekly]), at("2026-11-05T00:00Z"), at("2026-11-11T00:00Z"), zoneNamed("Europe/Berlin"));
    expect(found).toEqual([
      { personId: "amara", from: at("2026-11-05T00:00Z"), to: at("2026-11-09T08:00Z"), because: [{ layer: 0 }], startsEarlier: true, endsLater: false },
      { personId: "ben", from: at("2026-11-09T08:00Z"), to: at("2026-11-11T00:00Z"), because: [{ layer: 0 }], startsEarlier: false, endsLater: true },
    ]);
  });

  it("does not say that a shift goes on where the span ends with it", () => {
    const [amara] = shifts(schedule([weekly]), at("2026-11-02T08:00Z"), at("2026-11-09T08:00Z"), zoneNamed("Europe/Berlin"));
    expect([amara?.startsEarlier, amara?.endsLater]).toEqual([false, false]);
  });

  it("shows a cover in the middle of a shift", () => {
    const cover = schedule([weekly], [{ id: "o1", kind: "replace", person: "chidi", replaces: "amara", from: at("2026-11-04T08:00Z"), to: at("2026-11-05T08:00Z") }]);
    expect(final(cover, "2026-11-02T08:00Z", "2026-11-09T08:00Z")).toEqual([
      "amara 2026-11-02T08:00Z 2026-11-04T08:00Z",
      "chidi 2026-11-04T08:00Z 2026-11-05T08:00Z",
      "amara 2026-11-05T08:00Z 2026-11-09T08:00Z",
    ]);
  });

  it("keeps a shift whole over hand-offs to the same person, and gives every reason", () => {
    const added = schedule([{ ...weekly, people: ["amara", "amara"] }], [{ id: "o1", kind: "add", person: "amara", from: at("2026-11-01T08:00Z"), to: at("2026-11-03T08:00Z") }]);
    const found = shifts(added, at("2026-11-01T00:00Z"), at("2026-11-20T00:00Z"), zoneNamed("Europe/Berlin"));
    expect(found.map(written)).toEqual(["amara 2026-11-01T08:00Z 2026-11-20T00:00Z"]);
    expect(found[0]?.because).toEqual([{ override: "o1" }, { layer: 0 }]);
  });

  it("is longer by the hour that autumn repeats and shorter by the one that spring skips", () => {
    const hoursOf = (from: string) => shifts(schedule([{ ...alwaysOn("amara", "ben"), starts: "2020-01-01T09:00" }]), at(from), at(from) + 86_400_000 * 3, zoneNamed("Europe/Berlin")).map((shift) => (shift.to - shift.from) / 3_600_000);
    expect(hoursOf("2026-10-24T07:00Z")).toEqual([25, 24, 23]);
    expect(hoursOf("2026-03-28T08:00Z")).toEqual([23, 24, 24, 1]);
  });

  it("is empty for an empty span", () => {
    expect(final(schedule([weekly]), "2026-11-05T00:00Z", "2026-11-05T00:00Z")).toEqual([]);
  });

  it("lets one closing and some additions stand for a span planned by hand", () => {
    const span = { from: at("2026-12-24T00:00Z"), to: at("2026-12-25T00:00Z") };
    const holidays = schedule([alwaysOn("amara")], [
      { id: "closed", kind: "remove", person: null, ...span },
      { id: "morning", kind: "add", person: "ben", from: span.from, to: at("2026-12-24T12:00Z") },
    ], "UTC");
    expect(final(holidays, "2026-12-23T00:00Z", "2026-12-26T00:00Z")).toEqual([
      "amara 2026-12-23T00:00Z 2026-12-24T00:00Z",
      "ben 2026-12-24T00:00Z 2026-12-24T12:00Z",
      "amara 2026-12-25T00:00Z 2026-12-26T00:00Z",
    ]);
  });
});

describe("the calendar's rows", () => {
  const cover: Override = { id: "o1", kind: "replace", person: "chidi", replaces: "amara", from: at("2026-11-04T08:00Z"), to: at("2026-11-05T08:00Z") };
  const away: Override = { id: "o2", kind: "remove", person: "amara", from: at("2026-11-01T00:00Z"), to: at("2026-11-03T00:00Z") };
  const asked = schedule([weekly, { ...alwaysOn("ines"), priority: 1 }], [cover, away]);

  it("show what a layer says before priorities and overrides", () => {
    const found = layerShifts(asked, 0, at("2026-11-02T00:00Z"), at("2026-11-10T00:00Z"), zoneNamed("Europe/Berlin"));
    expect(found.map(written)).toEqual(["amara 2026-11-02T08:00Z 2026-11-09T08:00Z", "ben 2026-11-09T08:00Z 2026-11-10T00:00Z"]);
    expect(layerShifts(asked, 1, at("2026-11-02T00:00Z"), at("2026-11-10T00:00Z"), zoneNamed("Europe/Berlin"))[0]?.because).toEqual([{ layer: 1 }]);
  });

  it("show nothing for a layer that is not there", () => {
    expect(layerShifts(asked, 2, 0, at("2026-11-10T00:00Z"), zoneNamed("Europe/Berlin"))).toEqual([]);
  });

  it("show the overrides that touch the span, cut to it, earliest first", () => {
    const span = [at("2026-11-02T00:00Z"), at("2026-11-04T12:00Z")] as const;
    expect(overrideShifts(asked, ...span)).toEqual([
      { ...away, from: span[0] },
      { ...cover, to: span[1] },
    ]);
    expect(overrideShifts(asked, at("2026-11-03T00:00Z"), at("2026-11-04T08:00Z"))).toEqual([]);
  });
});

describe("gaps", () => {
  const away = (person: string, from: string, to: string): Override => ({ id: `${person}-away`, kind: "remove", person, from: at(from), to: at(to) });

  it("say when nobody is on call and which override emptied the schedule", () => {
    const asked = schedule([weekly], [away("ben", "2026-11-10T00:00Z", "2026-11-11T00:00Z")]);
    const found = gaps(asked, at("2026-11-02T00:00Z"), at("2026-11-16T00:00Z"), zoneNamed("Europe/Berlin"));
    expect(found.map((gap) => [iso(gap.from), iso(gap.to), gap.because])).toEqual([
      ["2026-11-02T00:00Z", "2026-11-02T08:00Z", []],
      ["2026-11-10T00:00Z", "2026-11-11T00:00Z", ["ben-away"]],
    ]);
  });

  it("are one gap where several people are away after each other", () => {
    const asked = schedule([weekly], [away("amara", "2026-11-08T00:00Z", "2026-11-12T00:00Z"), away("ben", "2026-11-08T00:00Z", "2026-11-12T00:00Z")]);
    const [gap, ...others] = gaps(asked, at("2026-11-03T00:00Z"), at("2026-11-16T00:00Z"), zoneNamed("Europe/Berlin"));
    expect(others).toEqual([]);
    expect([iso(gap?.from ?? null), iso(gap?.to ?? null), gap?.because]).toEqual(["2026-11-08T00:00Z", "2026-11-12T00:00Z", ["amara-away", "ben-away"]]);
  });

  it("are not there where a removal leaves somebody, or somebody steps in", () => {
    const emptied = away("amara", "2026-11-08T00:00Z", "2026-11-12T00:00Z");
    const stepsIn: Override = { id: "in", kind: "add", person: "chidi", from: emptied.from, to: emptied.to };
    const span = [at("2026-11-08T00:00Z"), at("2026-11-12T00:00Z"), zoneNamed("UTC")] as const;
    expect(gaps(schedule([alwaysOn("amara"), alwaysOn("ben")], [emptied]), ...span)).toEqual([]);
    expect(gaps(schedule([alwaysOn("amara")], [emptied, stepsIn]), ...span)).toEqual([]);
  });
});
