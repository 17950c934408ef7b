import { describe, expect, it } from "vitest";
import { calendarSpan, daysOf, spanAway, spanTitle, zoneOf } from "./calendar-span.ts";
import { draftAt, draftSpan, wishOf } from "./override-draft.ts";
import { temporaryAt, temporaryFor, temporaryWish, withShift } from "./temporary-draft.ts";
import { differences, namesOf, together } from "./together.ts";

const berlin = zoneOf({
  timezone: "Europe/Berlin",
  transitions: [
    { at: "2026-03-29T01:00:00Z", offsetSeconds: 7_200 },
    { at: "2026-10-25T01:00:00Z", offsetSeconds: 3_600 },
  ],
});
const thursday = Date.parse("2026-11-19T13:47:00Z");

function shift(personId: string, from: string, to: string) {
  return { personId, name: personId, from: `2026-11-${from}:00Z`, to: `2026-11-${to}:00Z` };
}

describe("the weeks shown", () => {
  it("begin with the Monday of the week before, in the schedule's zone", () => {
    expect(spanTitle(calendarSpan(undefined, "Europe/Berlin", thursday))).toBe("9 November to 13 December");
    expect(spanTitle(calendarSpan(undefined, "Pacific/Auckland", Date.parse("2026-11-22T12:00:00Z")))).toBe("16 November to 20 December");
  });

  it("move by four, so that one stays in sight", () => {
    expect(spanAway(calendarSpan("2026-11-11", "UTC", thursday), 1)).toBe("2026-12-07");
  });

  it("have days of 25 hours where clocks go back", () => {
    const day = daysOf(calendarSpan("2026-10-19", "Europe/Berlin", thursday), berlin).find(({ date }) => date === "2026-10-25");
    expect((day?.end ?? 0) - (day?.start ?? 0)).toBe(25 * 3_600_000);
  });
});

describe("shifts that overlap", () => {
  it("become stretches in which the same people are on call together", () => {
    const stretches = together([shift("ana", "19T08:00", "19T12:00"), shift("ben", "19T10:00", "19T14:00")]);
    expect(stretches.map(({ people }) => namesOf(people, "ben"))).toEqual(["ana", "You and ana", "You"]);
  });

  it("are compared by what really changes", () => {
    const [was, is] = [[shift("ana", "19T08:00", "19T20:00")], [shift("ana", "19T08:00", "19T12:00"), shift("ben", "19T12:00", "19T14:00")]];
    expect(differences(was, is).map(({ before, after }) => [namesOf(before, null), namesOf(after, null)])).toEqual([["ana", "ben"], ["ana", ""]]);
  });
});

describe("a temporary schedule", () => {
  const start = temporaryAt({ from: Date.parse("2026-12-24T08:00:00Z"), to: Date.parse("2026-12-27T08:00:00Z") }, berlin);

  it("begins with one shift for all of it, which goes along when its time changes", () => {
    expect(start).toMatchObject({ from: "2026-12-24T09:00", shifts: [{ personId: null, from: "2026-12-24T09:00", to: "2026-12-27T09:00" }] });
    expect(temporaryFor(start, { to: "2026-12-28T09:00" }).shifts).toEqual([{ personId: null, from: "2026-12-24T09:00", to: "2026-12-28T09:00" }]);
  });

  it("asks for nothing until every shift has a person and an end, and then by the schedule's clock", () => {
    expect(temporaryWish(start, berlin)).toBeNull();
    const first = { ...start, shifts: [{ personId: "ana", from: start.from, to: "2026-12-25T09:00" }], reason: " Holidays " };
    const second = withShift(first).shifts[1];
    expect(second).toEqual({ personId: null, from: "2026-12-25T09:00", to: start.to });
    expect(temporaryWish(first, berlin)).toEqual({
      ...{ kind: "temporary", reason: "Holidays", from: "2026-12-24T08:00:00.000Z", to: "2026-12-27T08:00:00.000Z" },
      shifts: [{ personId: "ana", from: "2026-12-24T08:00:00.000Z", to: "2026-12-25T08:00:00.000Z" }],
    });
  });
});

describe("a change of who is on call", () => {
  const span = { from: Date.parse("2026-11-20T08:00:00Z"), to: Date.parse("2026-11-20T16:00:00Z") };

  it("gives one's own shift away, and takes anybody else's", () => {
    const mine = together([shift("ana", "20T00:00", "21T00:00")]);
    expect(draftAt(span, berlin, "ana", mine)).toMatchObject({ kind: "give", goes: "ana", comes: null, from: "2026-11-20T09:00" });
    expect(draftAt(span, berlin, "ben", mine)).toMatchObject({ kind: "take", comes: "ben", goes: null });
  });

  it("is asked for in instants once all is said", () => {
    const draft = draftAt(span, berlin, "ben", []);
    expect(wishOf(draft, berlin)).toEqual({ kind: "replace", personId: "ben", replacesId: null, from: "2026-11-20T08:00:00.000Z", to: "2026-11-20T16:00:00.000Z", reason: null });
    expect(wishOf({ ...draft, kind: "cover" }, berlin)).toBeNull();
    expect(draftSpan({ from: draft.to, to: draft.from }, berlin)).toBeNull();
  });
});
