import { Temporal } from "temporal-polyfill";
import { shifts, whoIsOnCall } from "../server/features/on-call/index.ts";
import type { Hours, Layer, Override, Schedule } from "../server/features/on-call/index.ts";
import { zoneNamed } from "../server/platform/zones/zones.ts";
import { weekdays } from "../server/values/civil.ts";

const rounds = 15;
const day = 86_400_000;
const year = Date.UTC(2026, 0, 1);
const now = Date.UTC(2026, 10, 19, 14, 20);
const workdays = weekdays.slice(0, 5);
const zones = ["Europe/Berlin", "America/New_York", "America/Chicago", "Asia/Kolkata", "Australia/Sydney", "UTC", "Europe/London", "Asia/Tokyo"];

const weekly: Layer = { people: ["a", "b", "c", "d"], starts: "2025-11-03T09:00", turn: { amount: 1, unit: "w" } };
const daytime: Layer = { people: ["e", "f"], starts: "2025-11-03T06:00", turn: { amount: 1, unit: "d" }, hours: [{ days: weekdays, from: "06:00", to: "18:00" }] };
const night: Layer = { people: ["g", "h"], starts: "2025-11-03T18:00", turn: { amount: 1, unit: "d" }, hours: [{ days: weekdays, from: "18:00", to: "06:00" }] };
const office: Layer = { ...daytime, people: ["e", "f", "g"], priority: 1, hours: [{ days: workdays, from: "09:00", to: "18:00" }], turn: { amount: 24, unit: "h" } };

function cover(number: number, from: number, to: number): Override {
  return { id: String(number), kind: "replace", person: "z", replaces: "a", from, to };
}

function manySchedules(): Schedule[] {
  const shapes = [[weekly], [weekly], [weekly], [daytime, night], [weekly, office]];
  return Array.from({ length: 1_000 }, (_, number) => ({
    id: String(number),
    zone: zones[number % zones.length] ?? "UTC",
    layers: shapes[number % shapes.length] ?? [weekly],
    overrides: [cover(1, now - day, now + day), cover(2, now + 5 * day, now + 6 * day)],
  }));
}

function yearOfOverrides(): Schedule {
  const overrides = Array.from({ length: 50 }, (_, week) => cover(week, year + week * 7 * day + day, year + week * 7 * day + 3 * day));
  return { id: "year", zone: "Europe/Berlin", layers: [weekly, office], overrides };
}

function plainlyWithin({ days, from, to }: Hours, clock: Temporal.ZonedDateTime): boolean {
  const time = clock.toPlainTime().toString({ smallestUnit: "minute" });
  const isNight = to <= from;
  const begun = isNight && time < to ? clock.subtract({ days: 1 }) : clock;
  const isWithin = isNight ? time >= from || time < to : time >= from && time < to;
  return isWithin && days.includes(weekdays[begun.dayOfWeek - 1] ?? "mon");
}

/** The turn and the hours read off Temporal's clocks, as one would write it without transition tables. */
function plainHolder(layer: Layer, clock: Temporal.ZonedDateTime): string | null {
  const starts = Temporal.PlainDateTime.from(layer.starts).toZonedDateTime(clock.timeZoneId);
  const isOff = Temporal.ZonedDateTime.compare(clock, starts) < 0 || layer.hours?.some((hours) => !plainlyWithin(hours, clock));
  if (isOff) return null;
  const passed = starts.until(clock, { largestUnit: layer.turn.unit === "w" ? "weeks" : "days" });
  const holder = layer.people[(passed.weeks || passed.days) % layer.people.length];
  return typeof holder === "string" ? holder : null;
}

function plainOnCall(schedule: Schedule, at: number): string[] {
  const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(schedule.zone);
  const held = schedule.layers.map((layer) => ({ priority: layer.priority ?? 0, holder: plainHolder(layer, clock) })).filter(({ holder }) => holder);
  const highest = Math.max(...held.map(({ priority }) => priority));
  const people = held.filter(({ priority }) => priority === highest).map(({ holder }) => holder ?? "");
  const covers = schedule.overrides.filter((override) => override.from <= at && at < override.to);
  return people.map((person) => (covers.length > 0 && person === "a" ? "z" : person));
}

function plainEdges(layer: Layer, zone: string, from: number, to: number): number[] {
  const edges: number[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
  const times = [layer.starts.slice(11), ...(layer.hours?.flatMap((hours) => [hours.from, hours.to]) ?? [])];
  for (; edges.length === 0 || (edges.at(-1) ?? 0) < to; date = date.add({ days: 1 })) {
    for (const time of new Set(times)) edges.push(date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
  }
  return edges;
}

function plainShifts(schedule: Schedule, from: number, to: number): { person: string; from: number; to: number }[] {
  const found: { person: string; from: number; to: number }[] = [];
  const changes = schedule.overrides.flatMap((override) => [override.from, override.to]);
  const edges = [from, to, ...changes, ...schedule.layers.flatMap((layer) => plainEdges(layer, schedule.zone, from, to))];
  const within = [...new Set(edges)].filter((edge) => edge >= from && edge <= to).sort((a, b) => a - b);
  for (const [place, begins] of within.slice(0, -1).entries()) {
    for (const person of plainOnCall(schedule, begins)) {
      const open = found.findLast((shift) => shift.person === person && shift.to === begins);
      if (open) open.to = within[place + 1] ?? to;
      else found.push({ person, from: begins, to: within[place + 1] ?? to });
    }
  }
  return found;
}

function timed(work: () => void): number {
  const begins = performance.now();
  work();
  return performance.now() - begins;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** Both ways in turn, round by round, so that whatever else the machine does meets both. */
function compare(name: string, ours: () => unknown, plain: () => unknown): number {
  if (JSON.stringify(ours()) !== JSON.stringify(plain())) throw new Error(`${name}: the two ways differ`);
  const times = Array.from({ length: rounds }, () => [timed(ours), timed(plain)] as const);
  const [mine, theirs] = [median(times.map(([own]) => own)), median(times.map(([, other]) => other))];
  console.log(`${name}: ${mine.toFixed(2)} ms; with Temporal ${theirs.toFixed(2)} ms`);
  return mine / theirs;
}

const schedules = manySchedules();
const one = yearOfOverrides();
const ratios = [
  compare(
    "who is on call on 1,000 schedules",
    () => schedules.map((schedule) => whoIsOnCall(schedule, now, zoneNamed(schedule.zone)).map(({ personId }) => personId)),
    () => schedules.map((schedule) => plainOnCall(schedule, now)),
  ),
  compare(
    "the final schedule of a year with 50 overrides",
    () => shifts(one, year, year + 365 * day, zoneNamed(one.zone)).map(({ personId, from, to }) => ({ person: personId, from, to })),
    () => plainShifts(one, year, year + 365 * day),
  ),
];
console.log(`ratio, ours to Temporal: ${ratios.map((ratio) => ratio.toFixed(4)).join(" and ")}`);
