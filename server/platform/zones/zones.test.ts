import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { instantOf, offsetAt, toInstant, toWallClock } from "../../values/zone.ts";
import { weekdays } from "../../values/civil.ts";
import { isKnownZone, zoneNamed } from "./zones.ts";

const names = [
  ...["UTC", "Europe/Berlin", "Europe/Dublin", "Europe/London", "Europe/Kyiv", "Europe/Istanbul", "Europe/Lisbon", "Atlantic/Azores"],
  ...["America/Chicago", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Boa_Vista", "America/Havana", "America/Nuuk"],
  ...["America/Santiago", "Africa/Casablanca", "Africa/Cairo", "Africa/Monrovia", "Asia/Gaza", "Asia/Tehran", "Asia/Kathmandu", "Asia/Tokyo"],
  ...["Asia/Pyongyang", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Chatham", "Pacific/Apia", "Pacific/Norfolk", "Antarctica/Troll"],
  ...["Antarctica/Casey", "Etc/GMT+12", "Pacific/Kiritimati"],
];

const anyZone = fc.constantFrom(...names).map(zoneNamed);
const anyInstant = fc.integer({ min: 0, max: Date.UTC(2100, 11, 31) / 1_000 }).map((seconds) => seconds * 1_000);

/** An instant within two days of a transition where the zone has one. */
const nearTransition = fc.tuple(anyZone, fc.nat(), fc.integer({ min: -172_800, max: 172_800 })).map(([zone, pick, seconds]) => {
  const { at } = zone.transitions[pick % zone.transitions.length] ?? { at: 0 };
  return { zone, at: Math.max(0, at + seconds * 1_000) };
});

function clockOf(name: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
}

/** The first instant whose clock shows the time, or the end of the gap that skips it. */
function firstInstantOf(name: string, time: Temporal.PlainDateTime): number {
  const earlier = time.toZonedDateTime(name, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(time)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.NaN;
}

describe("zones built from Intl", () => {
  it("stand at the offset that Temporal gives, anywhere from 1970 to 2100", () => {
    const instants = fc.oneof(nearTransition, fc.record({ zone: anyZone, at: anyInstant }));
    fc.assert(
      fc.property(instants, ({ zone, at }) => {
        expect(offsetAt(zone, at) * 1e9).toBe(clockOf(zone.name, at).offsetNanoseconds);
      }),
      { numRuns: 1_500 },
    );
  });

  it("show the clock that Temporal shows", () => {
    fc.assert(
      fc.property(nearTransition, ({ zone, at }) => {
        const { year, month, day, hour, minute, second, dayOfWeek } = clockOf(zone.name, at);
        expect(toWallClock(zone, at)).toEqual({ year, month, day, hour, minute, second, weekday: weekdays[dayOfWeek - 1] });
      }),
      { numRuns: 500 },
    );
  });

  it("find the first instant of a wall time, be it repeated or skipped", () => {
    fc.assert(
      fc.property(nearTransition, fc.integer({ min: -7_200, max: 7_200 }), ({ zone, at }, seconds) => {
        const time = clockOf(zone.name, at).toPlainDateTime().add({ seconds });
        const { year, month, day, hour, minute, second } = time;
        expect(toInstant(zone, { year, month, day, hour, minute, second })).toBe(firstInstantOf(zone.name, time));
      }),
      { numRuns: 1_000 },
    );
  });

  it("never give a later wall time an earlier instant", () => {
    fc.assert(
      fc.property(nearTransition, fc.nat(14_400), ({ zone, at }, seconds) => {
        expect(instantOf(zone, at + seconds * 1_000)).toBeGreaterThanOrEqual(instantOf(zone, at));
      }),
    );
  });

  it.each([
    ["America/Boa_Vista", "2000-10-01T12:00Z"],
    ["Asia/Gaza", "2040-10-05T12:00Z"],
    ["Asia/Gaza", "2072-10-05T12:00Z"],
  ])("hold in %s what lasts a single week", (name, from) => {
    const noons = Array.from({ length: 40 }, (_, day) => Date.parse(from) + day * 86_400_000);
    const expected = noons.map((noon) => clockOf(name, noon).offsetNanoseconds / 1e9);
    expect(noons.map((noon) => offsetAt(zoneNamed(name), noon))).toEqual(expected);
  });

  it("hold a change that does not fall on a full minute", () => {
    expect(zoneNamed("Africa/Monrovia").transitions).toEqual([
      { at: 0, offset: -2_670 },
      { at: Date.parse("1972-01-07T00:44:30Z"), offset: 0 },
    ]);
  });

  it("are built once", () => {
    expect(zoneNamed("Europe/Berlin")).toBe(zoneNamed("Europe/Berlin"));
  });

  it("are known by name only", () => {
    expect(["Europe/Berlin", "UTC", "Pacific/Chatham"].map(isKnownZone)).toEqual([true, true, true]);
    expect(["Europe/Atlantis", "", "+02:00", "berlin"].map(isKnownZone)).toEqual([false, false, false, false]);
    expect(() => zoneNamed("Europe/Atlantis")).toThrow("Not a time zone: Europe/Atlantis");
  });
});
