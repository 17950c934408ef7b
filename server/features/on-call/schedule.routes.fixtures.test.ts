import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { weekdays } from "../../values/civil.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { configurationRoutes } from "../../platform/config-document/configuration.routes.ts";
import type { TestLayer } from "../../platform/testing/test-schedules.ts";
import { storedOrganization, storedPeople } from "../directory/index.ts";
import type { OnCallView, OverrideView, ScheduleShiftsView } from "./contract.ts";
import { onCallRoutes, storedSchedules } from "./index.ts";

const folder = join(process.env.MUSTER_FIXTURES ?? "../shared/fixtures", "schedules");
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: no recorded schedules in ${folder}\n`);

function casesOf<Case>(file: string): Case[] {
  return isThere ? (JSON.parse(readFileSync(join(folder, file), "utf8")) as { cases: Case[] }).cases : [];
}

const sections = [storedOrganization, storedPeople, storedSchedules];
const { call, clock, database } = await openTestApp((app, tools) => {
  onCallRoutes(app, tools);
  configurationRoutes(app, tools, { sections, guards: [], record: async () => {} });
});
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const exact = (text: string) => iso(Date.parse(text));
const units: Record<string, string> = { hourly: "h", daily: "d", weekly: "w", monthly: "mo" };
const longAgo = { starts: "2000-01-01T00:00", turn: "1d" };

/** Ids here are small letters. */
const idOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9_-]+/g, "-");

interface Change {
  kind: "add" | "remove" | "replace" | "temporary";
  personId?: string | null;
  replacesId?: string;
  shifts?: { personId: string; from: string; to: string }[];
  from: string;
  to: string;
}

async function putSchedule(id: string, timezone: string, layers: readonly TestLayer[]): Promise<void> {
  const people = [...new Set(layers.flatMap((layer) => layer.people.flat()))];
  const known = Object.fromEntries(people.map((person) => [idOf(person), { name: person, email: `${idOf(person)}@example.test` }]));
  const written = layers.map((layer) => ({ turn: "1w", ...layer, people: layer.people.map((holder) => (typeof holder === "string" ? idOf(holder) : holder.map(idOf))) }));
  await putPeople(known);
  const { status, body } = await call(`PUT /api/v1/config/schedules/${idOf(id)}`, { as: "manager", body: { timezone, layers: written } });
  expect([status, body]).toEqual([200, body]);
}

async function putPeople(people: Record<string, object>): Promise<void> {
  for (const [id, entry] of Object.entries(people)) expect((await call(`PUT /api/v1/config/people/${id}`, { as: "administrator", body: entry })).status).toBe(200);
}

async function change(id: string, wish: Change): Promise<OverrideView> {
  await clock.set(Date.parse(wish.from) - hour);
  const body = { ...wish, ...(wish.personId ? { personId: idOf(wish.personId) } : {}), ...(wish.replacesId === undefined ? {} : { replacesId: idOf(wish.replacesId) }) };
  const answer = await call<{ override: OverrideView }>(`POST /api/v1/schedules/${idOf(id)}/overrides`, { as: "manager", body });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body.override;
}

/** A temporary schedule: its own shifts alone, gaps included. */
function temporary({ start, end, shifts }: { start: string; end: string; shifts: { user: string; start: string; end: string }[] }): Change {
  return { kind: "temporary", shifts: shifts.map((shift) => ({ personId: idOf(shift.user), from: shift.start, to: shift.end })), from: start, to: end };
}

async function shiftsOf(id: string, from: string, to: string): Promise<ScheduleShiftsView["items"]> {
  const { body } = await call<ScheduleShiftsView>(`GET /api/v1/schedules/${idOf(id)}/shifts?from=${exact(from)}&to=${exact(to)}`, { as: "viewer" });
  return body.items;
}

async function onCallAt(id: string, at: string): Promise<string[]> {
  const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?limit=500&at=${encodeURIComponent(at)}`, { as: "viewer" });
  const found = body.items.find(({ scheduleId }) => scheduleId === idOf(id));
  expect(found?.isGap).toBe(found?.people.length === 0);
  return (found?.people ?? []).map(({ personId }) => personId);
}

beforeAll(async () => {
  const names = ["u1", "u2", "u3", "foobar", "binbaz", "foo", "bar", "U", "V", ..."ABCDE"];
  await putPeople(Object.fromEntries(names.map((name) => [idOf(name), { name, email: `${idOf(name)}@example.test` }])));
});

interface Rule {
  start: string;
  end: string;
  days: string[] | "all";
}

/** What the zone's clocks show. */
function wallText(at: string, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(Date.parse(at)).replace(" ", "T");
}

const hoursOf = ({ start, end, days }: Rule) => ({ days: days === "all" ? weekdays : days.map((day) => day.slice(0, 3).toLowerCase()), from: start, to: end });

describe.skipIf(!isThere)("through the API, final schedules recorded from GoAlert", () => {
  interface Rotation {
    type: string;
    shift_length: number;
    start?: string;
    users?: string[];
  }
  interface Span {
    user: string;
    start: string;
    end: string;
  }
  interface Final {
    id: string;
    time_zone: string;
    now: string | null;
    window: { from: string; to: string };
    rules: (Rule & { target: { user?: string; rotation?: Rotation } & Partial<Rotation> })[];
    overrides: { add?: string; remove?: string; start: string; end: string }[];
    temporary_schedules: { start: string; end: string; shifts: Span[] }[];
    recorded_history?: { user: string; start: string; end: string | null }[];
    expected_shifts: (Span & { cut_by_window: boolean })[];
  }

  function changeOf({ add, remove, start, end }: Final["overrides"][number]): Change {
    const span = { from: start, to: end };
    if (add === undefined) return { kind: "remove", personId: remove ?? null, ...span };
    return remove === undefined ? { kind: "add", personId: add, ...span } : { kind: "replace", personId: add, replacesId: remove, ...span };
  }

  function layerOf({ target, ...rule }: Final["rules"][number], zone: string): TestLayer {
    const rotation = target.rotation ?? (target.users ? (target as Rotation) : null);
    if (!rotation) return { ...longAgo, people: [target.user ?? ""], hours: [hoursOf(rule)] };
    const starts = rotation.start === undefined ? longAgo.starts : wallText(rotation.start, zone);
    // A daily rotation there hands over every day, whatever days the rule names.
    const turn = rotation.type === "daily" ? `${24 * rotation.shift_length}h` : `${rotation.shift_length}${units[rotation.type] ?? "w"}`;
    return { people: rotation.users ?? [], starts, turn, hours: [hoursOf(rule)] };
  }

  /** What passed while Muster ran is kept by it; what passed elsewhere is written as it would have been. */
  async function keep(id: string, from: string, to: string, history: NonNullable<Final["recorded_history"]>): Promise<void> {
    await database.transaction(async (tx) => {
      for (const { user, start, end } of history) {
        const because = JSON.stringify({ layer: 0 });
        const person = { name: user, email: `${idOf(user)}@example.test` };
        await tx.run("insert into person (id, name, email, place) values ($1, $2, $3, 99) on conflict do nothing", [idOf(user), person.name, person.email]);
        await tx.run("insert into schedule_record (schedule_id, person_id, starts_at, ends_at, because) values ($1, $2, $3, $4, $5)", [idOf(id), idOf(user), start, end ?? to, because]);
      }
      await tx.run("update schedule set recorded_from = $2, recorded_to = $3 where id = $1", [idOf(id), from, to]);
    });
  }

  it.each(casesOf<Final>("goalert/final_schedule_with_overrides.json"))("$id", async (one) => {
    await putSchedule(one.id, one.time_zone, one.rules.map((rule) => layerOf(rule, one.time_zone)));
    for (const override of one.overrides) await change(one.id, changeOf(override));
    for (const each of one.temporary_schedules) await change(one.id, temporary(each));
    if (one.now !== null) await keep(one.id, one.window.from, one.now, one.recorded_history ?? []);
    const found = await shiftsOf(one.id, one.window.from, one.window.to);
    const expected = one.expected_shifts.map((shift) => [idOf(shift.user), exact(shift.start), exact(shift.end), shift.cut_by_window]);
    expect(found.map((shift) => [shift.personId, shift.from, shift.to, shift.endsLater])).toEqual(expected);
  });

  interface Algebra {
    id: string;
    op: string;
    at?: string;
    start?: string;
    end?: string;
    input: Final["temporary_schedules"];
    expected: Final["temporary_schedules"];
  }

  /** What is taken back of a temporary schedule: after a moment, before it, or between two. */
  function takenBack({ op, at = "", start = at, end = at }: Algebra): string | null {
    if (/end/.test(op)) return `from=${exact(at)}`;
    if (/start/.test(op)) return `to=${exact(at)}`;
    return /del|clear|remove/.test(op) ? `from=${exact(start)}&to=${exact(end)}` : null;
  }

  it.each(casesOf<Algebra>("goalert/temporary_schedule_algebra.json"))("$id: a temporary schedule is taken back in part ($op)", async (one) => {
    await putSchedule(one.id, "UTC", []);
    const part = takenBack(one);
    for (const each of one.input) {
      const { id } = await change(one.id, temporary(each));
      if (part !== null) expect((await call(`DELETE /api/v1/schedules/${idOf(one.id)}/overrides/${id}?${part}`, { as: "manager" })).status).toBe(204);
    }
    const found = await shiftsOf(one.id, "2000-01-01T00:00Z", "2000-01-03T00:00Z");
    const expected = one.expected.flatMap(({ shifts }) => shifts.map(({ user, start, end }) => `${exact(start)} ${exact(end)} ${idOf(user)}`));
    expect(found.map(({ personId, from, to }) => `${from} ${to} ${personId}`).sort()).toEqual(expected.sort());
  });
});

describe.skipIf(!isThere)("through the API, weekday windows recorded from GoAlert", () => {
  interface Window {
    id: string;
    check: "is_active" | "active_period_start" | "active_period_end";
    rule: Rule;
    at: string;
    expected: boolean | string;
    time_zone: string;
  }

  it.each(casesOf<Window>("goalert/schedule_rules_weekday_windows.json"))("$id: $check at $at is $expected", async (one) => {
    await putSchedule(one.id, one.time_zone, [{ ...longAgo, people: ["u1"], hours: [hoursOf(one.rule)] }]);
    const isActive = (await onCallAt(one.id, one.at)).length > 0;
    if (one.check === "is_active") return expect(isActive).toBe(one.expected);
    const begins = Date.parse(one.at);
    const [period] = await shiftsOf(one.id, iso(begins - 9 * 24 * hour), iso(begins + 16 * 24 * hour)).then((found) => found.filter(({ to }) => Date.parse(to) > begins));
    expect(one.check === "active_period_start" ? period?.from : period?.to).toBe(exact(String(one.expected)));
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
    await putSchedule(id, "America/Chicago", [{ people, starts: "2026-11-02T09:00", turn: `${rotation?.shift_length ?? 1}${units[rotation?.type ?? ""] ?? "w"}` }]);
    for (const check of checks) expect(await onCallAt(id, iso(Date.parse("2026-11-02T15:00Z") + check.after_hours * hour))).toEqual(check.on_call.map(idOf));
  });

  it.each(cases.filter(({ override }) => override))("$id", async ({ id, rules = [], override, ...when }) => {
    await putSchedule(id, "America/Chicago", rules.map((rule) => ({ ...longAgo, people: [rule.user], hours: [hoursOf(rule)] })));
    await change(id, { kind: "add", personId: override?.add ?? "", from: "2026-11-04T09:00:00-06:00", to: "2026-11-08T09:00:00-06:00" });
    const days = { before: "2026-11-02", "during (3 days later)": "2026-11-05", "after (3 more days)": "2026-11-10" };
    for (const [stage, day] of Object.entries(days)) {
      for (const { clock: time, on_call } of when[stage] as Clocks) expect(await onCallAt(id, `${day}T${time}:00-06:00`)).toEqual(on_call.map(idOf));
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
  const day = 24 * hour;

  /** Turns are counted on before the first, a layer begins with it: written from so many turns earlier, it is the same layer. */
  function earlier(starts: string, { type, shift_length }: Pick<Handoffs, "type" | "shift_length">): string {
    const wall = Date.parse(`${starts.slice(0, 16)}Z`);
    if (type === "monthly") return `${Number(starts.slice(0, 4)) - 4 * shift_length}${starts.slice(4, 16)}`;
    const turn = { hourly: hour, daily: day, weekly: 7 * day }[type] ?? day;
    return iso(wall - 2 * Math.ceil((400 * day) / (2 * turn * shift_length)) * turn * shift_length).slice(0, 16);
  }

  const turnOf = ({ type, shift_length }: Pick<Handoffs, "type" | "shift_length">) => `${shift_length}${units[type] ?? "d"}`;

  it.each(casesOf<Handoffs>("goalert/rotation_handoffs_dst.json"))("$id hands over when they do: $type × $shift_length in $time_zone", async (one) => {
    await putSchedule(one.id, one.time_zone, [{ people: ["u1", "u2"], starts: earlier(one.rotation_start_local, one), turn: turnOf(one) }]);
    const [first = "", last = ""] = [one.expected_handoffs[0], one.expected_handoffs.at(-1)];
    const begun = new Set<string>();
    for (let from = Date.parse(first); from < Date.parse(last); from += 300 * day) {
      const found = await shiftsOf(one.id, iso(from), iso(Math.min(from + 300 * day, Date.parse(last))));
      for (const shift of found) if (!shift.startsEarlier) begun.add(shift.from);
    }
    expect([...begun, exact(last)]).toEqual(one.expected_handoffs.map(exact));
  });

  interface Bounds extends Omit<Handoffs, "rotation_start_local" | "expected_handoffs"> {
    rotation_start: string;
    at: string;
    expected_shift_start?: string;
    expected_shift_end: string;
  }

  it.each(casesOf<Bounds>("goalert/rotation_shift_bounds.json"))("$id has their bounds at $at: $type × $shift_length", async (one) => {
    await putSchedule(one.id, one.time_zone, [{ people: ["u1", "u2"], starts: earlier(wallText(one.rotation_start, one.time_zone), one), turn: turnOf(one) }]);
    const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?limit=500&at=${encodeURIComponent(one.at)}`, { as: "viewer" });
    const [person] = body.items.find(({ scheduleId }) => scheduleId === idOf(one.id))?.people ?? [];
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
  const at = (hours: number) => iso(day + hours * hour);

  /** Overrides of one priority are on call together there: those that overlap are one temporary schedule. */
  function together(parts: readonly Part[]): Parameters<typeof temporary>[0][] {
    const spans: Parameters<typeof temporary>[0][] = [];
    for (const { user, start_hour, hours } of [...parts].sort((a, b) => a.start_hour - b.start_hour)) {
      const shift = { user, start: at(start_hour), end: at(start_hour + hours) };
      const last = spans.at(-1);
      if (last && shift.start < last.end) {
        last.shifts.push(shift);
        if (shift.end > last.end) last.end = shift.end;
      } else spans.push({ start: shift.start, end: shift.end, shifts: [shift] });
    }
    return spans;
  }

  const hoursSince = (text: string) => (Date.parse(text) - day) / hour;

  it.each(casesOf<Priorities>("grafana-oncall/final_schedule_priorities_overrides.json"))("$id", async (one) => {
    await putSchedule(one.id, "UTC", one.rotations.map(layerOf));
    for (const level of [...new Set(one.overrides.map(({ priority = 0 }) => priority))].sort((a, b) => a - b)) {
      for (const span of together(one.overrides.filter(({ priority = 0 }) => priority === level))) await change(one.id, temporary(span));
    }
    const found = await shiftsOf(one.id, iso(day), iso(day + 24 * hour));
    expect(found.map(({ name, from, to }) => [name, hoursSince(from), hoursSince(to)])).toEqual(one.expected_without_gaps.map(({ user, start_hour, hours }) => [user, start_hour, start_hour + hours]));
  });

  it.each(casesOf<Swap>("grafana-oncall/shift_swaps.json"))("$id, once taken, is a replacement", async (one) => {
    await putSchedule(one.id, "UTC", [layerOf(one.rotation)]);
    const { taken } = one.on_call_in_flagged;
    const span = { from: iso(day + one.swap.from_hour * hour), to: iso(day + one.swap.to_hour * hour) };
    await change(one.id, { kind: "replace", personId: taken, replacesId: one.rotation.user, ...span });
    const found = await shiftsOf(one.id, iso(day), iso(day + 48 * hour));
    expect(found.map(({ name, from, to }) => [name, hoursSince(from), hoursSince(to)])).toEqual(one.expected.map(({ from, to, flagged }) => [flagged ? taken : one.rotation.user, from, to]));
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

  const daysOf = ({ by_day }: Rolling): readonly string[] => by_day?.map((name) => dayNames[name] ?? "mon") ?? weekdays;
  const sinceMonday = (at: number) => (new Date(at).getUTCDay() + 6) % 7;

  /** OnCall hands over with the calendar's week and month, and the first of them is the one in which the first shift lies. */
  function startsOf(one: Rolling): string {
    let first = Date.parse(one.start_date);
    while (!daysOf(one).includes(weekdays[sinceMonday(first)] ?? "mon")) first += 24 * hour;
    if (one.frequency === "monthly") return `${iso(first).slice(0, 7)}-01T00:00`;
    return `${one.frequency === "weekly" ? iso(first - sinceMonday(first) * 24 * hour).slice(0, 10) : one.start_date}T00:00`;
  }

  /** A weekly shift there with an interval is held for one week and leaves out the others: turns of nobody. */
  function roundOf({ users_per_group, frequency, interval }: Rolling): { people: string[][]; turn: string } {
    let next = 65;
    const groups = users_per_group.map((size) => Array.from({ length: size }, () => String.fromCharCode(next++)));
    if (frequency !== "weekly") return { people: groups, turn: `${interval}${units[frequency] ?? "d"}` };
    return { people: groups.flatMap((group) => [group, ...Array.from({ length: interval - 1 }, () => [])]), turn: "1w" };
  }

  it.each(casesOf<Rolling>("grafana-oncall/rolling_users_rotation.json"))("$name", async (one) => {
    await putSchedule(one.id, "UTC", [{ ...roundOf(one), starts: startsOf(one), hours: [{ days: daysOf(one), from: "00:00", to: "00:00" }] }]);
    const start = Date.parse(one.start_date);
    const found = await shiftsOf(one.id, iso(start), iso(start + one.total_days * 24 * hour));
    for (let noon = start + 12 * hour; noon < start + one.total_days * 24 * hour; noon += 24 * hour) {
      const date = iso(noon).slice(0, 10);
      const holding = found.filter(({ from, to }) => from <= iso(noon) && iso(noon) < to);
      expect([date, holding.map(({ name }) => name).join("")]).toEqual([date, one.expected_user_by_date[date] ?? ""]);
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
    await putSchedule(one.id, one.time_zone, [{ people: ["u1", "u2"], starts: one.rotation_start_local.slice(0, 16) }]);
    for (const { start, end } of one.expected) {
      const [shift] = await shiftsOf(one.id, start, iso(Date.parse(end) + hour));
      expect([shift?.from, shift?.to, shift?.startsEarlier]).toEqual([exact(start), exact(end), false]);
    }
  });
});
