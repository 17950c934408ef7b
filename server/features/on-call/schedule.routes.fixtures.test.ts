import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { weekdays } from "../../values/civil.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule, type TestLayer } from "../../platform/testing/test-schedules.ts";
import type { OnCallView, ScheduleShiftsView } from "./contract.ts";
import { onCallRoutes } from "./index.ts";

const folder = join(process.env.MUSTER_FIXTURES ?? "../shared/fixtures", "schedules");
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: no recorded schedules in ${folder}\n`);

function casesOf<Case>(file: string): Case[] {
  return isThere ? (JSON.parse(readFileSync(join(folder, file), "utf8")) as { cases: Case[] }).cases : [];
}

const { call, clock, database } = await openTestApp(onCallRoutes);
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const exact = (text: string) => iso(Date.parse(text));
const units: Record<string, string> = { hourly: "h", daily: "d", weekly: "w", monthly: "mo" };
const longAgo = { starts: "2000-01-01T00:00", turn: "1d" };

interface Change {
  kind: "add" | "remove" | "replace";
  personId: string | null;
  replacesId?: string;
  from: string;
  to: string;
}

async function change(id: string, wish: Change): Promise<void> {
  await clock.set(Date.parse(wish.from) - hour);
  const { status, body } = await call(`POST /api/v1/schedules/${id}/overrides`, { as: "manager", body: wish });
  expect([status, body]).toEqual([201, body]);
}

async function shiftsOf(id: string, from: string, to: string): Promise<ScheduleShiftsView["items"]> {
  const { body } = await call<ScheduleShiftsView>(`GET /api/v1/schedules/${id}/shifts?from=${exact(from)}&to=${exact(to)}`, { as: "viewer" });
  return body.items;
}

async function onCallAt(id: string, at: string): Promise<string[]> {
  const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?at=${encodeURIComponent(at)}`, { as: "viewer" });
  const found = body.items.find(({ scheduleId }) => scheduleId === id);
  expect(found?.isGap).toBe(found?.people.length === 0);
  return (found?.people ?? []).map(({ personId }) => personId);
}

beforeAll(async () => {
  for (const id of ["u1", "u2", "u3", "foobar", "binbaz", "U", "V", "A", "B", "C", "D", "E"]) await addPerson(database, id);
});

interface Rule {
  start: string;
  end: string;
  days: string[] | "all";
}

const hoursOf = ({ start, end, days }: Rule) => ({ days: days === "all" ? weekdays : days.map((day) => day.slice(0, 3).toLowerCase()), from: start, to: end });

describe.skipIf(!isThere)("through the API, final schedules recorded from GoAlert", () => {
  interface Final {
    id: string;
    time_zone: string;
    now: string | null;
    window: { from: string; to: string };
    rules: (Rule & { target: { user?: string } })[];
    overrides: { add?: string; remove?: string; start: string; end: string }[];
    temporary_schedules: { start: string; end: string; shifts: { user: string; start: string; end: string }[] }[];
    expected_shifts: { user: string; start: string; end: string; cut_by_window: boolean }[];
  }
  const calculated = casesOf<Final>("goalert/final_schedule_with_overrides.json").filter(({ now, rules }) => now === null && rules.every(({ target }) => target.user));

  function changeOf({ add, remove, start, end }: Final["overrides"][number]): Change {
    const span = { from: start, to: end };
    if (add === undefined) return { kind: "remove", personId: remove ?? null, ...span };
    return remove === undefined ? { kind: "add", personId: add, ...span } : { kind: "replace", personId: add, replacesId: remove, ...span };
  }

  it.each(calculated)("$id", async (one) => {
    await addSchedule(database, one.id, one.time_zone, one.rules.map((rule) => ({ ...longAgo, people: [rule.target.user ?? ""], hours: [hoursOf(rule)] })));
    for (const override of one.overrides) await change(one.id, changeOf(override));
    for (const { start, end, shifts } of one.temporary_schedules) {
      await change(one.id, { kind: "remove", personId: null, from: start, to: end });
      for (const { user, ...span } of shifts) await change(one.id, changeOf({ add: user, ...span }));
    }
    const found = await shiftsOf(one.id, one.window.from, one.window.to);
    const expected = one.expected_shifts.map((shift) => [shift.user, exact(shift.start), exact(shift.end), shift.cut_by_window]);
    expect(found.map((shift) => [shift.personId, shift.from, shift.to, shift.endsLater])).toEqual(expected);
  });
});

describe.skipIf(!isThere)("through the API, behaviour recorded from GoAlert", () => {
  type Clocks = { clock: string; on_call: string[] }[];
  interface Behaviour {
    id: string;
    rules?: (Rule & { user: string })[];
    override?: { add: string };
    rotation?: { type: string; shift_length: number; users?: string[]; positions?: Record<string, number> };
    checks?: { after_hours: number; on_call: string[] }[];
    [when: string]: unknown;
  }
  const cases = casesOf<Behaviour>("goalert/behaviour_checks.json");

  it.each(cases.filter(({ rotation }) => rotation))("$id", async ({ id, rotation, checks = [] }) => {
    const positions = Object.entries(rotation?.positions ?? {}).sort(([, a], [, b]) => a - b);
    const people = rotation?.users ?? positions.map(([user]) => user);
    await addSchedule(database, id, "America/Chicago", [{ people, starts: "2026-11-02T09:00", turn: `${rotation?.shift_length ?? 1}${units[rotation?.type ?? ""] ?? "w"}` }]);
    for (const check of checks) expect(await onCallAt(id, iso(Date.parse("2026-11-02T15:00Z") + check.after_hours * hour))).toEqual(check.on_call);
  });

  it.each(cases.filter(({ override }) => override))("$id", async ({ id, rules = [], override, ...when }) => {
    await addSchedule(database, id, "America/Chicago", rules.map((rule) => ({ ...longAgo, people: [rule.user], hours: [hoursOf(rule)] })));
    await change(id, { kind: "add", personId: override?.add ?? "", from: "2026-11-04T09:00:00-06:00", to: "2026-11-08T09:00:00-06:00" });
    const days = { before: "2026-11-02", "during (3 days later)": "2026-11-05", "after (3 more days)": "2026-11-10" };
    for (const [stage, day] of Object.entries(days)) {
      for (const { clock: time, on_call } of when[stage] as Clocks) expect(await onCallAt(id, `${day}T${time}:00-06:00`)).toEqual(on_call);
    }
  });
});

describe.skipIf(!isThere)("through the API, rotations recorded from GoAlert", () => {
  interface Handoffs {
    id: string;
    time_zone: string;
    type: string;
    shift_length: number;
    rotation_start_local: string;
    expected_handoffs: string[];
  }
  const longest = 400 * 24 * hour;
  const shown = casesOf<Handoffs>("goalert/rotation_handoffs_dst.json").filter(({ expected_handoffs: [first = ""], expected_handoffs }) => Date.parse(expected_handoffs.at(-1) ?? "") - Date.parse(first) < longest);

  it.each(shown)("$id hands over when they do: $type × $shift_length in $time_zone", async (one) => {
    const longBefore = one.rotation_start_local.slice(0, 16);
    await addSchedule(database, one.id, one.time_zone, [{ people: ["u1", "u2"], starts: longBefore, turn: `${one.shift_length}${units[one.type] ?? "d"}` }]);
    const [first = "", ...others] = one.expected_handoffs;
    const found = await shiftsOf(one.id, first, others.at(-1) ?? "");
    const begun = found.map(({ from }) => from);
    // A layer has nobody before it starts, where a rotation counts its turns back.
    expect(begun.length).toBeGreaterThan(0);
    expect(begun).toEqual(one.expected_handoffs.map(exact).slice(-1 - begun.length, -1));
  });

  interface Bounds extends Omit<Handoffs, "rotation_start_local" | "expected_handoffs"> {
    rotation_start: string;
    at: string;
    expected_shift_start?: string;
    expected_shift_end: string;
  }
  const afterTheStart = casesOf<Bounds>("goalert/rotation_shift_bounds.json").filter(({ rotation_start, at }) => Date.parse(at) >= Date.parse(rotation_start));

  it.each(afterTheStart)("$id has their bounds at $at: $type × $shift_length", async (one) => {
    await addSchedule(database, one.id, one.time_zone, [{ people: ["u1", "u2"], starts: one.rotation_start.slice(0, 16), turn: `${one.shift_length}${units[one.type] ?? "d"}` }]);
    const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?at=${encodeURIComponent(one.at)}`, { as: "viewer" });
    const [person] = body.items.find(({ scheduleId }) => scheduleId === one.id)?.people ?? [];
    expect(person?.until).toBe(exact(one.expected_shift_end));
    if (one.expected_shift_start) expect(person?.since).toBe(exact(one.expected_shift_start));
  });
});

describe.skipIf(!isThere)("through the API, schedules recorded from Grafana OnCall", () => {
  interface Part {
    user: string;
    priority?: number;
    start_hour: number;
    hours: number;
  }
  interface Priorities {
    id: string;
    rotations: Part[];
    overrides: Part[];
    expected_without_gaps: Part[];
  }
  interface Swap {
    id: string;
    rotation: Part;
    swap: { from_hour: number; to_hour: number };
    expected: { from: number; to: number; flagged: boolean }[];
    on_call_in_flagged: { taken: string; not_taken: string };
  }
  const day = Date.parse("2026-11-02T00:00Z");
  const time = (hours: number) => `${String(hours % 24).padStart(2, "0")}:00`;
  const layerOf = ({ user, priority = 0, start_hour, hours }: Part): TestLayer => ({ ...longAgo, people: [user], priority, hours: [{ days: weekdays, from: time(start_hour), to: time(start_hour + hours) }] });
  const hoursSince = (text: string) => (Date.parse(text) - day) / hour;

  it.each(casesOf<Priorities>("grafana-oncall/final_schedule_priorities_overrides.json"))("$id", async (one) => {
    await addSchedule(database, one.id, "UTC", one.rotations.map(layerOf));
    for (const { user, start_hour, hours } of [...one.overrides].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0))) {
      const from = day + start_hour * hour;
      await change(one.id, { kind: "replace", personId: user, from: iso(from), to: iso(from + hours * hour) });
    }
    const found = await shiftsOf(one.id, iso(day), iso(day + 24 * hour));
    expect(found.map(({ personId, from, to }) => [personId, hoursSince(from), hoursSince(to)])).toEqual(one.expected_without_gaps.map(({ user, start_hour, hours }) => [user, start_hour, start_hour + hours]));
  });

  it.each(casesOf<Swap>("grafana-oncall/shift_swaps.json"))("$id, once taken, is a replacement", async (one) => {
    await addSchedule(database, one.id, "UTC", [layerOf(one.rotation)]);
    const { taken } = one.on_call_in_flagged;
    const span = { from: iso(day + one.swap.from_hour * hour), to: iso(day + one.swap.to_hour * hour) };
    await change(one.id, { kind: "replace", personId: taken, replacesId: one.rotation.user, ...span });
    const found = await shiftsOf(one.id, iso(day), iso(day + 48 * hour));
    expect(found.map(({ personId, from, to }) => [personId, hoursSince(from), hoursSince(to)])).toEqual(one.expected.map(({ from, to, flagged }) => [flagged ? taken : one.rotation.user, from, to]));
  });

  interface Rolling {
    id: string;
    name: string;
    users_per_group: number[];
    start_date: string;
    by_day: string[] | null;
    total_days: number;
    expected_user_by_date: Record<string, string>;
    frequency: string;
    interval: number;
  }
  const dayNames: Record<string, string> = { MO: "mon", TU: "tue", WE: "wed", TH: "thu", FR: "fri", SA: "sat", SU: "sun" };

  // Weekly ones change with the calendar's week, so only those that begin on a Monday can be written as they are.
  const rolling = casesOf<Rolling>("grafana-oncall/rolling_users_rotation.json").filter(
    ({ frequency, start_date }) => frequency === "daily" || (frequency === "weekly" && new Date(start_date).getUTCDay() === 1),
  );

  it.each(rolling)("$name", async (one) => {
    let next = 65;
    const people = one.users_per_group.map((size) => Array.from({ length: size }, () => String.fromCharCode(next++)));
    const days = one.by_day?.map((name) => dayNames[name] ?? "mon") ?? weekdays;
    const turn = `${one.interval}${units[one.frequency] ?? "d"}`;
    await addSchedule(database, one.id, "UTC", [{ people, starts: `${one.start_date}T00:00`, turn, hours: [{ days, from: "00:00", to: "00:00" }] }]);
    const start = Date.parse(one.start_date);
    const found = await shiftsOf(one.id, iso(start), iso(start + one.total_days * 24 * hour));
    for (let noon = start + 12 * hour; noon < start + one.total_days * 24 * hour; noon += 24 * hour) {
      const date = iso(noon).slice(0, 10);
      const holding = found.filter(({ from, to }) => from <= iso(noon) && iso(noon) < to);
      expect([date, holding.map(({ personId }) => personId).join("")]).toEqual([date, one.expected_user_by_date[date] ?? ""]);
    }
  });

  interface Daylight {
    id: string;
    time_zone: string;
    rotation_start_local: string;
    query: { from: string; to: string };
    expected: { start: string; end: string }[];
  }

  it.each(casesOf<Daylight>("grafana-oncall/dst_weekly_shift.json"))("$id keeps the local hand-off", async (one) => {
    await addSchedule(database, one.id, one.time_zone, [{ people: ["u1", "u2"], starts: one.rotation_start_local.slice(0, 16) }]);
    for (const { start, end } of one.expected) {
      const [shift] = await shiftsOf(one.id, start, iso(Date.parse(end) + hour));
      expect([shift?.from, shift?.to, shift?.startsEarlier]).toEqual([exact(start), exact(end), false]);
    }
  });
});
