import { describe, expect, it } from "vitest";
import { reminderChoices, sinceWords, whatComesNext, whatIsSo } from "./my-on-call-lede.ts";
import { readMyOnCallSearch } from "./my-on-call-search.ts";

const now = Date.parse("2026-11-19T13:47:00Z");
const hour = 3_600_000;
const at = (hours: number) => new Date(now + hours * hour).toISOString();
const person = (name: string) => ({ personId: name, name, from: at(0), to: at(1) });
const shift = (from: number, to: number, more = {}) => ({ scheduleName: "Web primary", from: at(from), to: at(to), endsLater: false, before: [], after: [], ...more });

describe("The sentence about one's life on call", () => {
  it("says until when one is on call, and who comes after", () => {
    const held = [shift(-2, 2, { after: [person("Ben Sato"), person("Chidi Novak")] })];
    expect(whatIsSo(held, now)).toMatch(/^You are on call for Web primary until \d\d:\d\d\.$/);
    expect(whatComesNext(held, now)).toBe("Ben Sato and Chidi Novak come after you.");
  });

  it("names every schedule, and says so where nobody comes after or nothing ends", () => {
    expect(whatIsSo([shift(-2, 2), { ...shift(-1, 1), scheduleName: "Commanders", endsLater: true }], now)).toMatch(/Web primary until .* and Commanders\.$/);
    expect(whatComesNext([shift(-2, 2)], now)).toBe("Nobody is planned after you.");
    expect(whatComesNext([shift(-2, 2, { endsLater: true })], now)).toBe("It has no end in sight.");
  });

  it("names no beginning that it does not know", () => {
    expect(sinceWords({ from: at(-2), startsEarlier: false })).toMatch(/^since \w{3} \d+ \w{3} \d\d:\d\d$/);
    expect(sinceWords({ from: at(-900), startsEarlier: true })).toBe("for a long time");
  });

  it("says when it begins, and after whom", () => {
    const next = [shift(-4, -1), shift(3, 5, { before: [person("Ben Sato")] })];
    expect(whatIsSo(next, now)).toBe("You are not on call now.");
    expect(whatComesNext(next, now)).toMatch(/^You begin in 3 h, \d\d:\d\d, after Ben Sato\.$/);
    expect(whatComesNext([], now)).toBe("You have no shift in the next 90 days.");
  });
});

it("Reminders that somebody set elsewhere can be seen and taken away here", () => {
  expect(reminderChoices([90, 60]).map(({ minutes }) => minutes)).toEqual([10_080, 2_880, 1_440, 240, 90, 60, 15]);
});

it("What makes no sense in the address is left out", () => {
  expect(readMyOnCallSearch({ schedule: "web", ready: "2026-11-23T08:00:00.000Z" })).toEqual({ schedule: "web", ready: "2026-11-23T08:00:00.000Z" });
  expect(readMyOnCallSearch({ schedule: 3, ready: "soon" })).toEqual({});
});
