import { describe, expect, it } from "vitest";
import type { Database } from "../../platform/database/database.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson, addSignedInPerson } from "../../platform/testing/test-people.ts";
import { changeAccess } from "./account.commands.ts";
import { accessRoutes, administrators, identify } from "./index.ts";
import type { Access, Account } from "./contract.ts";

const open = () => openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl: "http://127.0.0.1:4600" }), { identify });
const { call, database } = await open();
const racing = await open();
const amara = await addSignedInPerson(database, "amara", "administrator");
const grete = await addSignedInPerson(database, "grete", "manager");

const put = (id: string, access: Partial<Access>, headers: Record<string, string> = amara.browser) =>
  call(`PUT /api/v1/people/${id}/access`, { body: { isDisabled: false, ...access }, headers });
const whoIs = (headers: Record<string, string>) => call("GET /api/v1/session", { headers });

async function isSomebodyWaiting(database: Database): Promise<boolean> {
  const waiting = await database.transaction((tx) => tx.first("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
  return waiting !== null;
}

describe("changing what a person may do", () => {
  it("acts with the next request", async () => {
    const ben = await addSignedInPerson(database, "ben", "viewer");
    expect(await put("ben", { role: "manager" })).toMatchObject({ status: 200, body: { role: "manager", isDisabled: false } });
    expect(await whoIs(ben.browser)).toMatchObject({ body: { role: "manager" } });
  });

  it("ends the sessions of a disabled account at once, and brings none back", async () => {
    const chidi = await addSignedInPerson(database, "chidi", "responder");
    expect(await put("chidi", { role: "responder", isDisabled: true })).toMatchObject({ status: 200, body: { isDisabled: true } });
    expect((await call("GET /api/v1/tokens", { headers: chidi.browser })).status).toBe(401);
    await put("chidi", { role: "responder" });
    expect(await whoIs(chidi.browser)).toMatchObject({ body: null });
  });

  it("leaves the last administrator neither lowered nor disabled", async () => {
    for (const access of [{ role: "manager" }, { role: "administrator", isDisabled: true }] as const) {
      expect(await put("amara", access)).toMatchObject({ status: 409, body: { code: "access.last-administrator" } });
    }
    expect(await put("amara", { role: "administrator" })).toMatchObject({ status: 200 });
    await addSignedInPerson(database, "dana", "administrator");
    expect(await put("dana", { role: "viewer" })).toMatchObject({ status: 200 });
    expect(await database.transaction(administrators)).toEqual(["amara"]);
  });

  it("leaves an administrator where two lower each other at once", async () => {
    const elif = await addSignedInPerson(racing.database, "elif", "administrator");
    await addSignedInPerson(racing.database, "farid", "administrator");
    const lowered = { role: "viewer", isDisabled: false } as const;
    const second = await racing.database.transaction(async (tx) => {
      await changeAccess(tx, person("administrator", "farid"), "elif", lowered);
      const racer = racing.call("PUT /api/v1/people/farid/access", { body: lowered, headers: elif.browser });
      await Promise.race([racer, expect.poll(() => isSomebodyWaiting(racing.database)).toBe(true)]);
      return { racer };
    });
    expect(await second.racer).toMatchObject({ status: 409, body: { code: "access.last-administrator" } });
    expect(await racing.database.transaction(administrators)).toEqual(["farid"]);
  });

  it("is for administrators, for people with an account, and well formed", async () => {
    await addPerson(database, "hana");
    expect(await put("ben", { role: "viewer" }, {})).toMatchObject({ status: 401 });
    expect(await put("ben", { role: "viewer" }, grete.browser)).toMatchObject({ status: 403 });
    expect(await put("hana", { role: "viewer" })).toMatchObject({ status: 404 });
    expect(await put("nobody", { role: "viewer" })).toMatchObject({ status: 404 });
    expect(await put("ben", {})).toMatchObject({ status: 400, body: { errors: [{ path: "role" }] } });
    expect(await put("ben", { role: "viewer" }, { ...amara.browser, "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403, body: { code: "cross-site" } });
  });
});

describe("the list of accounts", () => {
  it("shows who may sign in and who is invited, to managers", async () => {
    await addPerson(database, "ines");
    await addPerson(database, "jonas");
    await call("POST /api/v1/people/ines/invitation", { body: { role: "responder" }, headers: amara.browser });
    const list = await call<{ items: Account[] }>("GET /api/v1/accounts", { headers: grete.browser });
    const of = (id: string) => list.body.items.find(({ personId }) => personId === id);
    expect(of("amara")).toMatchObject({ name: "Amara", role: "administrator", isDisabled: false, invitation: null });
    expect(of("ines")).toMatchObject({ role: null, madeAt: null, invitation: { role: "responder" } });
    expect(of("jonas")).toBeUndefined();
    expect((await call("GET /api/v1/accounts")).status).toBe(401);
  });

  it("is read in pages", async () => {
    const ids: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: { body: { items: Account[]; next: string | null } } = await call(`GET /api/v1/accounts?limit=2${next && `&cursor=${next}`}`, { headers: amara.browser });
      ids.push(...page.body.items.map(({ personId }) => personId));
      next = page.body.next;
    }
    expect(ids).toEqual(["amara", "ben", "chidi", "dana", "grete", "ines"]);
  });
});
