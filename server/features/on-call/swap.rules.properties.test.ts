import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal } from "../../values/refusal.ts";
import { shifts } from "./shift.rules.ts";
import { handed, whyNotHand, type Handing, type Roster } from "./swap-judge.rules.ts";
import { hoursText } from "./swap-wording.rules.ts";

const hour = 3_600_000;
const people = ["a", "b", "c", "d"];
const start = Date.parse("2026-11-16T00:00:00Z");
const hours = 14 * 24;
const rest = 11;

/** Two schedules of one escalation and one beside them, with gaps and short rests of their own. */
function rosterOf(orders: readonly (readonly string[])[], turns: readonly number[], absent: readonly { personId: string; from: number; length: number }[]): Roster {
  const schedules = orders.map((order, place) => ({
    id: `s${place}`,
    name: null,
    zone: "UTC",
    layers: [{ people: order, starts: "2026-11-16T00:00", turn: { amount: turns[place] ?? 12, unit: "h" as const }, ...(place === 2 ? { hours: [{ days: ["mon", "tue", "thu", "sat"] as const, from: "08:00", to: "22:00" }] } : {}) }],
    overrides: [],
  }));
  const absences = absent.map(({ personId, from, length }) => ({ personId, from: start + from * hour, to: start + (from + length) * hour }));
  return { schedules, apart: [["s0", "s1"]], absences, rest: rest * hour, zoneOf: zoneNamed, nameOf: (id) => id };
}

/** Hour by hour who is on call where: an oracle that knows nothing of spans. */
function grid({ schedules, zoneOf }: Roster): string[][][] {
  return schedules.map((schedule) => {
    const found = shifts(schedule, start - 24 * hour, start + (hours + 24) * hour, zoneOf(schedule.zone));
    return Array.from({ length: hours }, (_, at) => found.filter(({ from, to }) => from <= start + at * hour && start + at * hour < to).map(({ personId }) => personId));
  });
}

const isOn = (places: string[][][], person: string, at: number) => places.some((rows) => rows[at]?.includes(person) ?? false);

/** Runs of hours off call between two of on call that are too short. */
function shortRests(places: string[][][], person: string): [number, number][] {
  const found: [number, number][] = [];
  let last = -1;
  for (let at = 0; at < hours; at += 1) {
    if (!isOn(places, person, at)) continue;
    if (last >= 0 && at - last > 1 && at - last - 1 < rest) found.push([last + 1, at]);
    last = at;
  }
  return found;
}

const orders = fc.array(fc.shuffledSubarray(people, { minLength: 2 }), { minLength: 3, maxLength: 3 });
const turns = fc.array(fc.constantFrom(8, 12, 24, 36), { minLength: 3, maxLength: 3 });
const wishes = fc.array(
  fc.record({ schedule: fc.nat(2), at: fc.integer({ min: 30, max: hours - 60 }), length: fc.integer({ min: 1, max: 26 }), taker: fc.constantFrom(...people), back: fc.option(fc.record({ schedule: fc.nat(2), at: fc.integer({ min: 30, max: hours - 60 }), length: fc.integer({ min: 1, max: 26 }) }), { nil: null }) }),
  { minLength: 1, maxLength: 12 },
);
const absences = fc.array(fc.record({ personId: fc.constantFrom(...people), from: fc.integer({ min: 0, max: hours }), length: fc.integer({ min: 1, max: 60 }) }), { maxLength: 3 });

/** As long as one person holds the schedule from that hour on, at most so long. */
function turnAt(places: string[][][], schedule: number, at: number, length: number): { holder: string; to: number } | null {
  const holder = places[schedule]?.[at]?.[0];
  if (holder === undefined) return null;
  let to = at;
  while (to < at + length && places[schedule]?.[to]?.includes(holder)) to += 1;
  return { holder, to };
}

describe("any sequence of swaps that are accepted", () => {
  it("makes no gap, no person twice in one escalation, no clash with an absence and no short rest that was not there before", () => {
    let accepted = 0;
    fc.assert(
      fc.property(orders, turns, wishes, absences, (order, lengths, asked, away) => {
        let roster = rosterOf(order, lengths, away);
        for (const { schedule, at, length, taker, back } of asked) {
          const before = grid(roster);
          const turn = turnAt(before, schedule, at, length);
          if (!turn) continue;
          const given: Handing = { scheduleId: `s${schedule}`, from: start + at * hour, to: start + turn.to * hour, giverId: turn.holder, takerId: taker };
          const returned = back && turnAt(before, back.schedule, back.at, back.length);
          const more: Handing[] = back && returned && returned.holder === taker ? [{ scheduleId: `s${back.schedule}`, from: start + back.at * hour, to: start + returned.to * hour, giverId: taker, takerId: turn.holder }] : [];
          if (isRefusal(whyNotHand([given, ...more], roster))) continue;
          accepted += 1;
          const next = handed([given, ...more], roster);
          const after = grid(next);
          check(before, after, next);
          roster = next;
        }
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

function check(before: string[][][], after: string[][][], roster: Roster): void {
  for (let at = 0; at < hours; at += 1) {
    for (const [place, rows] of after.entries()) {
      if (rows[at]?.length === 0) expect(before[place]?.[at]).toEqual([]);
    }
    for (const person of people) {
      const isNew = isOn(after, person, at) && !isOn(before, person, at);
      const isOnBoth = (places: string[][][]) => [0, 1].every((place) => places[place]?.[at]?.includes(person));
      if (isOnBoth(after)) expect(isOnBoth(before)).toBe(true);
      if (isNew) expect(roster.absences.some((one) => one.personId === person && one.from <= start + at * hour && start + at * hour < one.to)).toBe(false);
    }
  }
  for (const person of people) {
    const taken = (at: number) => isOn(after, person, at) && !isOn(before, person, at);
    const fresh = shortRests(after, person).filter(([from, to]) => taken(from - 1) || taken(to));
    expect(fresh).toEqual([]);
  }
}

describe("a part of one's own turn that is given away", () => {
  it("is relief, no short rest", () => {
    const roster = rosterOf([["a", "b"], ["c", "d"], ["c", "d"]], [24, 24, 24], []);
    const middle = { scheduleId: "s0", from: start + 58 * hour, to: start + 62 * hour, giverId: "a", takerId: "b" };
    expect(whyNotHand([middle], roster)).toMatchObject({ code: "swap.rest", reason: expect.stringMatching(/^b would rest 10 h/) });
    const beside = { ...middle, takerId: "nobody on call" };
    expect(whyNotHand([beside], roster)).toBeNull();
  });
});

describe("lengths in words", () => {
  it.each([[10 * hour, "10 h"], [10.99 * hour, "10.5 h"], [hour, "1 h"], [hour - 1, "59 min"], [hour / 3, "20 min"]])("are never longer than they are", (length, words) => expect(hoursText(length)).toBe(words));
});
