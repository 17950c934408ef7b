import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { OnCallView, PersonShiftView, ScheduleShiftsView, ScheduleView } from "./contract.ts";
import { onCallRoutes } from "./index.ts";

const { app, call, clock, database } = await openTestApp(onCallRoutes);
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const hour = 3_600_000;
const day = 24 * hour;

interface Refused {
  code: string;
  detail: string;
}

const get = <Body>(path: string) => call<Body>(`GET /api/v1${path}`, { as: "viewer" });
const shiftsOf = async (id: string, from: string, to: string) => (await get<ScheduleShiftsView>(`/schedules/${id}/shifts?from=${from}&to=${to}`)).body;
const onCallAt = async (at: string) => (await get<{ items: OnCallView[] }>(`/on-call?at=${at}`)).body.items;
const written = ({ name, from, to }: { name: string; from: string; to: string }) => `${name} ${from.slice(0, 16)} ${to.slice(0, 16)}`;

interface Row {
  id: string;
  schedule: string;
  kind: string;
  person: string | null;
  replaces?: string;
  from: string;
  to: string;
}

async function override({ id, schedule, kind, person, replaces = undefined, from, to }: Row) {
  const values = [id, schedule, kind, person, replaces, from, to, JSON.stringify({ kind: "person", id: "ben" })];
  await database.transaction((tx) =>
    tx.run("insert into schedule_override values ($1, $2, $3, $4, $5, $6, $7, 'Dentist', $8, '2026-10-01T00:00Z')", values),
  );
}

const dentist = "0199a1f0-0000-7000-8000-000000000001";
const nobody = "0199a1f0-0000-7000-8000-000000000002";

beforeAll(async () => {
  for (const id of ["amara", "ben", "chidi", "dana"]) await addPerson(database, id);
  const handover = { starts: "2026-09-07T09:00", turn: "1w" };
  await addSchedule(database, "web-primary", "Europe/Berlin", [{ ...handover, people: ["ben", "amara"], name: "Weekly turn" }]);
  await addSchedule(database, "follow-the-sun", "UTC", [
    { people: ["chidi", ["ben", "amara"]], starts: "2026-09-07T06:00", turn: "1d", hours: [{ days: everyDay, from: "06:00", to: "18:00" }] },
    { people: ["dana"], starts: "2026-09-07T18:00", turn: "1d", hours: [{ days: everyDay, from: "18:00", to: "06:00" }] },
  ]);
  await addSchedule(database, "empty", "Asia/Kathmandu", []);
  await addSchedule(database, "restless", "UTC", [{ people: ["gone", "dana"], starts: "2026-09-07T00:00", turn: "5m", ends: "2026-09-08T00:00" }]);
  await override({ id: dentist, schedule: "web-primary", kind: "replace", person: "chidi", replaces: "ben", from: "2026-10-21T08:00Z", to: "2026-10-21T12:00Z" });
  await override({ id: nobody, schedule: "web-primary", kind: "remove", person: null, from: "2026-11-10T00:00Z", to: "2026-11-11T00:00Z" });
  await clock.set(Date.parse("2026-10-20T10:00Z"));
});

describe("who is on call", () => {
  it("is told of every schedule, with since when, until when and why", async () => {
    const { status, body } = await get<{ items: OnCallView[]; next: null }>("/on-call");
    expect(status).toBe(200);
    expect(body.next).toBeNull();
    expect(body.items.map(({ scheduleId, isGap }) => [scheduleId, isGap])).toEqual([["web-primary", false], ["follow-the-sun", false], ["empty", true], ["restless", true]]);
    const because = { kind: "layer", place: 0, name: "Weekly turn" };
    // The override of tomorrow already bounds the shift of today.
    const people = [{ personId: "ben", name: "Ben", since: "2026-10-19T07:00:00.000Z", until: "2026-10-21T08:00:00.000Z", because }];
    expect(body.items[0]).toEqual({ scheduleId: "web-primary", scheduleName: "Web primary", timezone: "Europe/Berlin", isGap: false, people, shadows: [], roles: [] });
  });

  it("is told for another time, with the override that put somebody there", async () => {
    const [web] = await onCallAt("2026-10-21T10:00:00%2B02:00");
    const because = { kind: "override", overrideId: dentist, replacesId: "ben", replacesName: "Ben", reason: "Dentist" };
    expect(web?.people).toEqual([{ personId: "chidi", name: "Chidi", since: "2026-10-21T08:00:00.000Z", until: "2026-10-21T12:00:00.000Z", because }]);
  });

  it("hands over at nine on Berlin's clock, before and after the clock changes", async () => {
    const whoAt = async (at: string) => (await onCallAt(at))[0]?.people.map(({ name }) => name);
    expect(await whoAt("2026-10-19T06:59:59.999Z")).toEqual(["Amara"]);
    expect(await whoAt("2026-10-19T07:00:00Z")).toEqual(["Ben"]);
    expect(await whoAt("2026-10-26T07:59:59.999Z")).toEqual(["Ben"]);
    expect(await whoAt("2026-10-26T08:00:00Z")).toEqual(["Amara"]);
    const { items } = await shiftsOf("web-primary", "2026-10-26T00:00:00Z", "2026-11-03T00:00:00Z");
    expect(items.map(written)).toEqual(["Ben 2026-10-26T00:00 2026-10-26T08:00", "Amara 2026-10-26T08:00 2026-11-02T08:00", "Ben 2026-11-02T08:00 2026-11-03T00:00"]);
  });

  it("takes a + that nobody escaped, and small letters", async () => {
    const [exact] = await onCallAt("2026-10-21T10:00:00.000+02:00");
    expect(exact?.people.map(({ name }) => name)).toEqual(["Chidi"]);
    expect((await onCallAt("2026-10-21t08:00:00z"))[0]).toEqual(exact);
  });

  it.each([
    ...["tomorrow", "", "2026-10-21", "2026-10-21T10:00:00", "2026-10-21T10:00Z", "2026-02-30T10:00:00Z", "2026-10-21T24:00:00Z", "2026-10-21T10:00:60Z"],
    ...["2026-10-21T10:00:00%2B24:00", "2026-10-21T10:00:00%2B01:60", "2026-10-21T10:00:00%2B0100", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-10-21T10:00:00Z%20"],
  ])("refuses %j, which is no such time, and says how to write it", async (at) => {
    const answer = await get<Refused>(`/on-call?at=${at}`);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    expect(answer.body.detail).toContain("2026-11-19T13:47:00Z");
  });

  it("is told page by page", async () => {
    const found: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body }: { body: { items: OnCallView[]; next: string | null } } = await get(`/on-call?limit=3${cursor && `&cursor=${cursor}`}`);
      found.push(...body.items.map(({ scheduleId }) => scheduleId));
      cursor = body.next;
    }
    expect(found).toEqual(["web-primary", "follow-the-sun", "empty", "restless"]);
    const forged = Buffer.from('["1e9","\\u0000"]').toString("base64url");
    expect((await get(`/on-call?cursor=${forged}`)).status).toBe(200);
  });

  it("is told only to those who are signed in", async () => {
    for (const path of ["/on-call", "/schedules", "/schedules/web-primary", "/schedules/web-primary/shifts", "/people/ben/shifts"]) {
      expect((await call(`GET /api/v1${path}`)).status).toBe(401);
    }
  });
});

describe("a schedule", () => {
  it("says its layers, who is in them in which order, and when they hand over next", async () => {
    const { body } = await get<{ items: ScheduleView[] }>("/schedules");
    expect(body.items.map(({ id, name, timezone }) => [id, name, timezone])).toEqual([
      ["web-primary", "Web primary", "Europe/Berlin"],
      ["follow-the-sun", "Follow the sun", "UTC"],
      ["empty", "Empty", "Asia/Kathmandu"],
      ["restless", "Restless", "UTC"],
    ]);
    expect(body.items[0]?.layers).toEqual([
      {
        place: 0,
        name: "Weekly turn",
        people: [[{ personId: "ben", name: "Ben" }], [{ personId: "amara", name: "Amara" }]],
        starts: "2026-09-07T09:00",
        ends: null,
        turn: "1w",
        hours: [],
        priority: 0,
        handsOver: "Mondays 09:00",
        nextHandoffAt: "2026-10-26T08:00:00.000Z",
      },
    ]);
    const [sun, night] = body.items[1]?.layers ?? [];
    expect(sun).toMatchObject({ name: "Daily turn 06:00–18:00", handsOver: "daily 06:00", nextHandoffAt: "2026-10-21T06:00:00.000Z" });
    expect(sun?.people[1]).toEqual([{ personId: "ben", name: "Ben" }, { personId: "amara", name: "Amara" }]);
    expect(night).toMatchObject({ name: "Fixed hours 18:00–06:00", handsOver: null, nextHandoffAt: null });
    expect(body.items[3]?.layers[0]).toMatchObject({ name: "Turns of 5 minutes", turn: "5m", handsOver: "every 5 minutes", nextHandoffAt: null, ends: "2026-09-08T00:00" });
  });

  it("is found by its id, and an unknown one is not", async () => {
    expect((await get<ScheduleView>("/schedules/follow-the-sun")).body.layers).toHaveLength(2);
    for (const path of ["/schedules/none", "/schedules/none/shifts"]) expect(await get<Refused>(path)).toMatchObject({ status: 404, body: { code: "schedule.not-found" } });
  });
});

describe("the calendar of a schedule", () => {
  it("shows layers, overrides, gaps and who is really on call", async () => {
    const calendar = await shiftsOf("web-primary", "2026-10-20T00:00:00Z", "2026-10-27T00:00:00Z");
    const ben = "Ben 2026-10-20T00:00 2026-10-21T08:00";
    expect(calendar.items.map(written)).toEqual([ben, "Chidi 2026-10-21T08:00 2026-10-21T12:00", "Ben 2026-10-21T12:00 2026-10-26T08:00", "Amara 2026-10-26T08:00 2026-10-27T00:00"]);
    expect(calendar.items.map(({ startsEarlier, endsLater }) => [startsEarlier, endsLater])).toEqual([[true, false], [false, false], [false, false], [false, true]]);
    expect(calendar.layers.map(({ name, shifts }) => [name, shifts.map(written)])).toEqual([
      ["Weekly turn", ["Ben 2026-10-20T00:00 2026-10-26T08:00", "Amara 2026-10-26T08:00 2026-10-27T00:00"]],
    ]);
    expect(calendar.overrides).toEqual([
      {
        id: dentist,
        kind: "replace",
        personId: "chidi",
        name: "Chidi",
        replacesId: "ben",
        replacesName: "Ben",
        from: "2026-10-21T08:00:00.000Z",
        to: "2026-10-21T12:00:00.000Z",
        shifts: [],
        reason: "Dentist",
        madeBy: { kind: "person", id: "ben", name: "Ben" },
        madeAt: "2026-10-01T00:00:00.000Z",
      },
    ]);
    expect(calendar.gaps).toEqual([]);
    expect(calendar.next).toBeNull();
  });

  it("shows where nobody is on call, and by which override", async () => {
    const { gaps, items } = await shiftsOf("web-primary", "2026-11-09T12:00:00Z", "2026-11-12T00:00:00Z");
    expect(gaps).toEqual([{ from: "2026-11-10T00:00:00.000Z", to: "2026-11-11T00:00:00.000Z", overrideIds: [nobody] }]);
    expect(items).toHaveLength(2);
    expect((await shiftsOf("empty", "2026-11-09T12:00:00Z", "2026-11-12T00:00:00Z")).gaps).toEqual([{ from: "2026-11-09T12:00:00.000Z", to: "2026-11-12T00:00:00.000Z", overrideIds: [] }]);
  });

  it("gives the clock changes, so that days can be drawn without time-zone data", async () => {
    const winter = { at: "2026-10-25T01:00:00.000Z", offsetSeconds: 3_600 };
    const summer = { at: "2026-03-29T01:00:00.000Z", offsetSeconds: 7_200 };
    expect((await shiftsOf("web-primary", "2026-10-20T00:00:00Z", "2026-10-27T00:00:00Z")).transitions).toEqual([summer, winter]);
    expect((await shiftsOf("web-primary", "2026-12-20T00:00:00Z", "2026-12-27T00:00:00Z")).transitions).toEqual([winter]);
    expect((await shiftsOf("empty", "2026-10-20T00:00:00Z", "2026-10-27T00:00:00Z")).transitions).toMatchObject([{ offsetSeconds: 20_700 }]);
  });

  it("shows thirty days from now on where no span is asked for", async () => {
    const { body } = await get<ScheduleShiftsView>("/schedules/web-primary/shifts");
    expect(body.from.slice(0, 16)).toBe("2026-10-20T10:00");
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * day);
    expect(body.timezone).toBe("Europe/Berlin");
  });

  it.each([
    ["from=2026-10-21T00:00:00Z&to=2026-10-21T00:00:00Z", "The span must end after it begins."],
    ["to=2026-10-01T00:00:00Z", "The span must end after it begins."],
    ["from=2026-01-01T00:00:00Z&to=2027-02-05T00:00:01Z", "Ask for 400 days at most."],
  ])("refuses ?%s", async (query, detail) => {
    for (const path of ["/schedules/web-primary/shifts", "/people/ben/shifts"]) {
      expect(await get<Refused>(`${path}?${query}`)).toMatchObject({ status: 422, body: { code: "schedule.span.invalid", detail, errors: [{ path: "to", message: detail }] } });
    }
  });

  it("counts out no more turns than a screen could show", async () => {
    expect((await shiftsOf("restless", "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z")).items).toHaveLength(288);
    const answer = await get<Refused>("/schedules/restless/shifts?from=2026-09-01T00:00:00Z&to=2027-09-01T00:00:00Z");
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining("34 days at most") } });
  });

  it("agrees at every moment with who is on call", async () => {
    const from = Date.parse("2026-10-18T00:00Z");
    const span = 28 * day;
    const calendars = new Map<string, ScheduleShiftsView>();
    for (const id of ["web-primary", "follow-the-sun", "empty", "restless"]) calendars.set(id, await shiftsOf(id, new Date(from).toISOString(), new Date(from + span).toISOString()));
    const anyMoment = fc.oneof(fc.integer({ min: 0, max: span - 1 }), fc.integer({ min: 1, max: span / hour - 1 }).chain((hours) => fc.constantFrom(-1, 0, 1).map((by) => hours * hour + by)));
    await fc.assert(
      fc.asyncProperty(anyMoment, async (after) => {
        const at = new Date(from + after).toISOString();
        for (const { scheduleId, people, isGap } of await onCallAt(at)) {
          const { items = [], gaps = [] } = calendars.get(scheduleId) ?? {};
          const holding = items.filter((shift) => shift.from <= at && at < shift.to);
          expect(people.map(({ personId }) => personId).sort()).toEqual(holding.map(({ personId }) => personId).sort());
          expect(gaps.some((gap) => gap.from <= at && at < gap.to)).toBe(isGap);
          for (const { personId, since, until, because } of people) {
            const shift = holding.find((one) => one.personId === personId);
            expect(shift?.because).toContainEqual(because);
            if (!shift?.startsEarlier) expect(since).toBe(shift?.from);
            if (!shift?.endsLater) expect(until).toBe(shift?.to);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe("the shifts of a person", () => {
  it("come from all schedules, earliest first", async () => {
    const { body } = await get<{ items: PersonShiftView[]; next: null }>("/people/chidi/shifts?from=2026-10-21T00:00:00Z&to=2026-10-24T00:00:00Z");
    expect(body.items.map((shift) => [shift.scheduleName, shift.timezone, written(shift)])).toEqual([
      ["Follow the sun", "UTC", "Chidi 2026-10-21T06:00 2026-10-21T18:00"],
      ["Web primary", "Europe/Berlin", "Chidi 2026-10-21T08:00 2026-10-21T12:00"],
      ["Follow the sun", "UTC", "Chidi 2026-10-23T06:00 2026-10-23T18:00"],
    ]);
    expect(body.next).toBeNull();
  });

  it("are not found for somebody who is not there, even if a layer still names them", async () => {
    expect(await get<Refused>("/people/gone/shifts")).toMatchObject({ status: 404, body: { code: "person.not-found" } });
    expect((await onCallAt("2026-09-07T00:00:00Z"))[3]?.people).toMatchObject([{ personId: "gone", name: "gone" }]);
  });
});

describe("the description of the API", () => {
  it("names every shape of this feature", () => {
    const { components, paths } = app.swagger() as unknown as { components: { schemas: object }; paths: object };
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(["OnCall", "Schedule", "ScheduleShifts", "Shift", "PersonShift", "Override", "OverrideOutcome"]));
    expect(Object.keys(paths)).toHaveLength(11);
  });
});
