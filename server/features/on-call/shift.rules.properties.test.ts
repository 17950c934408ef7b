import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { weekdays } from "../../values/civil.ts";
import type { Zone } from "../../values/zone.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { FixedShift, Hours, Layer, Override, Schedule, Temporary, Turn } from "./schedule.rules.ts";
import { farthestLook, gaps, layerShifts, shifts, whoIsOnCall } from "./shift.rules.ts";

const names = [
  ...["UTC", "Europe/Berlin", "Europe/Dublin", "Europe/London", "Europe/Lisbon", "Europe/Kyiv", "Atlantic/Azores", "America/Chicago"],
  ...["America/New_York", "America/St_Johns", "America/Sao_Paulo", "America/Havana", "America/Nuuk", "America/Santiago", "Africa/Casablanca"],
  ...["Africa/Cairo", "Asia/Gaza", "Asia/Tehran", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Pyongyang", "Australia/Lord_Howe", "Australia/Adelaide"],
  ...["Pacific/Chatham", "Pacific/Apia", "Pacific/Norfolk", "Antarctica/Troll", "Antarctica/Casey"],
];

const hour = 3_600_000;
const day = 24 * hour;
const people = ["ada", "ben", "cy", "dee"];

/** The wall clock of the zone rounded to half an hour, as schedules write it. */
function written(zone: Zone, at: number): string {
  const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.name).toPlainDateTime();
  return clock.round({ smallestUnit: "minute", roundingIncrement: 30 }).toString({ smallestUnit: "minute" });
}

const timeOfDay = fc.integer({ min: 0, max: 47 }).map((half) => `${String(half >> 1).padStart(2, "0")}:${half % 2 ? "30" : "00"}`);
const anyHours: fc.Arbitrary<Hours> = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  from: timeOfDay,
  to: timeOfDay,
});
const anyTurn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 36 }), unit: fc.constant("h" as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 4 }), unit: fc.constantFrom("d" as const, "w" as const, "mo" as const) }),
);
const turnholder = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...people) }, { weight: 1, arbitrary: fc.subarray(people) });

/** A zone and an instant near one of its transitions, where it has some. */
const place = fc.tuple(fc.constantFrom(...names).map(zoneNamed), fc.nat(), fc.integer({ min: -72, max: 72 })).map(([zone, pick, hours]) => {
  const recent = zone.transitions.filter(({ at }) => at > Date.UTC(1990, 0, 1) && at < Date.UTC(2039, 0, 1));
  return { zone, near: (recent[pick % Math.max(1, recent.length)]?.at ?? Date.UTC(2026, 2, 29)) + hours * hour };
});

function anyLayer(zone: Zone, near: number): fc.Arbitrary<Layer> {
  return fc
    .record({
      people: fc.array(turnholder, { minLength: 1, maxLength: 4 }),
      before: fc.integer({ min: -1, max: 45 }),
      ends: fc.option(fc.integer({ min: 1, max: 20 }), { freq: 6 }),
      turn: anyTurn,
      hours: fc.array(anyHours, { maxLength: 2 }),
      priority: fc.constantFrom(0, 0, 0, 1),
    })
    .map(({ before, ends, ...layer }) => ({
      ...layer,
      starts: written(zone, near - before * day),
      ends: ends === null ? null : written(zone, near + ends * day),
    }));
}

function shift(person: fc.Arbitrary<string>, near: number): fc.Arbitrary<FixedShift> {
  return fc.tuple(person, fc.integer({ min: -96, max: 96 }), fc.integer({ min: 1, max: 72 })).map(([who, start, hours]) => ({ person: who, from: near + start * hour, to: near + (start + hours) * hour }));
}

function anyOverride(near: number): fc.Arbitrary<Override> {
  const person = fc.constantFrom(...people);
  const span = fc.record({ id: fc.uuid(), start: fc.integer({ min: -96, max: 96 }), hours: fc.integer({ min: 1, max: 72 }) });
  const kind = fc.oneof(
    fc.record({ kind: fc.constant("add" as const), person }),
    fc.record({ kind: fc.constant("remove" as const), person: fc.option(person, { freq: 5 }) }),
    fc.record({ kind: fc.constant("replace" as const), person, replaces: fc.option(person, { freq: 5 }) }),
    fc.record({ kind: fc.constant("temporary" as const), person: fc.constant(null), shifts: fc.array(shift(person, near), { maxLength: 3 }) }),
  );
  return fc.tuple(span, kind).map(([{ id, start, hours }, change]) => ({ id, ...change, from: near + start * hour, to: near + (start + hours) * hour }));
}

const situation = place.chain(({ zone, near }) =>
  fc.record({
    zone: fc.constant(zone),
    at: fc.integer({ min: -4 * 24 * 60, max: 4 * 24 * 60 }).map((minutes) => near + minutes * 60_000),
    schedule: fc.record({
      id: fc.constant("any"),
      zone: fc.constant(zone.name),
      layers: fc.array(anyLayer(zone, near), { minLength: 1, maxLength: 3 }),
      overrides: fc.array(anyOverride(near), { maxLength: 4 }),
    }),
  }),
);

/** What follows says once more, with Temporal and by plain search, what the rules say by arithmetic. */
function firstInstantOf(zone: string, time: Temporal.PlainDateTime): number {
  const earlier = time.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(time)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.NaN;
}

function hasHoursOn(layer: Layer, date: Temporal.PlainDateTime): boolean {
  const weekday = weekdays[date.dayOfWeek - 1] ?? "mon";
  return !layer.hours?.length || layer.hours.some(({ days }) => days.includes(weekday));
}

function nextHandoff(layer: Layer, starts: Temporal.PlainDateTime, turn: number): Temporal.PlainDateTime {
  const { amount, unit } = layer.turn;
  if (unit === "h") return starts.add({ hours: amount * turn });
  if (unit === "w") return starts.add({ weeks: amount * turn });
  if (unit === "mo") return starts.add({ months: amount * turn });
  let date = starts;
  for (let passed = hasHoursOn(layer, date) ? 0 : -1; passed < amount * turn; ) {
    date = date.add({ days: 1 });
    if (hasHoursOn(layer, date)) passed += 1;
  }
  return date;
}

function isWithinHours(layer: Layer, zone: string, at: number): boolean {
  if (!layer.hours?.length) return true;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return [-2, -1, 0, 1].some((ahead) => {
    const date = today.add({ days: ahead });
    return layer.hours?.some(({ days, from, to }) => {
      if (!days.includes(weekdays[date.dayOfWeek - 1] ?? "mon")) return false;
      const ends = (to > from ? date : date.add({ days: 1 })).toPlainDateTime(to);
      return firstInstantOf(zone, date.toPlainDateTime(from)) <= at && at < firstInstantOf(zone, ends);
    });
  });
}

function heldBy(layer: Layer, zone: string, at: number): readonly string[] {
  const starts = Temporal.PlainDateTime.from(layer.starts);
  if (at < firstInstantOf(zone, starts) || !isWithinHours(layer, zone, at)) return [];
  if (layer.ends && at >= firstInstantOf(zone, Temporal.PlainDateTime.from(layer.ends))) return [];
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const passed = starts.until(wall, { largestUnit: "hours" }).hours;
  const length = { h: 1, d: 7 * 24, w: 7 * 24, mo: 31 * 24 }[layer.turn.unit] * layer.turn.amount;
  let turn = Math.max(0, Math.floor(passed / length) - 2);
  while (firstInstantOf(zone, nextHandoff(layer, starts, turn + 1)) <= at) turn += 1;
  const holder = layer.people[turn % layer.people.length] ?? [];
  return typeof holder === "string" ? [holder] : holder;
}

function changeAll(on: Set<string>, { shifts: own }: Temporary, at: number): void {
  on.clear();
  for (const { person, from, to } of own) if (from <= at && at < to) on.add(person);
}

/** Takes away whoever the override takes away, then puts its person there if it does so. */
function change(on: Set<string>, override: Override, at: number): void {
  if (override.kind === "temporary") return changeAll(on, override, at);
  const leaving = override.kind === "add" ? undefined : override.kind === "remove" ? override.person : override.replaces;
  const steppedIn = override.kind === "add" || leaving === null || (leaving !== undefined && on.has(leaving));
  if (leaving === null) on.clear();
  else if (leaving !== undefined) on.delete(leaving);
  if (override.kind !== "remove" && steppedIn) on.add(override.person);
}

function plainly(schedule: Schedule, at: number): string[] {
  const held = schedule.layers.map((layer) => ({ priority: layer.priority ?? 0, on: heldBy(layer, schedule.zone, at) }));
  const highest = Math.max(...held.filter(({ on }) => on.length > 0).map(({ priority }) => priority));
  const on = new Set(held.filter(({ priority }) => priority === highest).flatMap((one) => one.on));
  for (const override of schedule.overrides) if (override.from <= at && at < override.to) change(on, override, at);
  return [...on].sort();
}

describe("in any zone, near any change of its clocks", () => {
  it("the people on call are those whom a plain reading with Temporal finds", () => {
    fc.assert(
      fc.property(situation, ({ schedule, zone, at }) => {
        const found = whoIsOnCall(schedule, at, zone).map(({ personId }) => personId);
        expect(found.sort()).toEqual(plainly(schedule, at));
      }),
      { numRuns: 400 },
    );
  });

  it("who is on call at an instant holds the shift that contains it, with its bounds and its reason", () => {
    fc.assert(
      fc.property(situation, ({ schedule, zone, at }) => {
        const from = at - farthestLook;
        const to = at + farthestLook;
        const holding = shifts(schedule, from, to, zone).filter((shift) => shift.from <= at && at < shift.to);
        const now = whoIsOnCall(schedule, at, zone);
        const bounds = now.map(({ personId, since, until }) => [personId, since ?? from, until ?? to]);
        expect(bounds.sort()).toEqual(holding.map((shift) => [shift.personId, shift.from, shift.to]).sort());
        for (const { personId, because } of now) {
          expect(holding.find((shift) => shift.personId === personId)?.because).toContainEqual(because);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("every instant of a span lies in a shift or in a gap, never in both", () => {
    fc.assert(
      fc.property(situation, ({ schedule, zone, at }) => {
        const [from, to] = [at - 5 * day, at + 5 * day];
        const covered = shifts(schedule, from, to, zone);
        const empty = gaps(schedule, from, to, zone);
        const edges = [...covered, ...empty].flatMap((stretch) => [stretch.from, stretch.to]);
        for (const edge of new Set([from, to - 1, ...edges.filter((one) => one < to), ...edges.map((one) => one - 1).filter((one) => one >= from)])) {
          const holds = (stretch: { from: number; to: number }) => stretch.from <= edge && edge < stretch.to;
          expect(covered.some(holds)).toBe(!empty.some(holds));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a span cut in two says the same as the whole", () => {
    fc.assert(
      fc.property(situation, ({ schedule, zone, at }) => {
        const list = (from: number, to: number) => shifts(schedule, from, to, zone).map((shift) => [shift.personId, shift.from, shift.to] as const);
        const whole = list(at - 6 * day, at + 6 * day);
        const halves = [...list(at - 6 * day, at), ...list(at, at + 6 * day)];
        const cut = whole.flatMap(([person, from, to]) => (from < at && at < to ? [[person, from, at], [person, at, to]] : [[person, from, to]]));
        expect(halves.map(String).sort()).toEqual(cut.map(String).sort());
      }),
      { numRuns: 200 },
    );
  });
});

describe("one layer around the clock", () => {
  const aroundTheClock = place.chain(({ zone, near }) =>
    fc.record({ zone: fc.constant(zone), near: fc.constant(near), starts: fc.integer({ min: 30, max: 60 }).map((days) => written(zone, near - days * day)), turn: anyTurn }),
  );
  const alone = (layer: Layer, zone: Zone): Schedule => ({ id: "any", zone: zone.name, layers: [layer], overrides: [] });

  it("has no gap and no overlap", () => {
    fc.assert(
      fc.property(aroundTheClock, ({ zone, near, ...layer }) => {
        const schedule = alone({ ...layer, people: ["ada", "ben"] }, zone);
        const [from, to] = [near - 20 * day, near + 20 * day];
        const found = shifts(schedule, from, to, zone);
        expect(gaps(schedule, from, to, zone)).toEqual([]);
        expect([found[0]?.from, found.at(-1)?.to]).toEqual([from, to]);
        for (const [place, shift] of found.entries()) expect(shift.to).toBe(found[place + 1]?.from ?? to);
        expect(layerShifts(schedule, 0, from, to, zone)).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });

  it("hands over at the wall clock of its start, or at the end of a gap that skips it", () => {
    fc.assert(
      fc.property(aroundTheClock, ({ zone, near, ...rest }) => {
        const layer = { ...rest, people: ["ada", "ben"] };
        const handed = shifts(alone(layer, zone), near - 20 * day, near + 20 * day, zone).slice(1);
        const starts = Temporal.PlainDateTime.from(layer.starts);
        const first = firstInstantOf(zone.name, starts);
        const expected = new Set<number>();
        for (let turn = 0, at = first; at <= near + 20 * day; turn += 1, at = firstInstantOf(zone.name, nextHandoff(layer, starts, turn))) expected.add(at);
        for (const { from } of handed) expect(expected).toContain(from);
      }),
      { numRuns: 60 },
    );
  });
});
