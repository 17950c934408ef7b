import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Weekday } from "../../values/civil.ts";
import { toWallClock } from "../../values/zone.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { hoursAt, hoursOfWeek } from "./hours.rules.ts";
import type { FixedShift, Hours, Layer, Override, Schedule, ScheduleRecord, Temporary, TurnUnit } from "./schedule.rules.ts";
import { gaps, shifts, whoIsOnCall } from "./shift.rules.ts";
import { handoffs, turnAt } from "./turn.rules.ts";

const folder = join(process.env.MUSTER_FIXTURES ?? "../shared/fixtures", "schedules");
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: no recorded schedules in ${folder}\n`);

function casesOf<Case>(file: string): Case[] {
  return isThere ? (JSON.parse(readFileSync(join(folder, file), "utf8")) as { cases: Case[] }).cases : [];
}

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const units: Record<string, TurnUnit> = { hourly: "h", daily: "d", weekly: "w", monthly: "mo" };
const everyDay: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const longAgo = { starts: "2000-01-01T00:00", turn: { amount: 1, unit: "d" } } as const;

function shown(instant: number, zone: string): string {
  const { year, month, day, hour: hours, minute } = toWallClock(zoneNamed(zone), instant);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minute)}`;
}

function schedule(layers: Layer[], overrides: Override[] = []): Schedule {
  return { id: "recorded", zone: "UTC", layers, overrides };
}

interface Rotation {
  id: string;
  time_zone: string;
  type: string;
  shift_length: number;
}

function rotationLayer({ type, shift_length }: Rotation, starts: string, people = ["u1", "u2"]): Layer {
  return { people, starts, turn: { amount: shift_length, unit: units[type] ?? "d" } };
}

describe.skipIf(!isThere)("rotations recorded from GoAlert", () => {
  interface Handoffs extends Rotation {
    rotation_start_local: string;
    probe_every_seconds: number;
    probe_from: string;
    probe_to: string;
    expected_handoffs: string[];
  }

  it.each(casesOf<Handoffs>("goalert/rotation_handoffs_dst.json"))("$id hands over when they do: $type × $shift_length in $time_zone", (one) => {
    const layer = rotationLayer(one, one.rotation_start_local);
    const zone = zoneNamed(one.time_zone);
    const expected = one.expected_handoffs.map(at);
    const seen = new Set<number>();
    for (let probe = at(one.probe_from); probe <= at(one.probe_to); probe += one.probe_every_seconds * 1_000) {
      const turn = turnAt(layer, probe, zone);
      seen.add(turn.from).add(turn.to);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(expected);
    expect(handoffs(layer, Math.min(...expected), Math.max(...expected) + 1, zone)).toEqual(expected);
  });

  interface Bounds extends Rotation {
    rotation_start: string;
    at: string;
    expected_shift_start?: string;
    expected_shift_end: string;
  }

  it.each(casesOf<Bounds>("goalert/rotation_shift_bounds.json"))("$id has their bounds at $at: $type × $shift_length", (one) => {
    const layer = rotationLayer(one, shown(at(one.rotation_start), one.time_zone));
    const turn = turnAt(layer, at(one.at), zoneNamed(one.time_zone));
    expect(turn.to).toBe(at(one.expected_shift_end));
    if (one.expected_shift_start) expect(turn.from).toBe(at(one.expected_shift_start));
  });
});

interface Rule {
  start: string;
  end: string;
  days: string[] | "all";
}

function hoursOf({ start, end, days }: Rule): Hours {
  return { days: days === "all" ? everyDay : days.map((day) => day.slice(0, 3).toLowerCase() as Weekday), from: start, to: end };
}

describe.skipIf(!isThere)("weekday windows recorded from GoAlert", () => {
  interface Window {
    id: string;
    check: "is_active" | "active_period_start" | "active_period_end";
    rule: Rule;
    at: string;
    expected: boolean | string;
    time_zone: string;
  }

  it.each(casesOf<Window>("goalert/schedule_rules_weekday_windows.json"))("$id: $check at $at is $expected", (one) => {
    const hours = hoursOfWeek([hoursOf(one.rule)]);
    const zone = zoneNamed(one.time_zone);
    const now = hoursAt(hours, zone, at(one.at));
    const period = now.isWithin ? now : hoursAt(hours, zone, now.to);
    const found = { is_active: now.isWithin, active_period_start: period.from, active_period_end: period.to };
    expect(found[one.check]).toBe(typeof one.expected === "string" ? at(one.expected) : one.expected);
  });
});

describe.skipIf(!isThere)("final schedules recorded from GoAlert", () => {
  interface Span {
    user: string;
    start: string;
    end: string;
  }
  interface Turns {
    type: string;
    shift_length: number;
    start?: string;
    users?: string[];
  }
  interface Final {
    id: string;
    time_zone: string;
    now: string | null;
    window: { from: string; to: string };
    rules: (Rule & { target: { user?: string; rotation?: Turns } & Partial<Turns> })[];
    overrides: { add?: string; remove?: string; start: string; end: string }[];
    temporary_schedules: { start: string; end: string; shifts: Span[] }[];
    recorded_history?: { user: string; start: string; end: string | null }[];
    expected_shifts: (Span & { cut_by_window: boolean })[];
  }

  function layerOf({ target, ...rule }: Final["rules"][number], zone: string): Layer {
    const rotation = target.rotation ?? (target.users ? (target as Turns) : null);
    if (!rotation) return { ...longAgo, people: [target.user ?? ""], hours: [hoursOf(rule)] };
    const starts = rotation.start === undefined ? longAgo.starts : shown(at(rotation.start), zone);
    // A daily rotation there hands over every day, whatever days the rule names.
    const turn: Layer["turn"] = rotation.type === "daily" ? { amount: 24 * rotation.shift_length, unit: "h" } : { amount: rotation.shift_length, unit: units[rotation.type] ?? "w" };
    return { people: rotation.users ?? [], starts, turn, hours: [hoursOf(rule)] };
  }

  /** What passed until `now` is as it was kept. */
  function recordOf({ now, window, recorded_history = [] }: Final): ScheduleRecord | null {
    if (now === null) return null;
    const kept = recorded_history.map(({ user, start, end }) => ({ person: user, from: at(start), to: end === null ? at(now) : at(end), because: { layer: 0 } }));
    return { from: at(window.from), to: at(now), shifts: kept };
  }

  function overrideOf({ add, remove, start, end }: Final["overrides"][number], place: number): Override {
    const span = { id: `override ${place}`, from: at(start), to: at(end) };
    if (!add) return { ...span, kind: "remove", person: remove ?? null };
    return remove ? { ...span, kind: "replace", person: add, replaces: remove } : { ...span, kind: "add", person: add };
  }

  function temporary({ start, end, shifts: own }: Final["temporary_schedules"][number], place: number): Override {
    const fixed = own.map((shift) => ({ person: shift.user, from: at(shift.start), to: at(shift.end) }));
    return { id: `temporary ${place}`, kind: "temporary", person: null, shifts: fixed, from: at(start), to: at(end) };
  }

  it.each(casesOf<Final>("goalert/final_schedule_with_overrides.json"))("$id", (one) => {
    const layers = one.rules.map((rule) => layerOf(rule, one.time_zone));
    const overrides = [...one.overrides.map(overrideOf), ...one.temporary_schedules.map(temporary)];
    const found = shifts({ ...schedule(layers, overrides), record: recordOf(one) }, at(one.window.from), at(one.window.to), zoneNamed(one.time_zone));
    const expected = one.expected_shifts.map((shift) => [shift.user, at(shift.start), at(shift.end), shift.cut_by_window]);
    expect(found.map((shift) => [shift.personId, shift.from, shift.to, shift.endsLater])).toEqual(expected);
  });
});

describe.skipIf(!isThere)("behaviour recorded from GoAlert", () => {
  interface Check {
    after_hours: number;
    on_call: string[];
  }
  type Clocks = { clock: string; on_call: string[] }[];
  interface Behaviour {
    id: string;
    time_zone?: string;
    rules?: (Rule & { user: string })[];
    override?: { add: string };
    rotation?: { type: string; shift_length: number; users?: string[]; positions?: Record<string, number> };
    checks?: Check[];
    [when: string]: unknown;
  }
  const cases = casesOf<Behaviour>("goalert/behaviour_checks.json");
  const chicago = zoneNamed("America/Chicago");

  it.each(cases.filter(({ rotation }) => rotation))("$id", ({ rotation, checks }) => {
    const positions = Object.entries(rotation?.positions ?? {}).sort(([, a], [, b]) => a - b);
    const people = rotation?.users ?? positions.map(([user]) => user);
    const layer: Layer = { people, starts: "2026-11-02T09:00", turn: { amount: rotation?.shift_length ?? 1, unit: units[rotation?.type ?? ""] ?? "w" } };
    for (const check of checks ?? []) {
      const found = whoIsOnCall(schedule([layer]), at("2026-11-02T15:00Z") + check.after_hours * hour, chicago);
      expect(found.map(({ personId }) => personId)).toEqual(check.on_call);
    }
  });

  it.each(cases.filter(({ override }) => override))("$id", ({ rules = [], override, ...when }) => {
    const layers = rules.map((rule) => ({ ...longAgo, people: [rule.user], hours: [hoursOf(rule)] }));
    const added: Override = { id: "o1", kind: "add", person: override?.add ?? "", from: at("2026-11-04T15:00Z"), to: at("2026-11-08T15:00Z") };
    const days = { before: "2026-11-02", "during (3 days later)": "2026-11-05", "after (3 more days)": "2026-11-10" };
    for (const [stage, day] of Object.entries(days)) {
      for (const { clock, on_call } of when[stage] as Clocks) {
        const found = whoIsOnCall(schedule(layers, [added]), at(`${day}T${clock}-06:00`), chicago);
        expect(found.map(({ personId }) => personId)).toEqual(on_call);
      }
    }
  });
});

describe.skipIf(!isThere)("schedules recorded from Grafana OnCall", () => {
  interface Rolling {
    name: string;
    users_per_group: number[];
    start_date: string;
    by_day: string[] | null;
    total_days: number;
    frequency: string;
    interval: number;
    expected_user_by_date: Record<string, string>;
  }

  /** OnCall leaves out whole weeks when a weekly shift has an interval: turns of nobody. */
  function roundOf(one: Rolling): Pick<Layer, "people" | "turn"> {
    const { frequency, interval } = one;
    if (frequency !== "weekly") return { people: groupsOf(one), turn: { amount: interval, unit: units[frequency] ?? "d" } };
    return { people: groupsOf(one).flatMap((group) => [group, ...Array.from({ length: interval - 1 }, () => [])]), turn: { amount: 1, unit: "w" } };
  }

  const dayNames: Record<string, Weekday> = { MO: "mon", TU: "tue", WE: "wed", TH: "thu", FR: "fri", SA: "sat", SU: "sun" };

  const daysOf = ({ by_day }: Rolling): Weekday[] => by_day?.map((day) => dayNames[day] ?? "mon") ?? everyDay;
  const sinceMonday = (instant: number) => (new Date(instant).getUTCDay() + 6) % 7;

  /** OnCall hands over with the calendar's week and month, and the first of them is the one in which the first shift lies. */
  function firstHandoff(one: Rolling): string {
    let first = at(one.start_date);
    while (!daysOf(one).includes(everyDay[sinceMonday(first)] ?? "mon")) first += 24 * hour;
    if (one.frequency === "monthly") return `${new Date(first).toISOString().slice(0, 7)}-01`;
    return one.frequency === "weekly" ? new Date(first - sinceMonday(first) * 24 * hour).toISOString().slice(0, 10) : one.start_date;
  }

  function groupsOf({ users_per_group }: Rolling): string[][] {
    let next = 65;
    return users_per_group.map((size) => Array.from({ length: size }, () => String.fromCharCode(next++)));
  }

  it.each(casesOf<Rolling>("grafana-oncall/rolling_users_rotation.json"))("$name", (one) => {
    const layer: Layer = {
      ...roundOf(one),
      starts: `${firstHandoff(one)}T00:00`,
      hours: [{ days: daysOf(one), from: "00:00", to: "00:00" }],
    };
    for (let day = 0; day < one.total_days; day += 1) {
      const noon = at(one.start_date) + day * 24 * hour + 12 * hour;
      const found = whoIsOnCall(schedule([layer]), noon, zoneNamed("UTC"));
      const date = new Date(noon).toISOString().slice(0, 10);
      expect([date, found.map(({ personId }) => personId).join("")]).toEqual([date, one.expected_user_by_date[date] ?? ""]);
    }
  });

  interface Daylight {
    id: string;
    time_zone: string;
    rotation_start_local: string;
    query: { from: string; to: string };
    expected: { start: string; end: string }[];
  }

  it.each(casesOf<Daylight>("grafana-oncall/dst_weekly_shift.json"))("$id keeps the local hand-off", (one) => {
    const layer: Layer = { people: ["u1"], starts: one.rotation_start_local, turn: { amount: 1, unit: "w" } };
    const week = 7 * 24 * hour;
    const found = handoffs(layer, at(one.query.from) - week, at(one.query.to) + week, zoneNamed(one.time_zone));
    const expected = one.expected.flatMap(({ start, end }) => [at(start), at(end)]);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.filter((handoff) => handoff > Math.min(...expected) && handoff < Math.max(...expected)).length).toBe(one.expected.length - 1);
  });

  interface Part {
    user?: string;
    priority?: number;
    start_hour: number;
    hours: number;
  }
  interface Priorities {
    id: string;
    rotations: (Part & { user: string })[];
    overrides: (Part & { user: string })[];
    expected_without_gaps: (Part & { user: string })[];
  }
  const day = at("2026-11-02T00:00Z");
  const clock = (hours: number) => `${String(hours % 24).padStart(2, "0")}:00`;
  const windowOf = ({ start_hour, hours }: Part): Hours => ({ days: everyDay, from: clock(start_hour), to: clock(start_hour + hours) });

  /** Overrides of one priority are on call together there: those that overlap are one temporary schedule. */
  function together(parts: readonly (Part & { user: string })[], level: number): Temporary[] {
    const found: (Temporary & { shifts: FixedShift[] })[] = [];
    for (const { user, start_hour, hours } of [...parts].sort((a, b) => a.start_hour - b.start_hour)) {
      const shift = { person: user, from: day + start_hour * hour, to: day + (start_hour + hours) * hour };
      const last = found.at(-1);
      if (last && shift.from < last.to) {
        last.shifts.push(shift);
        last.to = Math.max(last.to, shift.to);
      } else found.push({ id: `${level}-${found.length}`, kind: "temporary", person: null, shifts: [shift], from: shift.from, to: shift.to });
    }
    return found;
  }

  it.each(casesOf<Priorities>("grafana-oncall/final_schedule_priorities_overrides.json"))("$id", (one) => {
    const layers = one.rotations.map((part) => ({ ...longAgo, people: [part.user], hours: [windowOf(part)], priority: part.priority ?? 0 }));
    const levels = [...new Set(one.overrides.map(({ priority = 0 }) => priority))].sort((a, b) => a - b);
    const overrides = levels.flatMap((level) => together(one.overrides.filter(({ priority = 0 }) => priority === level), level));
    const asked = schedule(layers, overrides);
    const found = shifts(asked, day, day + 24 * hour, zoneNamed("UTC"));
    const parts = found.map(({ personId, from, to }) => ({ user: personId, start_hour: (from - day) / hour, hours: (to - from) / hour }));
    expect(parts).toEqual(one.expected_without_gaps.map(({ user, start_hour, hours }) => ({ user, start_hour, hours })));
    const empty = gaps(asked, day, day + 24 * hour, zoneNamed("UTC"));
    expect(empty.every((gap) => found.every((shift) => shift.to <= gap.from || shift.from >= gap.to))).toBe(true);
  });

  interface Swap {
    id: string;
    rotation: Part & { user: string };
    swap: { from_hour: number; to_hour: number };
    expected: { from: number; to: number; flagged: boolean }[];
    on_call_in_flagged: { taken: string; not_taken: string };
  }

  it.each(casesOf<Swap>("grafana-oncall/shift_swaps.json"))("$id, once taken, is a replacement", (one) => {
    const layer: Layer = { ...longAgo, people: [one.rotation.user], hours: [windowOf(one.rotation)] };
    const span = { from: day + one.swap.from_hour * hour, to: day + one.swap.to_hour * hour };
    const taken: Override = { id: "swap", kind: "replace", person: one.on_call_in_flagged.taken, replaces: one.rotation.user, ...span };
    const found = shifts(schedule([layer], [taken]), day, day + 48 * hour, zoneNamed("UTC"));
    expect(found.map(({ personId, from, to }) => ({ personId, from: (from - day) / hour, to: (to - day) / hour }))).toEqual(
      one.expected.map(({ from, to, flagged }) => ({ personId: flagged ? one.on_call_in_flagged.taken : one.rotation.user, from, to })),
    );
  });
});
