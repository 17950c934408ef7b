import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { AbsenceView, ClashView, FeedView } from "./absence.contract.ts";
import { absenceRoutes, feedHandler, writeCalendarLetter, writeClashLetter } from "./index.ts";

const { call, clock, database } = await openTestApp(absenceRoutes, { context: { secret: "for tests" } });
/** People of these tests live in Oslo, an hour east of UTC then. */
const now = Date.parse("2026-11-19T12:00:00Z");
const [amara, ben, grete] = [person("responder", "amara"), person("responder", "ben"), person("manager", "grete")];

type Answer<Body> = Body & { code: string; errors?: { path: string }[] };
const add = (wish: object, as = amara) => call<Answer<AbsenceView>>("POST /api/v1/people/amara/absences", { as, body: wish });
const list = async (as = amara) => (await call<{ items: AbsenceView[] }>("GET /api/v1/people/amara/absences", { as })).body.items;
const feed = async () => (await call<{ feed: FeedView | null }>("GET /api/v1/people/amara/absence-feed", { as: amara })).body.feed;
const subscribe = (url: string) => call<Answer<{ feed: FeedView }>>("PUT /api/v1/people/amara/absence-feed", { as: amara, body: { url } });
const letters = () =>
  database.transaction(async (tx) => (await tx.rows<{ payload: Record<string, string> }>("select payload from due_work where kind = 'letter.mail' order by key")).map(({ payload }) => payload));

beforeAll(async () => {
  for (const id of ["amara", "ben", "grete"]) await addPerson(database, id);
  // Amara has the week of 23 November, from Monday 09:00 UTC on.
  await addSchedule(database, "weeks", "UTC", [{ people: ["ben", "amara"], starts: "2026-11-16T09:00" }]);
});

beforeEach(async () => {
  await database.transaction(async (tx) => {
    for (const table of ["absence", "absence_feed", "due_work", "schedule_override"]) await tx.run(`delete from ${table}`);
  });
  await clock.set(now);
});

describe("an absence by hand", () => {
  it("of whole days runs from midnight to midnight on the person's clock, and says which turns it clashes with", async () => {
    const { status, body } = await add({ firstDay: "2026-11-22", lastDay: "2026-11-24", reason: "Lisbon" });
    expect([status, body.from, body.to, body.timezone]).toEqual([201, "2026-11-21T23:00:00.000Z", "2026-11-24T23:00:00.000Z", "Europe/Oslo"]);
    expect(body.clashes).toMatchObject([{ scheduleId: "weeks", scheduleName: "Weeks", from: "2026-11-23T09:00:00.000Z", to: "2026-11-24T23:00:00.000Z" }]);
    const { body: clashes } = await call<{ items: ClashView[] }>("GET /api/v1/schedules/weeks/absences", { as: "viewer" });
    expect(clashes.items).toMatchObject([{ personId: "amara", name: "Amara", from: "2026-11-23T09:00:00.000Z" }]);
  });

  it("that clashes is told by mail, unless somebody took the turn meanwhile", async () => {
    await add({ from: "2026-11-23T12:00:00Z", to: "2026-11-23T14:00:00Z" });
    const [payload, ...others] = await letters();
    expect([payload?.["letter"], others]).toEqual(["absence-clash", []]);
    const letter = await database.transaction((tx) => writeClashLetter(tx, payload ?? {}));
    expect(letter?.paragraphs.join(" ")).toContain("Weeks from Mon 23 Nov 13:00 to Mon 23 Nov 15:00 (Europe/Oslo)");
    await database.transaction((tx) =>
      tx.run("insert into schedule_override (id, schedule_id, kind, person_id, replaces_id, starts_at, ends_at, made_by, made_at) values (gen_random_uuid(), 'weeks', 'replace', 'ben', 'amara', '2026-11-23T12:00Z', '2026-11-23T14:00Z', '{}', now())"),
    );
    expect(await database.transaction((tx) => writeClashLetter(tx, payload ?? {}))).toBeNull();
  });

  it("that clashes with nothing writes no mail", async () => {
    await add({ firstDay: "2026-11-20", lastDay: "2026-11-21" });
    expect(await letters()).toEqual([]);
  });

  it("tells why only the person and managers", async () => {
    await add({ firstDay: "2026-12-01", lastDay: "2026-12-01", reason: "Oncologist" });
    expect([(await list())[0]?.reason, (await list(grete))[0]?.reason, (await list(ben))[0]?.reason]).toEqual(["Oncologist", "Oncologist", null]);
    expect(await tablesHolding(database, "Oncologist")).toEqual(["absence"]);
  });

  it("is taken back by the person or a manager, and by nobody else", async () => {
    const { body } = await add({ firstDay: "2026-12-01", lastDay: "2026-12-01" });
    const path = `DELETE /api/v1/people/amara/absences/${body.id}`;
    expect([(await call(path, { as: ben })).status, (await call(path, { as: grete })).status, (await call(path, { as: amara })).status]).toEqual([404, 204, 404]);
  });

  it.each<[string, object, number, string | undefined]>([
    ["the last day before the first", { firstDay: "2026-12-02", lastDay: "2026-12-01" }, 422, "lastDay"],
    ["no date", { firstDay: "2026-02-30", lastDay: "2026-12-01" }, 422, "firstDay"],
    ["what is over", { firstDay: "2026-11-01", lastDay: "2026-11-02" }, 422, "lastDay"],
    ["an end before the beginning", { from: "2026-12-02T12:00:00Z", to: "2026-12-02T11:00:00Z" }, 422, "to"],
    ["a year and more", { firstDay: "2026-12-02", lastDay: "2028-12-02" }, 422, "lastDay"],
  ])("is refused for %s", async (_what, wish, status, path) => {
    const answer = await add(wish);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([status, path]);
  });

  it.each(["POST /absences", "GET /absence-feed", "PUT /absence-feed", "DELETE /absence-feed"])("of somebody else is no other than nobody's: %s", async (route) => {
    const [method, path] = route.split(" ");
    const body = route.startsWith("POST") ? { firstDay: "2026-12-02", lastDay: "2026-12-02" } : { url: "https://calendar.example/basic.ics" };
    const ask = (id: string, as: typeof ben) => call(`${method} /api/v1/people/${id}${path}`, { as, ...(method === "POST" || method === "PUT" ? { body } : {}) });
    const foreign = await ask("amara", ben);
    expect(foreign).toMatchObject({ status: 404, body: { code: "person.not-found" } });
    expect((await ask("nobody", ben)).body).toEqual(foreign.body);
    expect((await ask("nobody", grete)).status).toBe(404);
  });
});

const event = (from: string, to: string) => `BEGIN:VEVENT\r\nUID:${from}\r\nDTSTART;VALUE=DATE:${from}\r\nDTEND;VALUE=DATE:${to}\r\nSUMMARY:Oncologist\r\nEND:VEVENT\r\n`;
const calendar = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join("")}END:VCALENDAR\r\n`;

/** What the worker does when the calendar is due, the other side answering with this. */
async function readOnce(answer: string | Refusal | { status: number }): Promise<number | null> {
  const asked: string[] = [];
  const outgoing: Outgoing = {
    request: async ({ url }) => {
      asked.push(url);
      if (isRefusal(answer)) return answer;
      return typeof answer === "string" ? { status: 200, headers: {}, body: answer } : { status: answer.status, headers: {}, body: "" };
    },
  };
  const handler = feedHandler(outgoing);
  const work = { id: 1, kind: handler.kind, key: "absence.feed/amara", payload: { personId: "amara" }, dueAt: now, attempts: 0, epoch: 1 };
  const prepared = await database.transaction((tx) => handler.prepare(tx, work));
  if (prepared === null || !("address" in prepared)) return null;
  const sent = await handler.send(prepared, AbortSignal.timeout(1_000));
  expect(asked).toEqual(["https://calendar.example/secret-path/basic.ics"]);
  return database.transaction((tx) => handler.finish(tx, work, prepared, sent));
}

describe("an absence from a calendar", () => {
  beforeEach(() => subscribe("webcal://calendar.example/secret-path/basic.ics"));

  it("is read at once and every hour, and keeps neither titles nor the open address", async () => {
    expect(await feed()).toMatchObject({ host: "calendar.example", triedAt: null });
    const again = await readOnce(calendar(event("20261123", "20261125")));
    expect(again).toBeGreaterThanOrEqual(now + 3_600_000);
    expect(await list()).toMatchObject([{ from: "2026-11-22T23:00:00.000Z", to: "2026-11-24T23:00:00.000Z", reason: null, isFromFeed: true, clashes: [{ scheduleId: "weeks" }] }]);
    expect(await letters()).toMatchObject([{ letter: "absence-clash" }]);
    expect([await tablesHolding(database, "Oncologist"), await tablesHolding(database, "secret-path")]).toEqual([[], []]);
  });

  it("stays the same where nothing changed, and goes where the event goes", async () => {
    await readOnce(calendar(event("20261123", "20261125"), event("20261201", "20261202")));
    const [first, second] = await list();
    await database.transaction((tx) => tx.run("delete from due_work where kind = 'letter.mail'"));
    await readOnce(calendar(event("20261123", "20261125")));
    expect(await list()).toEqual([first]);
    expect(second?.isFromFeed).toBe(true);
    expect(await letters()).toEqual([]);
    expect(await call(`DELETE /api/v1/people/amara/absences/${first?.id}`, { as: amara })).toMatchObject({ status: 409, body: { code: "absence.from-calendar" } });
  });

  it.each<[string, string | Refusal | { status: number }, string]>([
    ["cannot be reached", refuse("outgoing.unreachable", "calendar.example could not be reached: ECONNREFUSED."), "could not be reached"],
    ["answers with a page", "<html></html>", "no iCalendar file"],
    ["is cut off", calendar(event("20261123", "20261125")).slice(0, 90), "no iCalendar file"],
    ["is gone", { status: 404 }, "status 404"],
  ])("that %s changes nothing kept, and its owner is told once", async (_what, broken, words) => {
    await readOnce(calendar(event("20261201", "20261202")));
    const kept = await list();
    expect(await readOnce(broken)).toBeGreaterThanOrEqual(now + 3_600_000);
    await readOnce(broken);
    expect(await list()).toEqual(kept);
    expect(await feed()).toMatchObject({ problem: expect.stringContaining(words), problemSince: expect.any(String), readAt: expect.any(String) });
    const told = await letters();
    expect(told).toMatchObject([{ letter: "calendar-broken" }]);
    expect((await database.transaction((tx) => writeCalendarLetter(tx, told[0] ?? {})))?.paragraphs[0]).toContain(words);
    await readOnce(calendar());
    expect([(await feed())?.problem, await list()]).toEqual([null, []]);
  });

  it("is forgotten with its calendar", async () => {
    await readOnce(calendar(event("20261201", "20261202")));
    await add({ firstDay: "2026-12-24", lastDay: "2026-12-24" });
    expect((await call("DELETE /api/v1/people/amara/absence-feed", { as: amara })).status).toBe(204);
    expect([await feed(), (await list()).map(({ firstDay }) => firstDay), await readOnce("")]).toEqual([null, ["2026-12-24"], null]);
  });

  it("is refused for an address that is none, and to others", async () => {
    expect(await subscribe("file:///etc/passwd")).toMatchObject({ status: 422, body: { errors: [{ path: "url" }] } });
    expect(await call("GET /api/v1/people/amara/absence-feed", { as: ben })).toMatchObject({ status: 404 });
  });
});
