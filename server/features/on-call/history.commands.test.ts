import { beforeAll, describe, expect, it } from "vitest";
import { configurationRoutes } from "../../platform/config-document/configuration.routes.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { storedOrganization, storedPeople } from "../directory/index.ts";
import type { OnCallView, ScheduleShiftsView } from "./contract.ts";
import { recordHistory } from "./history.commands.ts";
import { historyHandler, onCallRoutes, storedSchedules } from "./index.ts";

const sections = [storedOrganization, storedPeople, storedSchedules];
const { call, clock, database } = await openTestApp((app, tools) => {
  onCallRoutes(app, tools);
  configurationRoutes(app, tools, { sections, guards: [], record: async () => {} });
});
const at = (text: string) => Date.parse(text);

async function put(id: string, people: unknown[], more: object = {}): Promise<void> {
  const layers = [{ people, starts: "2026-01-05T09:00", turn: "1w", ...more }];
  const { status, body } = await call(`PUT /api/v1/config/schedules/${id}`, { as: "manager", body: { timezone: "UTC", layers } });
  expect([status, body]).toEqual([200, body]);
}

async function onCall(id: string, time: string): Promise<string> {
  const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?at=${time}`, { as: "viewer" });
  return body.items.find(({ scheduleId }) => scheduleId === id)?.people.map(({ personId }) => personId).join(" ") ?? "no schedule";
}

async function calendar(id: string, from: string, to: string): Promise<string[]> {
  const { body } = await call<ScheduleShiftsView>(`GET /api/v1/schedules/${id}/shifts?from=${from}&to=${to}`, { as: "viewer" });
  return body.items.map((shift) => `${shift.personId} ${shift.from.slice(0, 16)} ${shift.to.slice(0, 16)}`);
}

beforeAll(async () => {
  for (const id of ["ana", "ben", "cy"]) await addPerson(database, id);
  await clock.set(at("2026-03-04T12:00:00Z"));
});

describe("the past of a schedule", () => {
  it("stays as it was when the schedule changes, and the time from now on is the new one", async () => {
    await put("web", ["ana", "ben"]);
    const before = await calendar("web", "2026-02-01T00:00:00Z", "2026-03-04T12:00:00Z");
    expect(before).toContain("ben 2026-02-23T09:00 2026-03-02T09:00");
    await put("web", ["cy"]);
    expect(await calendar("web", "2026-02-01T00:00:00Z", "2026-03-04T12:00:00Z")).toEqual(before);
    expect(await onCall("web", "2026-03-03T12:00:00Z")).toBe("ana");
    expect(await onCall("web", "2026-03-04T12:00:00Z")).toBe("cy");
    expect(await calendar("web", "2026-03-03T00:00:00Z", "2026-03-06T00:00:00Z")).toEqual(["ana 2026-03-03T00:00 2026-03-04T12:00", "cy 2026-03-04T12:00 2026-03-06T00:00"]);
  });

  it("keeps a gap as a gap, whatever the rules say of that time later", async () => {
    await put("gap", ["ana"], { ends: "2026-03-02T00:00" });
    await put("gap", ["ana"]);
    expect(await calendar("gap", "2026-03-01T00:00:00Z", "2026-03-05T00:00:00Z")).toEqual(["ana 2026-03-01T00:00 2026-03-02T00:00", "ana 2026-03-04T12:00 2026-03-05T00:00"]);
  });

  it("keeps the name of the layer that it was by", async () => {
    await put("named", ["ana"], { name: "Night watch" });
    await put("named", ["ana"], { name: "Round the clock" });
    const { body } = await call<{ items: OnCallView[] }>("GET /api/v1/on-call?at=2026-03-03T12:00:00Z", { as: "viewer" });
    expect(body.items.find(({ scheduleId }) => scheduleId === "named")?.people[0]?.because).toMatchObject({ kind: "layer", name: "Night watch" });
  });

  it("is not told anew by an override that begins before it was made", async () => {
    await put("late", ["ana"]);
    const body = { kind: "replace", personId: "ben", from: "2026-03-04T08:00:00Z", to: "2026-03-04T16:00:00Z" };
    expect((await call("POST /api/v1/schedules/late/overrides", { as: "manager", body })).status).toBe(201);
    expect(await calendar("late", "2026-03-04T06:00:00Z", "2026-03-04T18:00:00Z")).toEqual([
      "ana 2026-03-04T06:00 2026-03-04T12:00",
      "ben 2026-03-04T12:00 2026-03-04T16:00",
      "ana 2026-03-04T16:00 2026-03-04T18:00",
    ]);
  });

  it("is kept every hour, also where nothing is changed through Muster, and each shift once", async () => {
    await put("hourly", ["ana", "ben"]);
    await clock.set(at("2026-03-09T08:30:00Z"));
    await database.transaction((tx) => recordHistory(tx, ["hourly"]));
    await clock.set(at("2026-03-09T10:00:00Z"));
    await database.transaction((tx) => historyHandler.handle(tx, []));
    await database.transaction((tx) => historyHandler.handle(tx, []));
    // Another turn, as if data of time zones or a hand in the database had changed it.
    await database.transaction((tx) => tx.run("update schedule_layer set people = '[\"cy\"]' where schedule_id = 'hourly'"));
    expect(await calendar("hourly", "2026-03-08T00:00:00Z", "2026-03-09T12:00:00Z")).toEqual([
      "ana 2026-03-08T00:00 2026-03-09T09:00",
      "ben 2026-03-09T09:00 2026-03-09T10:00",
      "cy 2026-03-09T10:00 2026-03-09T12:00",
    ]);
    const [kept] = await database.transaction((tx) => tx.rows<{ count: number }>("select count(*)::int as count from schedule_record where schedule_id = 'hourly' and ends_at > '2026-03-02T10:00Z'"));
    expect(kept?.count).toBe(2);
  });
});
