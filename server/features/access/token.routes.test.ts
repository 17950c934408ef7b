import { describe, expect, it } from "vitest";
import { openTestApp, type TestApp } from "../../platform/testing/test-app.ts";
import { addSignedInPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Role } from "../../values/permission.ts";
import { accessRoutes, ensureAdminToken, identify } from "./index.ts";
import type { ApiToken } from "./contract.ts";

type NewToken = ApiToken & { secret: string };
type Headers = Record<string, string>;

const open = () => openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl: "http://127.0.0.1:4600" }), { identify });
const { call, database, clock } = await open();
const scripted = await open();

const amara = await addSignedInPerson(database, "amara", "administrator");
const grete = await addSignedInPerson(database, "grete", "manager");
const ben = await addSignedInPerson(database, "ben", "responder");
const vera = await addSignedInPerson(database, "vera", "viewer");

const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });
const make = (headers: Headers, role: Role, name = "deploys") => call<NewToken>("POST /api/v1/tokens", { body: { name, role }, headers });
const listed = async (headers: Headers) => (await call<{ items: ApiToken[] }>("GET /api/v1/tokens", { headers })).body.items.map(({ id }) => id);
const roleOf = async (secret: string) => (await call<{ role: Role } | null>("GET /api/v1/session", { headers: bearer(secret) })).body?.role ?? null;
const change = (sql: string) => database.transaction((tx) => tx.run(sql));

describe("making an API token", () => {
  it("shows its secret once and stores only a hash", async () => {
    const made = await make(ben.browser, "responder");
    expect(made).toMatchObject({ status: 201, body: { name: "deploys", role: "responder", ownerId: "ben", ownerName: "Ben", usedAt: null } });
    expect(made.body.secret).toMatch(/^mst_[\w-]{43}$/);
    expect(await tablesHolding(database, made.body.secret)).toEqual([]);
    expect(await tablesHolding(database, made.body.secret.slice(4))).toEqual([]);
    const list = await call("GET /api/v1/tokens", { headers: ben.browser });
    expect(JSON.stringify(list.body)).not.toContain("mst_");
  });

  it("lets a program in, as itself and nobody", async () => {
    const { secret } = (await make(ben.browser, "viewer", "night watch")).body;
    const expected = { personId: null, name: "night watch", email: null, timezone: null, role: "viewer" };
    expect(await call("GET /api/v1/session", { headers: { authorization: `bearer ${secret}` } })).toMatchObject({ status: 200, body: expected });
  });

  it("is refused for more than the maker may, and for nobody", async () => {
    expect(await make(ben.browser, "manager")).toMatchObject({ status: 403, body: { code: "not-allowed", detail: expect.stringContaining("responder or less") } });
    expect(await make({}, "viewer")).toMatchObject({ status: 401 });
    const { secret } = (await make(amara.browser, "manager")).body;
    expect(await make(bearer(secret), "administrator")).toMatchObject({ status: 403 });
  });

  it("refuses what is malformed", async () => {
    expect(await call("POST /api/v1/tokens", { body: { name: "", role: "king" }, headers: ben.browser })).toMatchObject({ status: 400, body: { errors: [{ path: "name" }, { path: "role" }] } });
    expect(await call("GET /api/v1/tokens?cursor=x", { headers: ben.browser })).toMatchObject({ status: 400 });
    expect(await call("DELETE /api/v1/tokens/x", { headers: ben.browser })).toMatchObject({ status: 400 });
  });

  it("keeps no secret for a repeat of its Idempotency-Key", async () => {
    const headers = { ...ben.browser, "idempotency-key": "deploys-1" };
    const made = await make(headers, "viewer");
    expect(await make(headers, "viewer")).toMatchObject({ status: 409, body: { code: "shown-once" } });
    expect(await tablesHolding(database, made.body.secret)).toEqual([]);
  });

  it("gives a token made with a token to the same owner", async () => {
    const { secret } = (await make(ben.browser, "responder")).body;
    expect((await make(bearer(secret), "viewer")).body).toMatchObject({ ownerId: "ben", role: "viewer" });
  });
});

describe("who sees and revokes tokens", () => {
  it("is everybody for their own, managers for all to see, administrators for all to revoke", async () => {
    const { id } = (await make(ben.browser, "viewer")).body;
    const remove = async (headers: Headers) => (await call(`DELETE /api/v1/tokens/${id}`, { headers })).status;
    expect(await listed(vera.browser)).not.toContain(id);
    expect(await listed(grete.browser)).toContain(id);
    expect([await remove({}), await remove(vera.browser), await remove(grete.browser), await remove(amara.browser)]).toEqual([401, 404, 403, 204]);
    expect(await remove(amara.browser)).toBe(404);
    expect(await listed(amara.browser)).not.toContain(id);
  });

  it("answers for a foreign token as for one that is missing", async () => {
    const { id } = (await make(ben.browser, "viewer")).body;
    const [foreign, missing] = [await call(`DELETE /api/v1/tokens/${id}`, { headers: vera.browser }), await call(`DELETE /api/v1/tokens/${newId()}`, { headers: vera.browser })];
    expect(foreign).toMatchObject({ status: 404 });
    expect(foreign.body).toEqual(missing.body);
  });

  it("pages through all of them", async () => {
    await make(vera.browser, "viewer", "one");
    await make(vera.browser, "viewer", "two");
    const first = await call<{ items: ApiToken[]; next: string }>("GET /api/v1/tokens?limit=1", { headers: vera.browser });
    const second = await call<{ items: ApiToken[]; next: null }>(`GET /api/v1/tokens?limit=1&cursor=${first.body.next}`, { headers: vera.browser });
    expect([...first.body.items, ...second.body.items].map(({ name }) => name)).toEqual(["two", "one"]);
    expect(second.body.next).toBeNull();
  });
});

describe("what a token may", () => {
  it("is nothing once it is revoked", async () => {
    const { id, secret } = (await make(ben.browser, "viewer")).body;
    expect(await roleOf(secret)).toBe("viewer");
    await call(`DELETE /api/v1/tokens/${id}`, { headers: bearer(secret) });
    expect(await roleOf(secret)).toBeNull();
  });

  it("is never more than its owner may now, and nothing without the owner's account", async () => {
    const dana = await addSignedInPerson(database, "dana", "administrator");
    const { secret } = (await make(dana.browser, "administrator")).body;
    const made = (await make(bearer(secret), "manager")).body;
    const seen = [await roleOf(secret), await roleOf(made.secret)];
    for (const sql of ["set role = 'responder'", "set disabled_at = muster_now()", "set disabled_at = null"]) {
      await change(`update account ${sql} where person_id = 'dana'`);
      seen.push(await roleOf(secret), await roleOf(made.secret));
    }
    await change("delete from person where id = 'dana'");
    seen.push(await roleOf(secret), await roleOf(made.secret));
    expect(seen).toEqual(["administrator", "manager", "responder", "responder", null, null, "responder", "responder", null, null]);
  });

  it("does not fall back to a cookie where the token is wrong", async () => {
    for (const authorization of ["Bearer mst_wrong", "Bearer", "Basic YTpi", ""]) {
      expect(await call("GET /api/v1/session", { headers: { ...ben.browser, authorization } })).toMatchObject({ body: null });
    }
  });

  it("is noted at most once a minute", async () => {
    const { id, secret } = (await make(ben.browser, "viewer")).body;
    const usedAt = () => database.transaction((tx) => tx.first<{ used_at: number }>("select used_at from api_token where id = $1", [id]));
    await roleOf(secret);
    const first = await usedAt();
    await clock.advance(50_000);
    await roleOf(secret);
    expect(await usedAt()).toEqual(first);
    await clock.advance(11_000);
    await roleOf(secret);
    expect((await usedAt())?.used_at).toBeGreaterThan((first?.used_at ?? 0) + 60_000);
  });
});

describe("the token of MUSTER_ADMIN_TOKEN", () => {
  const value = "a-script-begins-here";
  const ensure = ({ database: on }: TestApp, token = value) => on.transaction((tx) => ensureAdminToken(tx, token));
  const mayInvite = (token: string) => scripted.call("GET /api/v1/accounts", { headers: bearer(token) });

  it("is made once on an empty database, of two nodes that start too, and never again", async () => {
    await Promise.all([ensure(scripted), ensure(scripted)]);
    await ensure(scripted, "another-value-at-a-later-start");
    expect(await mayInvite(value)).toMatchObject({ status: 200 });
    expect(await mayInvite("another-value-at-a-later-start")).toMatchObject({ status: 401 });
    const list = await scripted.call<{ items: ApiToken[] }>("GET /api/v1/tokens", { headers: bearer(value) });
    expect(list.body.items).toMatchObject([{ name: "MUSTER_ADMIN_TOKEN", role: "administrator", ownerId: null }]);
    expect(await tablesHolding(scripted.database, value)).toEqual([]);
  });

  it("does not come back after it was revoked", async () => {
    const list = await scripted.call<{ items: ApiToken[] }>("GET /api/v1/tokens", { headers: bearer(value) });
    await scripted.call(`DELETE /api/v1/tokens/${list.body.items[0]?.id}`, { headers: bearer(value) });
    await ensure(scripted);
    expect(await mayInvite(value)).toMatchObject({ status: 401 });
  });

  it("is not made where somebody has an account", async () => {
    await ensure({ ...scripted, database });
    expect(await roleOf(value)).toBeNull();
  });
});
