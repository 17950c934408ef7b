import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOutgoing } from "../../platform/outgoing/outgoing.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal } from "../../values/refusal.ts";
import type { ScheduleShiftsView } from "./contract.ts";
import { onCallRoutes, scheduleCalendarHandler } from "./index.ts";
import { readEvents } from "./calendar.adapter.ts";
import type { CalendarView } from "./schedule-calendar.contract.ts";

const folder = join(process.env.MUSTER_FIXTURES ?? "../shared/fixtures", "schedules/grafana-oncall");
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`Skipped: no recorded calendars in ${folder}\n`);

const { call, clock, database } = await openTestApp(onCallRoutes, { context: { secret: "a-key-of-this-installation" } });
const at = (text: string) => Date.parse(text);
const isWanted = () => true;
const short = (time: string) => time.slice(0, 16);

function calendar(...events: string[][]): string {
  const lines = events.flatMap((lines, index) => ["BEGIN:VEVENT", `UID:${index}`, "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "X-WR-TIMEZONE:Asia/Tokyo", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

async function put(schedule: string, id: string, body: object) {
  return call<CalendarView & { code: string }>(`PUT /api/v1/schedules/${schedule}/calendars/${id}`, { as: "manager", body });
}

async function final(schedule: string, from: string, to: string): Promise<string[]> {
  const { body } = await call<ScheduleShiftsView>(`GET /api/v1/schedules/${schedule}/shifts?from=${from}&to=${to}`, { as: "viewer" });
  return body.items.map((shift) => `${shift.personId} ${short(shift.from)} ${short(shift.to)}`);
}

beforeAll(async () => {
  await clock.set(at("2026-03-01T12:00:00Z"));
  await database.transaction((tx) =>
    tx.run(
      `insert into person (id, name, email, place) values ('ana', 'Ana Lima', 'ana@example.test', 0), ('ben', 'Ben', 'ben@example.test', 1), ('cy', 'Cy', 'cy@example.test', 2),
        ('sam', 'Sam', 'sam@example.test', 3), ('sam-2', 'Sam', 'sam.two@example.test', 4)`,
    ),
  );
  for (const id of ["own", "names", "times", "feed", "past"]) await addSchedule(database, id, "Europe/Berlin", []);
  await addSchedule(database, "turns", "UTC", [{ people: ["cy"], starts: "2020-01-01T00:00", turn: "1w" }]);
});

describe("the names in a calendar", () => {
  it("are names, addresses or ids in any case, with @ or without; what is unknown or shared by two is listed and stays a gap", async () => {
    const titles = ["@ana lima", "BEN@example.test", "Cy, Ana Lima", "Zoe", "Zoe", "sam", "sam-2"];
    const content = calendar(...titles.map((title, index) => [`SUMMARY:${title.replace(",", "\\,")}`, `DTSTART:2026031${index}T080000Z`, `DTEND:2026031${index}T090000Z`]));
    const { status, body } = await put("names", "rota", { content });
    expect([status, body.unknown, body.shifts, body.coveredTo]).toEqual([200, [{ name: "Zoe", count: 2 }, { name: "sam", count: 1 }], 5, "2026-03-16T09:00:00.000Z"]);
    const shifts = await final("names", "2026-03-09T00:00:00Z", "2026-03-20T00:00:00Z");
    expect(shifts.map((line) => line.slice(0, line.indexOf("T")))).toEqual(["ana 2026-03-10", "ben 2026-03-11", "ana 2026-03-12", "cy 2026-03-12", "sam-2 2026-03-16"]);
  });
});

describe("the times in a calendar", () => {
  it("keep the wall clock through a change of it, moved and left out occurrences too, and days end before their last", async () => {
    const content = calendar(
      ["SUMMARY:ana", "DTSTART;TZID=America/New_York:20260306T180000", "DTEND;TZID=America/New_York:20260306T200000", "RRULE:FREQ=DAILY;UNTIL=20260310T235959Z", "EXDATE:20260308T230000Z".replace("230000", "220000")],
      ["SUMMARY:ben", "DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330"],
      ["SUMMARY:cy", "DTSTART:20260402T090000", "DURATION:PT8H"],
    ).replace("BEGIN:VEVENT\r\nUID:1", "BEGIN:VEVENT\r\nUID:0\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID;TZID=America/New_York:20260309T180000\r\nSUMMARY:ben\r\nDTSTART:20260309T120000Z\r\nDTEND:20260309T130000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1");
    expect((await put("times", "rota", { content })).body.unknown).toEqual([]);
    expect(await final("times", "2026-03-05T00:00:00Z", "2026-04-10T00:00:00Z")).toEqual([
      "ana 2026-03-06T23:00 2026-03-07T01:00",
      "ana 2026-03-07T23:00 2026-03-08T01:00",
      // The eighth is left out; the ninth was moved and given to Ben; the tenth is on summer time.
      "ben 2026-03-09T12:00 2026-03-09T13:00",
      "ana 2026-03-10T22:00 2026-03-11T00:00",
      // Whole days and times without a zone are on the schedule's clock, not on the calendar's hint.
      "ben 2026-03-27T23:00 2026-03-29T22:00",
      "cy 2026-04-02T07:00 2026-04-02T15:00",
    ]);
  });

  it("follows every rule of an event, also where an earlier one never ends", async () => {
    const content = calendar(["SUMMARY:ana", "DTSTART:20260601T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO", "RRULE:FREQ=WEEKLY;BYDAY=WE"]);
    await put("own", "twice", { content });
    expect(await final("own", "2026-06-08T00:00:00Z", "2026-06-12T00:00:00Z")).toEqual(["ana 2026-06-08T08:00 2026-06-08T09:00", "ana 2026-06-10T08:00 2026-06-10T09:00"]);
    await call("DELETE /api/v1/schedules/own/calendars/twice", { as: "manager" });
  });

  it.each(["FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY"])("are refused where looking for the next might never end: %s", async (rule) => {
    const content = calendar(["SUMMARY:ana", "DTSTART:20260310T080000Z", "DURATION:PT1H", `RRULE:${rule}`]);
    expect((await put("own", "odd", { content })).body).toMatchObject({ code: "calendar.rule", errors: [{ path: "content" }] });
  });

  it("refuses what is no calendar, and keeps what was there", async () => {
    await put("own", "rota", { name: "Rota", content: calendar(["SUMMARY:ana", "DTSTART:20260310T080000Z", "DTEND:20260310T090000Z"]) });
    const kept = () => call<{ items: CalendarView[] }>("GET /api/v1/schedules/own/calendars", { as: "viewer" });
    const before = (await kept()).body.items;
    expect(before).toHaveLength(1);
    expect((await put("own", "new", { content: "<html>" })).body.code).toBe("calendar.unreadable");
    expect((await put("own", "rota", { name: "Other", priority: 7, content: "<html>" })).body.code).toBe("calendar.unreadable");
    expect((await kept()).body.items).toEqual(before);
    for (const content of ["<html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR"]) {
      expect((await put("own", "rota", { content })).body).toMatchObject({ code: "calendar.unreadable" });
    }
    expect(await final("own", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")).toEqual(["ana 2026-03-10T08:00 2026-03-10T09:00"]);
  });
});

describe("a calendar beside layers", () => {
  it("is one of them by its priority, or goes before all as overrides", async () => {
    const content = calendar(["SUMMARY:ana", "DTSTART:20260310T080000Z", "DTEND:20260310T090000Z"]);
    const noon = ["2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z"] as const;
    await put("turns", "rota", { content });
    expect(await final("turns", ...noon)).toEqual(["cy 2026-03-10T08:00 2026-03-10T09:00", "ana 2026-03-10T08:00 2026-03-10T09:00"]);
    await put("turns", "rota", { content, isOverride: true });
    expect(await final("turns", ...noon)).toEqual(["ana 2026-03-10T08:00 2026-03-10T09:00"]);
    const { body } = await call<ScheduleShiftsView>(`GET /api/v1/schedules/turns/shifts?from=${noon[0]}&to=${noon[1]}`, { as: "viewer" });
    expect(body.layers.map(({ isCalendar, priority }) => [isCalendar, priority])).toEqual([[false, 0], [true, 2_000]]);
    expect((await call("DELETE /api/v1/schedules/turns/calendars/rota", { as: "manager" })).status).toBe(204);
    expect(await final("turns", ...noon)).toEqual(["cy 2026-03-10T08:00 2026-03-10T09:00"]);
  });

  it("begins to hold when it is taken in, and tells no past anew", async () => {
    const event = (who: string) => ["RRULE:FREQ=DAILY", `SUMMARY:${who}`, "DTSTART:20260101T080000Z", "DTEND:20260101T160000Z"];
    await put("past", "rota", { content: calendar(event("ana")) });
    await clock.set(at("2026-03-01T18:00:00Z"));
    await put("past", "rota", { content: calendar(event("ben")) });
    expect(await final("past", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z")).toEqual(["ana 2026-03-01T12:00 2026-03-01T16:00", "ben 2026-03-02T08:00 2026-03-02T16:00"]);
  });
});

describe("a calendar at an address", async () => {
  let answer = { status: 200, body: calendar(["SUMMARY:ana", "DTSTART:20260310T080000Z", "DTEND:20260310T090000Z"]) };
  const server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-token/rota.ics`;
  afterAll(() => server.close());

  async function readIt(allowNetworks: string[] = ["127.0.0.0/8"]): Promise<void> {
    const handler = scheduleCalendarHandler(createOutgoing({ allowNetworks }));
    const work = { id: 1, kind: handler.kind, key: "", payload: { scheduleId: "feed", id: "rota" }, dueAt: 0, attempts: 0, epoch: 0 };
    const prepared = await database.transaction((tx) => handler.prepare(tx, work));
    const sent = await handler.send(prepared as never, AbortSignal.timeout(5_000));
    await database.transaction((tx) => handler.finish(tx, work, prepared as never, sent));
  }
  const shown = async () => (await call<{ items: CalendarView[] }>("GET /api/v1/schedules/feed/calendars", { as: "viewer" })).body.items[0];
  const day = () => final("feed", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z");

  it("is read through the guarded way out, shown by its host alone, and kept where it breaks", async () => {
    expect(await put("feed", "rota", { url: "ftp://example.test/x" })).toMatchObject({ status: 422, body: { code: "calendar.address.invalid" } });
    expect(await put("feed", "rota", { url })).toMatchObject({ status: 200, body: { host: "127.0.0.1", readAt: null } });
    await readIt([]);
    expect((await shown())?.problem).toContain("MUSTER_ALLOW_NETWORKS");
    await readIt();
    expect(await shown()).toMatchObject({ problem: null, shifts: 1 });
    expect(JSON.stringify(await shown())).not.toContain("secret-token");
    expect(await day()).toEqual(["ana 2026-03-10T08:00 2026-03-10T09:00"]);
    for (const broken of [{ status: 500, body: "" }, { status: 200, body: "<html>Sign in</html>" }]) {
      answer = broken;
      await readIt();
      expect((await shown())?.problem).toBeTruthy();
      expect(await day()).toEqual(["ana 2026-03-10T08:00 2026-03-10T09:00"]);
    }
    expect(await put("feed", "rota", { url: `${url}?renewed` })).toMatchObject({ status: 200, body: { problem: null, triedAt: null } });
    const notices = await database.transaction((tx) => tx.rows<{ sentence: string }>("select sentence from notice where code = 'schedule.calendar'"));
    expect(notices.map(({ sentence }) => sentence).join()).toContain("What it said before still holds.");
  });
});

describe.skipIf(!isThere)("calendars recorded from Grafana OnCall", () => {
  interface Expected {
    id: string;
    file: string;
    expected: { users: string[]; start: string; end: string }[];
  }
  const cases = isThere ? (JSON.parse(readFileSync(join(folder, "ical_expected.json"), "utf8")) as { cases: Expected[] }).cases : [];
  const day = 86_400_000;

  it.each(cases)("$id", ({ file, expected }) => {
    const times = expected.flatMap(({ start, end }) => [at(start), at(end)]);
    const found = readEvents(readFileSync(join(folder, file), "utf8"), { zone: zoneNamed("UTC"), from: Math.min(...times) - day, to: Math.max(...times) + day, isWanted });
    const lines = isRefusal(found) ? [] : found.map(({ summary, from, to }) => `${summary.toLowerCase().replace(/^@/, "")} ${from} ${to}`);
    expect(lines).toEqual(expect.arrayContaining(expected.flatMap(({ users, start, end }) => users.map((user) => `${user.toLowerCase()} ${at(start)} ${at(end)}`))));
  });

  it("repeat every day in their own zone, and cover four days of September whole", () => {
    const repeated = readEvents(readFileSync(join(folder, "calendars/calendar_with_recurring_event.ics"), "utf8"), { zone: zoneNamed("UTC"), from: at("2026-01-10T00:00Z"), to: at("2026-01-12T00:00Z"), isWanted });
    expect(repeated).toEqual([10, 11].map((date) => ({ summary: "@Bernard Desruisseaux", from: at(`2026-01-${date}T08:00Z`), to: at(`2026-01-${date}T17:00Z`) })));
    const whole = readEvents(readFileSync(join(folder, "calendars/quality.ics"), "utf8"), { zone: zoneNamed("UTC"), from: at("2022-09-12T00:00Z"), to: at("2022-09-16T00:00Z"), isWanted });
    expect(whole).toContainEqual({ summary: "user1", from: at("2022-09-12T00:00Z"), to: at("2022-09-16T00:00Z") });
  });
});
