import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { Caller } from "../../values/permission.ts";
import type { OnCallView } from "./contract.ts";
import { onCallRoutes, readShadows, readWhoIsOnCall, shadowRoutes } from "./index.ts";
import type { ShadowView } from "./shadow.contract.ts";

const { call, clock, database } = await openTestApp((app, tools) => {
  onCallRoutes(app, tools);
  shadowRoutes(app, tools);
});
const now = Date.parse("2026-11-19T12:00:00Z");
const [amara, ben, dana, grete] = [person("responder", "amara"), person("responder", "ben"), person("responder", "dana"), person("manager", "grete")];
const week = { from: "2026-11-19T12:00:00Z", to: "2026-11-30T09:00:00Z" };
const path = "/api/v1/schedules/weeks/shadows";
const add = (as: Caller, wish: object) => call<ShadowView & { code: string }>(`POST ${path}`, { as, body: { personId: "dana", ...week, ...wish } });
const standing = (at: string) => database.transaction(async (tx) => (await readShadows(tx, ["weeks"], Date.parse(at))).map(({ personId }) => personId));

beforeAll(async () => {
  for (const id of ["amara", "ben", "dana", "grete"]) await addPerson(database, id);
  // Ben until Monday 23 at 09:00 UTC, then Amara.
  await addSchedule(database, "weeks", "UTC", [{ people: ["ben", "amara"], starts: "2026-11-16T09:00" }]);
});

beforeEach(async () => {
  await database.transaction((tx) => tx.run("delete from schedule_shadow"));
  await clock.set(now);
});

describe("somebody who stands beside a turn", () => {
  it("is shown as such, and is not on call", async () => {
    expect((await add(dana, {})).status).toBe(201);
    const { body } = await call<{ items: OnCallView[] }>("GET /api/v1/on-call", { as: "viewer" });
    expect(body.items[0]).toMatchObject({ people: [{ personId: "ben" }], shadows: [{ personId: "dana", name: "Dana", until: "2026-11-30T09:00:00.000Z" }] });
    const [paged] = await database.transaction((tx) => readWhoIsOnCall(tx, ["weeks"], tx.now));
    expect(paged?.people.map(({ personId }) => personId)).toEqual(["ben"]);
    expect(await standing("2026-11-19T13:00:00Z")).toEqual(["dana"]);
  });

  it("of one person stands there only while that person is on call", async () => {
    await add(grete, { besideId: "amara" });
    expect([await standing("2026-11-20T12:00:00Z"), await standing("2026-11-24T12:00:00Z"), await standing("2026-11-30T09:00:00Z")]).toEqual([[], ["dana"], []]);
  });

  it("may be arranged by themselves, by whom they stand beside, and by managers", async () => {
    expect((await add(amara, {})).status).toBe(403);
    expect((await add(amara, { besideId: "amara" })).status).toBe(201);
    expect((await add(dana, {})).body.code).toBe("shadow.already");
  });

  it("goes when it is ended; what was stays in the calendar", async () => {
    const { body } = await add(dana, {});
    await clock.set(now + 3_600_000);
    expect((await call(`DELETE ${path}/${body.id}`, { as: ben })).status).toBe(403);
    expect((await call(`DELETE ${path}/${body.id}`, { as: dana })).status).toBe(204);
    expect((await call(`DELETE ${path}/${body.id}`, { as: dana })).status).toBe(404);
    const shown = await call<{ items: ShadowView[] }>(`GET ${path}?from=2026-11-19T00:00:00Z&to=2026-11-30T00:00:00Z`, { as: "viewer" });
    expect(shown.body.items).toMatchObject([{ personId: "dana", from: "2026-11-19T12:00:00.000Z" }]);
    expect(await standing("2026-11-20T12:00:00Z")).toEqual([]);
  });

  it.each([
    ["themselves", { besideId: "dana" }],
    ["nobody known", { besideId: "nobody" }],
    ["a time that is over", { from: "2026-11-18T12:00:00Z", to: "2026-11-18T13:00:00Z" }],
    ["an end before the beginning", { from: week.to, to: week.from }],
  ])("is refused beside %s", async (_what, wish) => {
    expect((await add(dana, wish)).status).toBe(422);
  });
});
