import { beforeAll, describe, expect, it } from "vitest";
import { configurationRoutes } from "../../platform/config-document/configuration.routes.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { recordAudits } from "../access/index.ts";
import { storedOrganization, storedPeople } from "../directory/index.ts";
import { onCallRoutes, scheduleFormRoutes, storedSchedules } from "./index.ts";
import type { ClockView, ScheduleEffectView, ScheduleFormView } from "./schedule-form.contract.ts";

const configuration = { sections: [storedOrganization, storedPeople, storedSchedules], guards: [], record: recordAudits };
const { call, clock, database } = await openTestApp((app, tools) => {
  onCallRoutes(app, tools);
  scheduleFormRoutes(app, tools, configuration);
  configurationRoutes(app, tools, configuration);
});
type Told = ScheduleEffectView & { code: string; detail: string; version: string };

const weekly = { people: ["ana", "ben"], starts: "2026-01-05T09:00", turn: "1w" };
const put = (id: string, version: string | null, layers: object[], query = "") =>
  call<Told>(`PUT /api/v1/schedules/${id}${query}`, { as: "manager", body: { version, entry: { timezone: "UTC", layers } } });
const form = async (id: string) => (await call<ScheduleFormView>(`GET /api/v1/schedules/${id}/form`, { as: "manager" })).body;

beforeAll(async () => {
  for (const id of ["ana", "ben", "cy"]) await addPerson(database, id);
  await clock.set(Date.parse("2026-03-02T12:00:00Z"));
});

describe("a schedule that is written on screen", () => {
  it("is made with everything a layer may say, and given back as it was written", async () => {
    const layers = [
      { name: "Nights", people: [["ana", "ben"], ["cy"], []], starts: "2026-01-05T09:00", ends: "2027-01-04T09:00", turn: "2d", hours: [{ days: ["mon"], from: "22:00", to: "06:00" }], priority: 3 },
      weekly,
    ];
    const made = await put("made", null, layers);
    expect([made.status, made.body.changes]).toEqual([200, [expect.stringContaining("made")]]);
    expect((await form("made")).entry.layers).toEqual(layers.map((layer) => expect.objectContaining(layer)));
    expect((await put("made", null, layers)).body).toMatchObject({ code: "schedule.taken" });
    const audit = await database.transaction((tx) => tx.rows<{ data: unknown }>("select data from event_log where stream_id = 'audit/schedules/made'"));
    expect(audit).toHaveLength(1);
  });

  it("says before it is published who has more, where nobody would be, and what people arranged and would lose", async () => {
    await put("web", null, [weekly]);
    const body = { kind: "replace", personId: "cy", replacesId: "ben", from: "2026-03-10T09:00:00Z", to: "2026-03-11T09:00:00Z", reason: "Dentist" };
    expect((await call("POST /api/v1/schedules/web/overrides", { as: "manager", body })).status).toBe(201);
    const { version } = await form("web");
    const hours = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "09:00", to: "08:00" }];
    const planned = await put("web", version, [{ ...weekly, people: ["ana"], hours }], "?plan=true");
    expect(planned.status).toBe(200);
    const { people, gaps, lost } = planned.body;
    expect(people.map(({ personId, hoursBefore, hoursAfter }) => [personId, Math.sign(hoursAfter - hoursBefore)])).toEqual([["ana", 1], ["ben", -1], ["cy", -1]]);
    expect([gaps.length, gaps[0]?.from, gaps[0]?.to]).toEqual([90, "2026-03-03T08:00:00.000Z", "2026-03-03T09:00:00.000Z"]);
    expect(lost).toMatchObject([{ personId: "cy", from: "2026-03-10T09:00:00.000Z", hours: 24, reason: "Dentist" }]);
    expect((await form("web")).version).toBe(version);
  });

  it("is not changed over what somebody else changed meanwhile", async () => {
    await put("two", null, [weekly]);
    const { version } = await form("two");
    const first = await put("two", version, [{ ...weekly, turn: "2w" }]);
    expect([first.status, first.body.version === version]).toEqual([200, false]);
    expect(await put("two", version, [{ ...weekly, turn: "3w" }])).toMatchObject({ status: 409, body: { code: "schedule.changed" } });
    expect((await form("two")).entry.layers[0]?.turn).toBe("2w");
    expect((await put("two", first.body.version, [{ ...weekly, turn: "3w" }])).status).toBe(200);
  });

  it("is refused where a layer ends as it starts, with seconds written or without", async () => {
    for (const ends of ["2026-01-05T09:00", "2026-01-05T09:00:00"]) {
      const { status, body } = await put("none", null, [{ ...weekly, ends }]);
      expect([status, body.detail]).toEqual([422, expect.stringContaining("layers[0].ends: A layer must end after it starts.")]);
    }
  });

  it("names what is wrong, and is no responder's to write", async () => {
    const wrong = await put("wrong", null, [{ ...weekly, people: ["nobody-here"], ends: "2025-01-01T00:00" }]);
    expect([wrong.status, wrong.body.detail]).toEqual([422, expect.stringContaining("layers[0]")]);
    const { status } = await call("PUT /api/v1/schedules/web", { as: "responder", body: { version: null, entry: { layers: [] } } });
    expect(status).toBe(403);
  });
});

describe("the clock of a zone", () => {
  it("is told with its changes", async () => {
    const { body } = await call<ClockView>("GET /api/v1/clock?timezone=Europe/Berlin&from=2026-03-01T00:00:00Z&to=2026-04-30T00:00:00Z", { as: "viewer" });
    expect(body.transitions).toContainEqual({ at: "2026-03-29T01:00:00.000Z", offsetSeconds: 7_200 });
  });
});
