import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { weekdays } from "../../values/civil.ts";
import { momentAt, planSchedule } from "../on-call/moment.rules.ts";
import type { Hours, Layer, Override } from "../on-call/schedule.rules.ts";
import type { CoverageFacts, CoveredSchedule, Span } from "./coverage-facts.rules.ts";
import { judgeCoverage } from "./coverage.rules.ts";

const minute = 60_000;
/** Five days with the night in which clocks of Europe turn back. */
const from = Date.UTC(2026, 9, 23, 7, 13);
const minutes = 5 * 24 * 60;
const to = from + minutes * minute;
const people = ["amara", "ben", "chidi"];
const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];

const person = fc.constantFrom(...people);
const timeOfDay = fc.tuple(fc.nat(23), fc.constantFrom("00", "30")).map(([hour, half]) => `${String(hour).padStart(2, "0")}:${half}`);
const hours: fc.Arbitrary<Hours> = fc.record({ days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), from: timeOfDay, to: timeOfDay });
const layer: fc.Arbitrary<Layer> = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 3 }),
  starts: fc.tuple(fc.constantFrom("2026-09-07", "2026-10-20", "2026-10-26"), timeOfDay).map(([date, time]) => `${date}T${time}`),
  turn: fc.record({ amount: fc.integer({ min: 1, max: 3 }), unit: fc.constantFrom("h" as const, "d" as const, "w" as const, "mo" as const) }),
  hours: fc.array(hours, { maxLength: 2 }),
  priority: fc.nat(1),
});

function overrideAt(place: number): fc.Arbitrary<Override> {
  const span = fc.tuple(fc.integer({ min: -500, max: minutes }), fc.integer({ min: 1, max: 2_000 })).map(([begins, length]) => ({ from: from + begins * minute, to: from + (begins + length) * minute }));
  const change = fc.oneof(
    fc.record({ kind: fc.constant("remove" as const), person: fc.option(person) }),
    fc.record({ kind: fc.constant("add" as const), person }),
    fc.record({ kind: fc.constant("replace" as const), person, replaces: fc.option(person) }),
  );
  return fc.tuple(span, change).map(([when, what]) => ({ id: `override ${place}`, ...when, ...what }));
}

const schedules = fc
  .array(fc.record({ zone: fc.constantFrom(...zones), layers: fc.array(layer, { maxLength: 2 }), overrides: fc.tuple(overrideAt(0), overrideAt(1)).chain((all) => fc.subarray(all)) }), { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one, place): CoveredSchedule => ({ ...one, id: `schedule-${place}`, name: `Schedule ${place}`, clock: zoneNamed(one.zone) })));

function factsOf(all: readonly CoveredSchedule[]): CoverageFacts {
  return {
    from,
    to,
    restHours: 11,
    sendsMail: true,
    people: new Map(people.map((id) => [id, id])),
    unreachable: new Set(),
    absences: [],
    schedules: all,
    teams: [],
    roles: [],
    policies: [{ id: "all", name: "All", steps: all.map(({ id }) => [`schedule/${id}`]), asks: [] }],
    services: [{ id: "shop", name: "Shop", teamId: null, policyId: "all", experts: [] }],
    joinsManagers: false,
  };
}

/** Which minutes of the span lie in one of the spans, minute by minute. */
function minutesIn(spans: readonly Span[]): boolean[] {
  const found = Array.from({ length: minutes }, () => false);
  for (const span of spans) found.fill(true, (span.from - from) / minute, (span.to - from) / minute);
  return found;
}

/** The first minute of which the report says something else than asking does; -1: none. */
function differs(told: readonly boolean[], ask: (at: number) => boolean): number {
  return told.findIndex((isSo, at) => isSo !== ask(at));
}

/** Who is on call, asked for anew every minute. */
function sampled(schedule: CoveredSchedule): string[][] {
  const plan = planSchedule(schedule, schedule.clock);
  return Array.from({ length: minutes }, (_, place) => momentAt(plan, from + place * minute).onCall.map(({ personId }) => personId));
}

describe("whatever the schedules, the report agrees with asking every minute", () => {
  it("about where nobody is on call, in which steps, and where a step has nobody new", () => {
    fc.assert(
      fc.property(schedules, (all) => {
        const { findings, strips } = judgeCoverage(factsOf(all));
        const asked = all.map(sampled);
        const stepsAt = (place: number) => asked.map((one) => one[place] ?? []);
        all.forEach(({ id }, place) => {
          const gaps = findings.filter((finding) => finding.kind === "gap" && finding.id.endsWith(`:${id}`)).flatMap(({ occurrences }) => occurrences);
          expect(differs(minutesIn(gaps), (at) => asked[place]?.[at]?.length === 0)).toBe(-1);
        });
        const holes = (kind: string) => minutesIn(strips[0]?.holes.filter((hole) => hole.kind === kind) ?? []);
        expect(differs(holes("nobody"), (at) => stepsAt(at).every((step) => step.length === 0))).toBe(-1);
        expect(differs(holes("empty-step"), (at) => stepsAt(at).some((step) => step.length === 0) && stepsAt(at).some((step) => step.length > 0))).toBe(-1);
        expect(differs(holes("nobody-new"), (at) => stepsAt(at).every((step) => step.length > 0) && stepsAt(at).some(isNobodyNew))).toBe(-1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

function isNobodyNew(step: readonly string[], place: number, steps: readonly (readonly string[])[]): boolean {
  return step.every((one) => steps.slice(0, place).flat().includes(one));
}
