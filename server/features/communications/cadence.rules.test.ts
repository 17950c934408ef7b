import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSource } from "../../platform/config-document/read-source.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toWallClock } from "../../values/zone.ts";
import { processSchema } from "../process/process.document.ts";
import { usualProcess } from "../process/process.rules.ts";
import { cadenceRules, firstUpdateBox, nextTime, nextUpdateAt, shortestOf, tellingRole } from "./cadence.rules.ts";
import { offsetWords, timeWords } from "./clock-words.rules.ts";

const acme = readSource(readFileSync("examples/acme.yaml", "utf8"), "yaml") as { value: { process: unknown } };
const process = processSchema.parse(acme.value.process);
const minute = 60_000;
const hour = 60 * minute;
const berlin = zoneNamed("Europe/Berlin");
const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();

function cadenceOf(audienceId: string, severity: string | null, priority: string | null) {
  const shortest = shortestOf(cadenceRules(process, { severity, priority }, audienceId));
  return shortest && [shortest.everyMilliseconds / hour, shortest.isOnTheHour];
}

describe("the cadence of an audience", () => {
  it.each([
    ["executives", "sev1", "p1", [1, true]],
    ["executives", "sev2", "p1", [2, false]],
    ["executives", "sev2", "p2", [4, false]],
    ["executives", "sev0", "p4", [1, true]],
    ["support", "sev1", "p1", [1, false]],
    ["support", "sev3", "p1", [2, false]],
    ["support", "sev2", "p2", [4, false]],
    ["support", "sev4", "p3", [8, false]],
    ["customers", "sev1", "p2", [1, true]],
    ["customers", "sev2", "p2", null],
    ["legal-finance", "sev0", "p1", null],
    ["team/payments", "sev1", "p1", null],
    ["support", null, "p1", [2, false]],
    ["executives", null, null, null],
  ])("%s at %s × %s is the shortest that names it", (audienceId, severity, priority, expected) => {
    expect(cadenceOf(audienceId, severity, priority)).toEqual(expected);
  });

  it("on the hour is the last full hour of the organization's clock before its length is over", () => {
    const hourly = { everyMilliseconds: hour, isOnTheHour: true };
    expect(iso(nextTime(hourly, at("2026-11-19T13:47:00Z"), berlin))).toBe("2026-11-19T14:00:00.000Z");
    expect(iso(nextTime(hourly, at("2026-11-19T14:00:00Z"), berlin))).toBe("2026-11-19T15:00:00.000Z");
    expect(iso(nextTime({ ...hourly, everyMilliseconds: 4 * hour }, at("2026-11-19T13:47:00Z"), berlin))).toBe("2026-11-19T17:00:00.000Z");
  });

  it("on the hour of a clock that stands at the half is at the half of ours", () => {
    const hourly = { everyMilliseconds: hour, isOnTheHour: true };
    expect(iso(nextTime(hourly, at("2026-11-19T13:47:00Z"), zoneNamed("Asia/Kolkata")))).toBe("2026-11-19T14:30:00.000Z");
    expect(iso(nextTime(hourly, at("2026-11-19T13:47:00Z"), zoneNamed("Asia/Kathmandu")))).toBe("2026-11-19T14:15:00.000Z");
  });

  it("shorter than an hour takes a full hour only where one lies within, and is never stretched", () => {
    const often = { everyMilliseconds: 15 * minute, isOnTheHour: true };
    expect(iso(nextTime(often, at("2026-11-19T13:20:00Z"), berlin))).toBe("2026-11-19T13:35:00.000Z");
    expect(iso(nextTime(often, at("2026-11-19T13:50:00Z"), berlin))).toBe("2026-11-19T14:00:00.000Z");
  });

  it("never rings before now nor after its length, whatever the clock, and on the hour where it can", () => {
    const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Chatham"].map(zoneNamed);
    const anyRhythm = fc.record({ everyMilliseconds: fc.integer({ min: 1, max: 72 * 60 }).map((minutes) => minutes * minute), isOnTheHour: fc.boolean() });
    fc.assert(
      fc.property(anyRhythm, fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") }), fc.constantFrom(...zones), (rhythm, start, zone) => {
        const next = nextTime(rhythm, start, zone);
        expect(next).toBeGreaterThan(start);
        expect(next).toBeLessThanOrEqual(start + rhythm.everyMilliseconds);
        if (rhythm.isOnTheHour && rhythm.everyMilliseconds >= 2 * hour) expect(toWallClock(zone, next).minute).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("of the next update is the first clock that rings; without a rhythm there is none", () => {
    const rules = cadenceRules(process, { severity: "sev1", priority: "p1" }, "support");
    expect(nextUpdateAt(rules, 0, berlin)).toBe(hour);
    expect(nextUpdateAt([], 0, berlin)).toBeNull();
  });
});

describe("the first update", () => {
  it("has the time box of its severity, else the default, else none", () => {
    expect([firstUpdateBox(process, "sev1"), firstUpdateBox(process, "sev2"), firstUpdateBox(process, null)]).toEqual([30 * minute, 2 * hour, 2 * hour]);
    expect(firstUpdateBox(usualProcess, "sev1")).toBeNull();
  });

  it("is owed by the role that the rule names, else by the one that communicates, else by command", () => {
    expect(tellingRole(process, cadenceRules(process, { severity: "sev1", priority: "p1" }, "executives"))).toBe("communications-lead");
    expect(tellingRole(usualProcess, [])).toBe("communications-lead");
    expect(tellingRole({ ...usualProcess, roles: usualProcess.roles.slice(0, 1) }, [])).toBe("incident-commander");
  });
});

describe("a time in words", () => {
  it("is that of the reader's clock, with the day where it is another", () => {
    const now = at("2026-11-19T13:47:00Z");
    expect(timeWords(berlin, at("2026-11-19T14:19:00Z"), now)).toBe("15:19 (UTC+1)");
    expect(timeWords(zoneNamed("Asia/Kolkata"), at("2026-11-19T19:00:00Z"), now)).toBe("00:30 on 20 November (UTC+5:30)");
    expect(timeWords(zoneNamed("America/New_York"), at("2027-01-01T06:00:00Z"), now)).toBe("01:00 on 1 January 2027 (UTC−5)");
    expect(offsetWords(zoneNamed("UTC"), now)).toBe("UTC");
  });
});
