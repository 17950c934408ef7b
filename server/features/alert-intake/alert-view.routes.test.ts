import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { SavedView } from "./alert-view.contract.ts";
import { alertViewRoutes } from "./alert-view.routes.ts";

const { call, database, clock } = await openTestApp(alertViewRoutes);
for (const id of ["ben", "dana", "vera", "ada", "olga"]) await addPerson(database, id);
await database.transaction((tx) => tx.run("insert into service (id, name, team_id, tier, place) values ('payments', 'Payments', null, 1, 0), ('ledger', 'Ledger', null, 1, 1)"));
const [ben, dana, vera, ada, olga] = [person("responder", "ben"), person("responder", "dana"), person("viewer", "vera"), person("administrator", "ada"), person("responder", "olga")];
type As = typeof ben;

const list = async (as: As) => (await call<{ items: SavedView[] }>("GET /api/v1/alert-views", { as })).body.items;
const names = async (as: As) => (await list(as)).map(({ name }) => name);
const keep = (as: As, name: string, more: object = {}) => call<SavedView>("POST /api/v1/alert-views", { as, body: { name, filters: "view=held", ...more } });
const change = (as: As, { id, version }: SavedView, body: object) => call<SavedView>(`PATCH /api/v1/alert-views/${id}`, { as, body: { baseVersion: version, ...body } });
const drop = (as: As, { id, version }: SavedView) => call<SavedView>(`DELETE /api/v1/alert-views/${id}?baseVersion=${version}`, { as });
const isRefused = (status: number, code: string) => ({ status, body: expect.objectContaining({ code }) as object });
const seen = ({ status, body }: { status: number; body: unknown }) => ({ status, body });

describe("A view that is kept", () => {
  it("is its keeper's alone, with its filters in one order", async () => {
    const { status, body } = await keep(vera, " My payments ", { filters: "?service=payments&view=held" });
    expect([status, body]).toMatchObject([201, { name: "My payments", filters: "view=held&service=payments", ignored: [], isShared: false, mayChange: true, maker: { id: "vera" } }]);
    expect([await names(vera), await names(ben)]).toEqual([["My payments"], []]);
    for (const act of [change(ben, body, { name: "Taken" }), drop(ada, body)]) expect(seen(await act)).toMatchObject(isRefused(404, "alert-view.not-found"));
    expect(await names(vera)).toEqual(["My payments"]);
  });

  it("is refused where a filter is none, or its name is no name or taken already, whatever its capitals", async () => {
    await keep(dana, "Nights");
    expect(seen(await keep(dana, "Colours", { filters: "colour=red" }))).toMatchObject({ status: 422, body: { code: "alert-view.invalid", errors: [{ path: "filters", message: expect.stringContaining("“colour=red”") }] } });
    expect(seen(await keep(dana, "NIGHTS"))).toMatchObject({ status: 422, body: { errors: [{ path: "name", message: "You have a view “NIGHTS” already." }] } });
    for (const name of ["", "   ", "a\nb", "x".repeat(61)]) expect((await keep(dana, name)).status).toBe(400);
    expect(await names(dana)).toEqual(["Nights"]);
    expect((await keep(ben, "Nights")).status).toBe(201);
  });

  it("is seen by everybody where it is shared, which those may do who take care of alerts", async () => {
    expect(seen(await keep(vera, "For all", { isShared: true }))).toMatchObject(isRefused(403, "not-allowed"));
    const own = (await keep(vera, "Nearly for all")).body;
    expect(seen(await change(vera, own, { isShared: true }))).toMatchObject(isRefused(403, "not-allowed"));
    expect((await keep(ben, "Shop", { isShared: true })).status).toBe(201);
    expect((await list(vera)).find(({ name }) => name === "Shop")).toMatchObject({ isShared: true, mayChange: false, maker: { id: "ben" } });
    expect((await list(ada)).find(({ name }) => name === "Shop")).toMatchObject({ mayChange: true });
    expect(seen(await keep(dana, "shop", { isShared: true }))).toMatchObject({ status: 422, body: { errors: [{ path: "name", message: "There is a view “shop” for everybody already." }] } });
  });

  it("leaves out a filter that is no more once it is opened, and says which", async () => {
    await keep(olga, "Ledger", { filters: "view=held&service=ledger" });
    await database.transaction((tx) => tx.run("delete from service where id = 'ledger'"));
    expect((await list(olga)).find(({ name }) => name === "Ledger")).toMatchObject({ filters: "view=held", ignored: [{ name: "service", value: "ledger" }] });
    await database.transaction((tx) => tx.run("update alert_view set filters = 'view=held&age=old' where name = 'Ledger'"));
    expect((await list(olga)).find(({ name }) => name === "Ledger")).toMatchObject({ filters: "view=held", ignored: [{ name: "age", value: "old" }] });
  });
});

describe("A view that is changed", () => {
  it("takes another name, other filters, other readers", async () => {
    const first = (await keep(ben, "Slow", { filters: "search=slow" })).body;
    const renamed = (await change(ben, first, { name: "Slowness" })).body;
    expect(renamed).toMatchObject({ name: "Slowness", filters: "search=slow", version: 2 });
    const filtered = (await change(ben, renamed, { filters: "view=ended" })).body;
    expect(filtered).toMatchObject({ name: "Slowness", filters: "view=ended", version: 3 });
    expect(await names(vera)).not.toContain("Slowness");
    const shared = (await change(ben, filtered, { isShared: true })).body;
    expect(await names(vera)).toContain("Slowness");
    await change(ben, shared, { isShared: false });
    expect(await names(vera)).not.toContain("Slowness");
  });

  it("is changed by its maker and administrators alone where it is everybody's", async () => {
    const { body } = await keep(ben, "Team", { isShared: true });
    for (const act of [change(dana, body, { name: "Mine now" }), drop(dana, body)]) expect(seen(await act)).toMatchObject(isRefused(403, "not-allowed"));
    const byAda = await change(ada, body, { name: "The team" });
    expect(byAda).toMatchObject({ status: 200, body: { name: "The team", maker: { id: "ben" } } });
    expect(seen(await change(ada, byAda.body, { isShared: false }))).toMatchObject(isRefused(403, "not-allowed"));
    expect((await change({ ...ben, role: "viewer" }, byAda.body, { name: "No more" })).status).toBe(403);
  });

  it("loses nobody's change: of two who saw the same, one is told to look again", async () => {
    const { body } = await keep(ben, "Contested", { isShared: true });
    const answers = await Promise.all([change(ben, body, { name: "By Ben" }), change(ada, body, { filters: "view=ended" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = (await list(ben)).find(({ id }) => id === body.id) as SavedView;
    expect(kept.version).toBe(2);
    expect([kept.name === "By Ben", kept.filters === "view=ended"].filter(Boolean)).toHaveLength(1);
    expect(seen(await drop(ada, body))).toMatchObject(isRefused(409, "alert-view.changed"));
  });

  it("stands in the audit trail where it is everybody's, and not where it is one's own", async () => {
    const count = async () => (await database.transaction((tx) => tx.first<{ count: number }>("select count(*)::int as count from event_log where stream_id like 'audit/alertViews/%'")))?.count ?? 0;
    const before = await count();
    await drop(ben, (await keep(ben, "Quiet")).body);
    expect(await count()).toBe(before);
    await drop(ben, (await keep(ben, "Loud", { isShared: true })).body);
    expect(await count()).toBe(before + 2);
  });
});

describe("A view that is deleted", () => {
  it("is gone, can be brought back for a day as it was, and then no more", async () => {
    const { body } = await keep(dana, "Passing", { filters: "search=disk" });
    const gone = (await drop(dana, body)).body;
    expect(await names(dana)).not.toContain("Passing");
    expect((await change(dana, gone, { name: "Ghost" })).status).toBe(404);
    expect(await change(dana, gone, { isDeleted: false })).toMatchObject({ status: 200, body: { id: body.id, filters: "search=disk", maker: { id: "dana" } } });
    const again = (await drop(dana, (await list(dana)).find(({ id }) => id === body.id) as SavedView)).body;
    await clock.advance(25 * 3_600_000);
    expect((await change(dana, again, { isDeleted: false })).status).toBe(404);
  });

  it("is not brought back beside another one of its name", async () => {
    const gone = (await drop(dana, (await keep(dana, "Twice")).body)).body;
    await keep(dana, "Twice");
    expect((await change(dana, gone, { isDeleted: false })).status).toBe(422);
  });
});

describe("The number of views", () => {
  it("ends at 50 of one's own and 100 for everybody, also where two keep the last one at once", async () => {
    const fill = (madeBy: string, isShared: boolean, count: number) =>
      database.transaction((tx) => tx.run("insert into alert_view (id, name, filters, is_shared, made_by, made_at, version) select gen_random_uuid(), 'Filler ' || n, '', $2, $1, muster_now(), 1 from generate_series(1, $3) as n", [madeBy, isShared, count]));
    await fill("olga", false, 49 - (await list(olga)).filter(({ isShared }) => !isShared).length);
    expect((await Promise.all([keep(olga, "One"), keep(olga, "Other")])).map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(seen(await keep(olga, "Yet one"))).toMatchObject({ status: 409, body: { code: "alert-view.full", detail: "You have 50 views. Delete one first." } });
    await fill("olga", true, 100 - (await list(olga)).filter(({ isShared }) => isShared).length);
    expect(seen(await keep(olga, "Too much", { isShared: true }))).toMatchObject({ status: 409, body: { detail: "There are 100 views for everybody. Delete one first." } });
  });
});
