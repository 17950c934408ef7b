import { describe, expect, it } from "vitest";
import { zoneOf } from "../calendar-span.ts";
import { draftOf, entryOf, newLayer, scheduleIdOf, whatIsMissing } from "./schedule-draft.ts";
import { previewOf } from "./schedule-preview.ts";

const entry = {
  name: "Web",
  timezone: "Europe/Berlin",
  layers: [
    { people: ["ana", ["ben", "cy"], []], starts: "2026-11-02T09:00", ends: "2027-01-04T09:00", turn: "2d", hours: [{ days: ["mon" as const], from: "22:00", to: "06:00" }], priority: 2 },
    { people: ["ana"], starts: "2026-11-02T09:00", turn: "1w" },
  ],
};

describe("a schedule in the form", () => {
  it("comes out as it went in, with everything a layer may say", () => {
    expect(entryOf(draftOf(entry))).toEqual(entry);
  });

  it("says what is missing before it is sent", () => {
    const draft = { name: "", timezone: "", layers: [newLayer(0, "2026-11-02")] };
    expect(whatIsMissing(draft)).toContain("nobody yet");
    expect(whatIsMissing({ ...draft, layers: [{ ...newLayer(0, "2026-11-02"), turns: [["ana"]] }] })).toBeNull();
  });

  it("makes an id of its name that is free", () => {
    expect(scheduleIdOf("Wéb Primary!", new Set(["web-primary"]))).toBe("web-primary-2");
  });
});

describe("the preview", () => {
  const berlin = zoneOf({ timezone: "Europe/Berlin", transitions: [{ at: "2026-03-29T01:00:00Z", offsetSeconds: 7_200 }, { at: "2026-10-25T01:00:00Z", offsetSeconds: 3_600 }] });
  const span = { from: Date.parse("2026-10-24T10:00:00Z"), to: Date.parse("2026-10-26T10:00:00Z") };
  const turns = { layers: [{ people: ["ana", "ben"], starts: "2026-10-01T09:00", turn: "1d" }, { people: [], starts: "", turn: "" }] };

  it("hands over by the zone's clock, and leaves out a layer that is not written yet", () => {
    const { items, layers } = previewOf(turns, berlin, span, { layers: [], overrides: [] }, (id) => id.toUpperCase());
    expect(layers).toHaveLength(1);
    expect(items.map(({ name, from }) => `${name} ${from.slice(8, 16)}`)).toEqual(["BEN 24T10:00", "ANA 25T08:00", "BEN 26T08:00"]);
  });

  it("lets overrides hold in the order in which they were made, whichever begins first", () => {
    const common = { name: null, replacesName: null, shifts: [], reason: null, madeBy: { kind: "person", id: "ana", name: "Ana" } };
    const taken = { ...common, id: "later", kind: "replace" as const, personId: "cy", replacesId: "ana", from: "2026-10-25T12:00:00Z", to: "2026-10-25T14:00:00Z", madeAt: "2026-10-20T09:00:00Z" };
    const given = { ...common, id: "sooner", kind: "replace" as const, personId: "dana", replacesId: "cy", from: "2026-10-25T10:00:00Z", to: "2026-10-25T13:00:00Z", madeAt: "2026-10-20T10:00:00Z" };
    const { items } = previewOf(turns, berlin, { from: Date.parse("2026-10-25T10:00:00Z"), to: Date.parse("2026-10-25T14:00:00Z") }, { layers: [], overrides: [given, taken] }, (id) => id);
    expect(items.map(({ name, from }) => `${name} ${from.slice(11, 16)}`)).toEqual(["ana 10:00", "dana 12:00", "cy 13:00"]);
  });

  it("has the calendars that stay, each with its priority, in the place of what is written", () => {
    const shift = { personId: "dana", name: "Dana", from: "2026-10-25T10:00:00Z", to: "2026-10-25T12:00:00Z", because: [], startsEarlier: false, endsLater: false };
    const holidays = { place: 1, name: "Holidays", priority: 2_000, isCalendar: true, shifts: [shift] };
    const standing = { layers: [{ ...holidays, place: 0, name: "Written before", isCalendar: false }, holidays], overrides: [] };
    const { items, layers } = previewOf(turns, berlin, { from: Date.parse("2026-10-25T09:00:00Z"), to: Date.parse("2026-10-25T14:00:00Z") }, standing, (id) => id);
    expect(layers.map(({ name }) => name)).toEqual(["Daily turn", "Holidays"]);
    expect(items.map(({ name, from }) => `${name} ${from.slice(11, 16)}`)).toEqual(["ana 09:00", "dana 10:00", "ana 12:00"]);
  });
});
