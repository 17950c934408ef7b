import { beforeAll, describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import { onCallRoutes } from "./index.ts";
import type { MonthView } from "./month.contract.ts";

const { call, clock, database } = await openTestApp(onCallRoutes);
const month = async (query = "") => (await call<MonthView>(`GET /api/v1/on-call/month${query}`, { as: "viewer" })).body;

beforeAll(async () => {
  await clock.set(Date.parse("2026-03-15T12:00:00Z"));
  for (const id of ["ana", "ben", "cy"]) await addPerson(database, id);
  await addSchedule(database, "web", "UTC", [{ people: ["ana", "ben"], starts: "2026-03-02T12:00", turn: "1w" }]);
  await addSchedule(database, "commanders", "UTC", [{ people: ["cy"], starts: "2026-03-01T00:00", ends: "2026-03-20T00:00", turn: "1w" }]);
  await database.transaction(async (tx) => {
    await tx.run(`insert into process_version (version, document, published_at, published_by)
      select 1, '{"roles":[{"id":"commander","name":"Incident commander","duties":[],"schedule":"commanders","mayChangeProduction":false,"many":false}]}', muster_now(), '{"kind":"muster"}'`);
    await tx.run("insert into service (id, name, place) values ('storefront', 'Storefront', 0)");
    await tx.run("insert into service_link (service_id, kind, target_id, place) values ('storefront', 'expert', 'ben', 0)");
    await tx.run(`insert into absence (id, person_id, starts_at, ends_at, made_by, made_at) values (gen_random_uuid(), 'ben', '2026-03-25T00:00Z', '2026-03-27T00:00Z', '{"kind":"muster"}', muster_now())`);
  });
});

describe("a month", () => {
  it("is the one that runs, and shows roles first, day by day, with nobody where there is nobody", async () => {
    const { month: shown, days, rows } = await month();
    expect([shown, days.length, days[0]?.date, days.at(-1)?.date]).toEqual(["2026-03", 31, "2026-03-01", "2026-03-31"]);
    expect(rows.map(({ scheduleId, roles }) => [scheduleId, roles.map(({ name }) => name)])).toEqual([["commanders", ["Incident commander"]], ["web", []]]);
    expect(rows[0]?.days.map((people) => people.length)).toEqual([...Array<number>(19).fill(1), ...Array<number>(12).fill(0)]);
    const change = rows[1]?.days[8]?.map(({ personId, isWhole, from, to }) => [personId, isWhole, from.slice(8, 13), to.slice(8, 13)]);
    expect(change).toEqual([["ana", false, "09T00", "09T12"], ["ben", false, "09T12", "10T00"]]);
  });

  it("tells on which days an expert is on call, away, or free to be asked", async () => {
    const { services } = await month("?month=2026-03");
    const days = services[0]?.experts[0]?.days ?? [];
    expect([days[1], days[10], days[17], days[24], days[25], days[26]]).toEqual(["free", "on-call", "free", "away", "away", "on-call"]);
  });

  it("refuses what is no month", async () => {
    expect((await call("GET /api/v1/on-call/month?month=2026-13", { as: "viewer" })).status).toBe(400);
  });
});
