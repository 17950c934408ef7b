import fc from "fast-check";
import ical from "ical.js";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson, addSignedInPerson } from "../../platform/testing/test-people.ts";
import { addSchedule, type TestLayer } from "../../platform/testing/test-schedules.ts";
import type { CalendarFeedView, NewCalendarFeedView } from "./calendar-feed.contract.ts";
import { myOnCallRoutes, onCallRoutes } from "./index.ts";
import type { PersonShiftView, ShiftView } from "./contract.ts";

const publicUrl = "https://muster.acme.example";
const { app, call, clock, database } = await openTestApp(
  (routes, tools) => {
    onCallRoutes(routes, tools);
    myOnCallRoutes(routes, tools);
  },
  { context: { links: { publicUrl } } },
);
const now = Date.parse("2026-11-19T13:47:00Z");
const day = 86_400_000;
const people = ["amara", "ben", "chidi"];
const amara = person("responder", "amara");

const make = async (scheduleId: string | null = null) => (await call<NewCalendarFeedView>("POST /api/v1/me/calendar-feeds", { as: amara, body: { scheduleId } })).body;
const fetchFeed = (address: string) => app.inject({ method: "GET", url: new URL(address).pathname });

interface Entry {
  uid: string;
  summary: string;
  from: string;
  to: string;
}

/** What a calendar program makes of it. */
async function entriesOf(address: string): Promise<Entry[]> {
  const answer = await fetchFeed(address);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  const calendar = new ical.Component(ical.parse(answer.body) as ConstructorParameters<typeof ical.Component>[0]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ical.Event(component);
    return { uid: event.uid, summary: event.summary, from: event.startDate.toJSDate().toISOString(), to: event.endDate.toJSDate().toISOString() };
  });
}

beforeAll(async () => {
  await addSignedInPerson(database, "amara", "responder");
  for (const id of ["ben", "chidi"]) await addPerson(database, id);
});

beforeEach(async () => {
  await database.transaction(async (tx) => {
    for (const table of ["schedule", "calendar_feed"]) await tx.run(`delete from ${table}`);
    await tx.run("update account set disabled_at = null");
  });
  await clock.set(now);
});

const weekly: TestLayer[] = [{ people: ["amara", "ben"], starts: "2026-11-16T09:00" }];

describe("A calendar", () => {
  it("of one's own shifts is read without signing in, line by line as RFC 5545 wants it", async () => {
    await addSchedule(database, "web-primary", "Europe/Berlin", weekly);
    await database.transaction((tx) => tx.run("update schedule set name = $1", [`Købmænd, "web"; ${"ä".repeat(60)}`]));
    const feed = await make();
    expect(feed.address).toMatch(/^https:\/\/muster\.acme\.example\/calendars\/[\w-]{43}\.ics$/);
    const { body } = await fetchFeed(feed.address);
    const lines = body.split("\r\n");
    expect(body.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(body.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines).toContain("X-WR-CALNAME:Amara on call");
    expect(lines).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    const [first] = await entriesOf(feed.address);
    expect(first).toMatchObject({ summary: `On call: Købmænd, "web"; ${"ä".repeat(60)}`, from: "2026-11-16T08:00:00.000Z", to: "2026-11-23T08:00:00.000Z" });
  });

  it("of a schedule names whoever is on call", async () => {
    await addSchedule(database, "web-primary", "Europe/Berlin", weekly);
    const entries = await entriesOf((await make("web-primary")).address);
    expect(entries.slice(0, 3).map(({ summary }) => summary)).toEqual(["Amara: Web primary", "Ben: Web primary", "Amara: Web primary"]);
  });

  it("calls the same shift the same tomorrow, also the one that runs, and one without an end", async () => {
    await addSchedule(database, "web-primary", "Europe/Berlin", weekly);
    await addSchedule(database, "standing", "UTC", [{ people: ["amara"], starts: "2020-01-01T00:00" }]);
    const { address } = await make();
    const before = await entriesOf(address);
    await clock.set(now + 29 * day);
    const after = new Map((await entriesOf(address)).map((entry) => [entry.uid, entry]));
    expect(before.filter(({ uid }) => after.has(uid)).length).toBeGreaterThan(10);
    for (const { uid, from } of before.filter((entry) => after.has(entry.uid) && entry.summary !== "On call: Standing")) expect(after.get(uid)?.from).toBe(from);
    expect(before.filter(({ summary }) => summary === "On call: Standing").map(({ uid }) => after.has(uid))).toEqual([true]);
    expect(new Set(before.map(({ uid }) => uid)).size).toBe(before.length);
  });

  it("says what the shifts of the API say, whatever the schedule and its overrides", async () => {
    const someone = fc.constantFrom(...people);
    const layer = fc.record({
      people: fc.array(someone, { minLength: 1, maxLength: 4 }),
      starts: fc.constantFrom("2026-01-05T09:00", "2026-11-02T00:00", "2026-12-24T18:30"),
      turn: fc.constantFrom("12h", "1d", "3d", "1w", "1mo"),
      priority: fc.integer({ min: 0, max: 1 }),
      hours: fc.constantFrom([], [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" }], [{ days: ["sat", "sun"], from: "20:00", to: "08:00" }]),
    });
    const change = fc.record({ kind: fc.constantFrom("add", "remove", "replace"), personId: someone, replacesId: fc.option(someone), start: fc.integer({ min: -20 * 24, max: 150 * 24 }), hours: fc.integer({ min: 1, max: 300 }) });
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC");
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 3 }), fc.array(change, { maxLength: 6 }), zones, async (layers, changes, zone) => {
        await database.transaction((tx) => tx.run("delete from schedule"));
        await addSchedule(database, "random", zone, layers);
        await database.transaction(async (tx) => {
          for (const [index, { kind, personId, replacesId, start, hours }] of changes.entries()) {
            await tx.run(
              "insert into schedule_override (id, schedule_id, kind, person_id, replaces_id, starts_at, ends_at, made_by, made_at) values (gen_random_uuid(), 'random', $1, $2, $3, $4, $5, '{\"kind\":\"muster\"}', $6)",
              [kind, personId, kind === "replace" ? replacesId : null, new Date(now + start * 3_600_000).toISOString(), new Date(now + (start + hours) * 3_600_000).toISOString(), new Date(now - 60_000 + index).toISOString()],
            );
          }
        });
        await agrees();
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it("is taken back, and ends with its owner's account", async () => {
    await addSchedule(database, "web-primary", "Europe/Berlin", weekly);
    const [first, second] = [await make(), await make()];
    expect((await call(`DELETE /api/v1/me/calendar-feeds/${first.id}`, { as: person("responder", "ben") })).status).toBe(404);
    expect((await call(`DELETE /api/v1/me/calendar-feeds/${first.id}`, { as: amara })).status).toBe(204);
    expect((await fetchFeed(first.address)).statusCode).toBe(404);
    expect((await fetchFeed(second.address)).statusCode).toBe(200);
    await database.transaction((tx) => tx.run("update account set disabled_at = muster_now()"));
    expect((await fetchFeed(second.address)).statusCode).toBe(404);
  });

  it("is kept without its secret, and says when it was last read", async () => {
    const { address, id } = await make();
    const secret = /\/([\w-]{43})\.ics$/.exec(address)?.[1] ?? "";
    await fetchFeed(address);
    const { items } = (await call<{ items: CalendarFeedView[] }>("GET /api/v1/me/calendar-feeds", { as: amara })).body;
    expect([items.length, items[0]?.id, items[0]?.readAt?.slice(0, 16)]).toEqual([1, id, "2026-11-19T13:47"]);
    const stored = await database.transaction((tx) => tx.first<{ row: string }>("select calendar_feed::text as row from calendar_feed"));
    expect(stored?.row).not.toContain(secret);
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it("is refused of a schedule that is not there, and past twenty", async () => {
    expect(await call("POST /api/v1/me/calendar-feeds", { as: amara, body: { scheduleId: "gone" } })).toMatchObject({ status: 404, body: { code: "schedule.not-found" } });
    for (let index = 0; index < 20; index += 1) await make();
    expect(await call("POST /api/v1/me/calendar-feeds", { as: amara, body: {} })).toMatchObject({ status: 409, body: { code: "calendar-feed.full" } });
    for (const name of ["x.ics", `${"a".repeat(43)}.ics`, "a".repeat(43)]) expect((await app.inject({ method: "GET", url: `/calendars/${name}` })).statusCode).toBe(404);
  });
});

const span = `from=${new Date(now - 30 * day).toISOString()}&to=${new Date(now + 180 * day).toISOString()}`;
const [first, last] = [now - 30 * day, now + 180 * day];

/** Both calendars against the shifts of the API, in the same span. */
async function agrees(): Promise<void> {
  const cut = ({ from, to }: { from: string; to: string }) => [Math.max(first, Date.parse(from)), Math.min(last, Date.parse(to))].map((at) => new Date(at).toISOString().slice(0, 16)).join(" ");
  await clock.set(now);
  const whole = await call<{ items: ShiftView[] }>(`GET /api/v1/schedules/random/shifts?${span}`, { as: "viewer" });
  const own = await call<{ items: PersonShiftView[] }>(`GET /api/v1/people/amara/shifts?${span}`, { as: "viewer" });
  const named = (entry: Entry) => `${entry.summary.split(":")[0]} ${cut(entry)}`;
  expect((await entriesOf((await make("random")).address)).map(named).sort()).toEqual(whole.body.items.map((shift) => `${shift.name} ${cut(shift)}`).sort());
  expect((await entriesOf((await make()).address)).map(cut).sort()).toEqual(own.body.items.map(cut).sort());
  await database.transaction((tx) => tx.run("delete from calendar_feed"));
}
