import { describe, expect, it } from "vitest";
import { openTestApp } from "../platform/testing/test-app.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import type { Health } from "./health.contract.ts";
import type { Example } from "./example.contract.ts";
import { exampleRoutes } from "./example.routes.ts";
import { healthRoutes } from "./health.routes.ts";

const settings = { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl: "postgres://db.acme.example/muster" };
const { call, database, clock } = await openTestApp((app, tools) => {
  healthRoutes(app, tools, settings);
  exampleRoutes(app, tools);
});

const url = "GET /api/v1/health";
const confirm = "POST /api/v1/health/confirm-paging";
const checkOf = (health: Health, code: string) => health.checks.find((check) => check.code === code);

describe("the health of this installation", () => {
  it("is open to everybody until there is an administrator", async () => {
    const { status, body } = await call<Health>(url);
    expect(status).toBe(200);
    expect(checkOf(body, "mail")).toMatchObject({ isWell: false });
    await addSignedInPerson(database, "amara", "administrator");
    expect((await call(url)).status).toBe(401);
  });

  it("is for administrators afterwards", async () => {
    expect((await call(url, { as: "manager" })).status).toBe(403);
    expect((await call(confirm, { as: "manager" })).status).toBe(403);
    expect((await call(url, { as: "administrator" })).status).toBe(200);
  });

  it("says that pages are held, until somebody confirms", async () => {
    await database.transaction((tx) => tx.run("update installation set paging_held_since = muster_now()"));
    const held = (await call<Health>(url, { as: "administrator" })).body;
    expect(held.pagingHeldSince).not.toBeNull();
    expect(held.checks[0]).toMatchObject({ code: "paging", isWell: false });
    const confirmed = (await call<Health>(confirm, { as: "administrator" })).body;
    expect(confirmed.pagingHeldSince).toBeNull();
    expect(checkOf(confirmed, "paging")?.isWell).toBe(true);
    const trail = await database.transaction((tx) => tx.rows<{ data: { action: string } }>("select data from event_log where stream_id = 'audit/installation/installation'"));
    expect(trail.map(({ data }) => data.action)).toEqual(["confirmed"]);
    expect((await call(confirm, { as: "administrator" })).status).toBe(200);
  });

  it("counts work that failed too often", async () => {
    await database.transaction((tx) =>
      tx.run("insert into due_work (kind, key, due_at, payload, attempts, parked_at) values ('page.deliver', 'one', muster_now(), '{}', 5, muster_now())"),
    );
    const { body } = await call<Health>(url, { as: "administrator" });
    expect(checkOf(body, "work")).toMatchObject({ isWell: false, title: "One piece of work was put aside" });
  });

  it("counts work that nobody does, save where paging is held", async () => {
    await database.transaction((tx) => tx.run("insert into due_work (kind, key, due_at, payload) values ('escalation.step', 'late', muster_now() - interval '61 seconds', '{}'), ('escalation.step', 'soon', muster_now() - interval '50 seconds', '{}')"));
    const titleOf = async () => checkOf((await call<Health>(url, { as: "administrator" })).body, "work")?.title;
    expect(await titleOf()).toBe("One piece of work was put aside, One piece of work is late");
    await database.transaction((tx) => tx.run("update installation set paging_held_since = muster_now()"));
    expect(await titleOf()).toBe("One piece of work was put aside");
    await database.transaction((tx) => tx.run("update installation set paging_held_since = null"));
  });

  it("lists what was put aside, and lets an administrator try it again or drop it, which the audit trail keeps", async () => {
    const asAdministrator = { as: "administrator" } as const;
    await database.transaction((tx) => tx.run("insert into due_work (kind, key, due_at, payload, attempts, last_fault, parked_at) values ('page.deliver', 'two', muster_now(), '{}', 5, 'Error: bad zone', muster_now())"));
    const [two, one] = (await call<Health>(url, asAdministrator)).body.parked;
    expect([two?.key, two?.fault, one?.key]).toEqual(["two", "Error: bad zone", "one"]);
    const settle = (verb: string, id = two?.id, as: "manager" | "administrator" = "administrator") => call<Health>(`POST /api/v1/health/parked/${id}/${verb}`, { as });
    expect((await settle("drop", two?.id, "manager")).status).toBe(403);
    expect((await settle("drop")).body.parked.map(({ key }) => key)).toEqual(["one"]);
    expect(await settle("retry")).toMatchObject({ status: 409, body: { code: "work.not-parked" } });
    expect((await settle("retry", one?.id)).body.parked).toEqual([]);
    const rows = await database.transaction((tx) => tx.rows("select key, attempts, parked_at is null as is_due from due_work where key in ('one', 'two') order by key"));
    expect(rows).toEqual([{ key: "one", attempts: 0, is_due: true }, { key: "two", attempts: 5, is_due: false }]);
    const trail = await database.transaction((tx) => tx.rows<{ action: string; id: string }>("select data->>'action' as action, data->>'id' as id from event_log where stream_id like 'audit/due-work/%' order by position"));
    expect(trail).toEqual([{ action: "dropped", id: "two" }, { action: "tried again", id: "one" }]);
    await database.transaction((tx) => tx.run("delete from due_work"));
  });

  it("sees that the clocks of the database and of this process differ", async () => {
    await clock.advance(90_000);
    const { body } = await call<Health>(url, { as: "administrator" });
    expect(checkOf(body, "clock")?.detail).toMatch(/^The database is (89|90) s ahead/);
  });
});

describe("the example organization", () => {
  it("is read by whoever is signed in", async () => {
    expect((await call("GET /api/v1/example")).status).toBe(401);
    const { body } = await call<Example>("GET /api/v1/example", { as: "viewer" });
    expect(body.document).toContain("Acme Outdoor");
    expect(body.removal).toContain("people: {}");
  });
});
