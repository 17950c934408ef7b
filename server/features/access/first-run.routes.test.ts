import { beforeEach, describe, expect, it } from "vitest";
import { cookieGiven, openTestApp, type TestApp } from "../../platform/testing/test-app.ts";
import { addPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { accessRoutes, administrators, ensureAdminToken, identify } from "./index.ts";
import type { Session } from "./contract.ts";

const ines = { name: "Inês Duarte", email: "Ines@acme.example", password: "correct-horse-fjord", timezone: "Europe/Lisbon" };

const open = (publicUrl: string) => openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl }), { identify, publicUrl });
const secure = await open("https://muster.acme.example");
const plain = await open("http://127.0.0.1:4600");
const { call, database } = plain;

beforeEach(async () => {
  await database.transaction((tx) => tx.run("truncate person, account, session, api_token, content, idempotent_answer cascade"));
  await database.transaction((tx) => tx.run("update installation set first_account_at = null"));
});

describe("the first run", () => {
  it("makes the administrator, signs them in, and is gone for everyone", async () => {
    expect(await call("GET /api/v1/first-run")).toMatchObject({ status: 200, body: { isOpen: true } });
    const made = await call<Session>("POST /api/v1/first-run", { body: ines });
    const expected = { personId: "ines-duarte", name: "Inês Duarte", email: "Ines@acme.example", timezone: "Europe/Lisbon", role: "administrator" };
    expect(made).toMatchObject({ status: 201, body: expected });
    const cookie = cookieGiven(made) ?? "";
    expect(await call("GET /api/v1/session", { headers: { cookie } })).toMatchObject({ status: 200, body: expected });
    expect(await database.transaction(administrators)).toEqual(["ines-duarte"]);
    for (const call404 of [call("GET /api/v1/first-run"), call("POST /api/v1/first-run", { body: ines }), call("POST /api/v1/first-run", { body: "{" })]) {
      expect(await call404).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
    expect(await call("GET /api/v1/first-run", { headers: { cookie } })).toMatchObject({ status: 404 });
  });

  it("lets exactly one of fifty win who come at once", async () => {
    const racers = Array.from({ length: 50 }, (_, index) => call("POST /api/v1/first-run", { body: { ...ines, name: `Racer ${index}`, email: `racer${index}@acme.example` } }));
    const statuses = (await Promise.all(racers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(49);
    const counts = await database.transaction((tx) => tx.first("select (select count(*) from account) as accounts, (select count(*) from person) as people, (select count(*) from session) as sessions"));
    expect(counts).toEqual({ accounts: 1, people: 1, sessions: 1 });
  });

  it("stays gone where every account was deleted since", async () => {
    await call("POST /api/v1/first-run", { body: ines });
    await database.transaction((tx) => tx.run("delete from person"));
    expect(await call("POST /api/v1/first-run", { body: ines })).toMatchObject({ status: 404 });
  });

  it("links a person of the directory by the e-mail address", async () => {
    await addPerson(database, "ines");
    expect(await call("POST /api/v1/first-run", { body: ines })).toMatchObject({ status: 201, body: { personId: "ines", name: "Ines" } });
  });

  it("gives an id of its own to a person whose name another one has", async () => {
    await addPerson(database, "ines-duarte");
    await addPerson(database, "ines-duarte-2");
    expect(await call("POST /api/v1/first-run", { body: { ...ines, email: "other@acme.example" } })).toMatchObject({ body: { personId: "ines-duarte-3" } });
  });

  it("is not closed by the token of MUSTER_ADMIN_TOKEN alone, but by an account", async () => {
    await database.transaction((tx) => ensureAdminToken(tx, "a-script-begins-here"));
    expect(await call("GET /api/v1/first-run")).toMatchObject({ status: 200 });
    expect(await call("POST /api/v1/first-run", { body: ines })).toMatchObject({ status: 201 });
  });
});

describe("a first run that is refused", () => {
  it.each([
    ["a short password", { ...ines, password: "short" }, "password"],
    ["an unknown time zone", { ...ines, timezone: "Europe/Atlantis" }, "timezone"],
    ["no e-mail address", { ...ines, email: "ines" }, "email"],
    ["an empty name", { ...ines, name: " " }, "name"],
    ["a NUL in the name", "name=%00&email=a%40b.example&password=correct-horse-fjord&timezone=UTC", "name"],
  ])("names the field: %s", async (_what, body, path) => {
    const headers = { "content-type": typeof body === "string" ? "application/x-www-form-urlencoded" : "application/json" };
    expect(await call("POST /api/v1/first-run", { body, headers })).toMatchObject({ status: 400, body: { code: "malformed", errors: [{ path }] } });
    expect(await call("GET /api/v1/first-run")).toMatchObject({ status: 200 });
  });

  it.each([{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: "https://evil.example" }, { origin: "null" }])("comes from another site: %j", async (headers) => {
    expect(await call("POST /api/v1/first-run", { body: ines, headers })).toMatchObject({ status: 403, body: { code: "cross-site" } });
    expect(await call("GET /api/v1/first-run")).toMatchObject({ status: 200 });
  });
});

describe("what the first run stores", () => {
  it("holds neither the password nor the secret of the cookie", async () => {
    const made = await call("POST /api/v1/first-run", { body: ines, headers: { "idempotency-key": "once" } });
    const secret = cookieGiven(made)?.split("=")[1] ?? "";
    expect(secret.length).toBeGreaterThan(40);
    expect(await tablesHolding(database, "Inês")).toEqual(expect.arrayContaining(["person"]));
    expect(await tablesHolding(database, ines.password)).toEqual([]);
    expect(await tablesHolding(database, secret)).toEqual([]);
    const account = await database.transaction((tx) => tx.first<{ password_hash: string }>("select password_hash from account"));
    expect(account?.password_hash).toMatch(/^\$argon2id\$/);
  });

  it("sends a cookie that scripts and other sites cannot use, over HTTPS only where people come by HTTPS", async () => {
    const attributes = async (muster: TestApp) => String((await muster.call("POST /api/v1/first-run", { body: ines })).headers["set-cookie"]).split("; ").slice(1).sort();
    expect(await attributes(plain)).toEqual(["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
    expect(await attributes(secure)).toEqual(["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax", "Secure"]);
  });
});
