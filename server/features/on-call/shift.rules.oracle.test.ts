import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Layer, Override, Schedule, TurnUnit } from "./index.ts";
import { gaps, shifts } from "./index.ts";
import { note } from "../../../reliability/figures.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";

const oracle = new URL("../../../fakes/peers/zone-oracle.py", import.meta.url).pathname;
const isThere = spawnSync("python3", ["-c", "import zoneinfo; zoneinfo.ZoneInfo('Europe/Berlin')"]).status === 0;
if (!isThere) process.stderr.write("Skipped: python3 with its zoneinfo is not here, so there is no other clock to compare with\n");

const zones = [
  ...["Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza", "America/Nuuk", "Europe/Dublin"],
  ...["Europe/Berlin", "America/New_York", "America/Chicago", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "America/Santiago", "America/Asuncion"],
  ...["Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Beirut", "Asia/Amman", "Europe/London", "Europe/Lisbon", "Europe/Istanbul"],
  ...["Australia/Adelaide", "Pacific/Auckland", "Africa/Cairo", "UTC"],
];
const hour = 3_600_000;
const from = Date.UTC(2018, 0, 1);
const years = 6;
const probes = 1_900;

/** The same numbers in every run, so that a mismatch can be looked at again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}


const layer = (part: Partial<Layer> & { turn: Layer["turn"] }): Layer => ({ people: ["ana", "ben", "cy"], starts: "2017-12-04T09:00", ...part });

/** Turns of every unit, N-hourly ones too, whole weeks and windows, by day, by night and in the hours in which clocks change. */
const shapes: Layer[][] = [
  [layer({ turn: { amount: 1, unit: "d" }, starts: "2017-12-04T02:30" })],
  [layer({ turn: { amount: 1, unit: "w" }, starts: "2017-12-03T00:00" }), layer({ people: ["dana"], turn: { amount: 1, unit: "d" }, priority: 1, hours: [{ days: ["sat", "sun"], from: "22:00", to: "06:30" }] })],
  [layer({ people: [["ana", "ben"], ["cy"], []], turn: { amount: 7, unit: "h" }, starts: "2017-12-04T01:15" }), layer({ people: ["elif"], turn: { amount: 1, unit: "mo" }, ends: "2021-03-28T02:30" })],
  [layer({ turn: { amount: 2, unit: "d" }, hours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "01:30", to: "02:45" }, { days: ["sun"], from: "23:45", to: "03:00" }] }), layer({ people: ["dana", "elif"], turn: { amount: 1, unit: "mo" }, starts: "2017-01-31T00:30" })],
];

const whole: Layer[] = [layer({ turn: { amount: 12, unit: "h" }, starts: "2017-12-04T02:30" })];

function overridesOf(random: () => number): Override[] {
  return Array.from({ length: 12 }, (_, place): Override => {
    const begins = from + Math.floor(random() * years * 365 * 24) * hour;
    const span = { id: String(place), from: begins, to: begins + Math.ceil(random() * 400) * hour };
    if (place % 3 === 0) return { ...span, kind: "add", person: "gil" };
    if (place % 3 === 1) return { ...span, kind: "replace", person: "hana", replaces: "ana" };
    return { ...span, kind: "temporary", person: null, shifts: [{ person: "iris", from: begins + hour, to: begins + 9 * hour }] };
  });
}

/** Moments all over the years, and many close around every change of the clock. */
function instantsOf(zone: string, random: () => number): number[] {
  const changes = zoneNamed(zone).transitions.map(({ at }) => at).filter((at) => at > from && at < from + years * 365 * 24 * hour);
  return Array.from({ length: probes }, (_, place) => {
    const change = changes[place % Math.max(1, changes.length)];
    if (place % 2 === 0 || change === undefined) return Math.floor((from + random() * years * 365 * 24 * hour) / 60_000) * 60;
    return Math.floor((change + (random() - 0.5) * 8 * hour) / 60_000) * 60;
  });
}

interface Case {
  schedule: Schedule;
  instants: number[];
}

const cases: Case[] = zones.flatMap((zone, number) =>
  shapes.map((layers, place): Case => {
    const random = chance(number * 100 + place + 1);
    return { schedule: { id: `${zone}/${place}`, zone, layers, overrides: overridesOf(random) }, instants: instantsOf(zone, random) };
  }),
);

/** In the words of the other clock: seconds, and nothing left unsaid. */
function told({ schedule: { zone, layers, overrides }, instants }: Case): object {
  const seconds = (at: number) => at / 1_000;
  return {
    zone,
    instants,
    layers: layers.map(({ people, starts, ends = null, turn, hours = [], priority = 0 }) => ({ people: people.map((one) => [one].flat()), starts, ends, amount: turn.amount, unit: turn.unit satisfies TurnUnit, hours, priority })),
    overrides: overrides.map((one) => ({
      ...one, from: seconds(one.from), to: seconds(one.to), ...(one.kind === "temporary" ? { shifts: one.shifts.map((shift) => ({ ...shift, from: seconds(shift.from), to: seconds(shift.to) })) } : {}),
    })),
  };
}

function asked(flags: string[], some: readonly Case[]): string[][] {
  const { stdout, stderr, status } = spawnSync("python3", [oracle, ...flags], { input: JSON.stringify({ schedules: some.map(told) }), maxBuffer: 1e9, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}

/** The shifts of the six years, read off at each moment. */
function ours({ schedule, instants }: Case): string[] {
  const held = shifts(schedule, from - 24 * hour, from + (years * 365 + 2) * 24 * hour, zoneNamed(schedule.zone));
  const order = [...instants.keys()].sort((a, b) => (instants[a] ?? 0) - (instants[b] ?? 0));
  const answers: string[] = [];
  let open: typeof held = [];
  let next = 0;
  for (const place of order) {
    const at = (instants[place] ?? 0) * 1_000;
    for (let shift = held[next]; shift && shift.from <= at; shift = held[next]) {
      open.push(shift);
      next += 1;
    }
    open = open.filter(({ to }) => to > at);
    answers[place] = open.map(({ personId }) => personId).sort().join(" ");
  }
  return answers;
}

function mismatches(some: readonly Case[], others: readonly string[][]): string[] {
  return some.flatMap((one, number) => {
    const mine = ours(one);
    return one.instants.flatMap((at, place) => (mine[place] === others[number]?.[place] ? [] : [`${one.schedule.id} at ${new Date(at * 1_000).toISOString()}: ${mine[place]} here, ${others[number]?.[place]} there`]));
  });
}

describe.skipIf(!isThere)("who is on call, through every change of the clock", () => {
  it("is what another program says by another copy of the time zones, 200,000 times", { timeout: 120_000 }, () => {
    const instants = cases.reduce((sum, { instants }) => sum + instants.length, 0);
    const zonesAsked = new Set(cases.map(({ schedule }) => schedule.zone)).size;
    const found = mismatches(cases, asked([], cases));
    note(
      { test: "R10", measure: "instants, zones", value: `${instants}, ${zonesAsked}`, target: "at least 200,000, 24", isMet: instants >= 200_000 && zonesAsked >= 24 },
      { test: "R10", measure: "mismatches with another program's clock", value: found.length, target: "0", isMet: found.length === 0 },
    );
    expect(instants).toBeGreaterThan(200_000);
    expect(zonesAsked).toBeGreaterThanOrEqual(24);
    expect(found.slice(0, 5)).toEqual([]);
  });

  it("would not be so for a program that adds 86,400 seconds where a day on the clock is meant", { timeout: 60_000 }, () => {
    const some = cases.filter(({ schedule }) => schedule.id === "Europe/Berlin/0");
    expect(mismatches(some, asked(["--add-86400-seconds"], some)).length).toBeGreaterThan(0);
  });

  it("has no gap and no two at once in turns that go around the clock", () => {
    for (const zone of zones) {
      const schedule: Schedule = { id: zone, zone, layers: whole, overrides: [] };
      const to = from + years * 365 * 24 * hour;
      expect(gaps(schedule, from, to, zoneNamed(zone))).toEqual([]);
      const all = shifts(schedule, from, to, zoneNamed(zone));
      expect(all.every((shift, place) => place === 0 || shift.from === all[place - 1]?.to)).toBe(true);
    }
  });
});
