import type * as Argon2 from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";
import { cookieGiven, openTestApp } from "../../platform/testing/test-app.ts";
import { addSignedInPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { accessRoutes, identify } from "./index.ts";
import type { Session } from "./contract.ts";
import { hashPassword } from "./password.commands.ts";

const verified = vi.hoisted(() => ({ count: 0 }));
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof Argon2>();
  const verify: typeof Argon2.verify = (...given) => {
    verified.count += 1;
    return argon2.verify(...given);
  };
  return { ...argon2, verify };
});

const publicUrl = "https://muster.acme.example";
const { call, database, clock } = await openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl }), { identify, publicUrl });
const password = "correct-horse-fjord";
const day = 86_400_000;

// Sign-ins from one address are limited, so each comes from an address of its own.
let visitors = 0;
function signIn(id: string, typed = password) {
  visitors += 1;
  return call<Session & { code?: string }>("POST /api/v1/session", { body: { email: `${id}@acme.example`, password: typed }, from: `10.0.0.${visitors}` });
}

async function addPersonWithPassword(id: string) {
  const person = await addSignedInPerson(database, id, "responder");
  const hash = await hashPassword(password);
  await database.transaction((tx) => tx.run("update account set password_hash = $2 where person_id = $1", [id, hash]));
  return person;
}

async function whoIs(cookie: string): Promise<string | null> {
  return (await call<Session | null>("GET /api/v1/session", { headers: { cookie } })).body?.personId ?? null;
}

const change = (sql: string, id: string) => database.transaction((tx) => tx.run(sql, [id]));

describe("signing in", () => {
  it("gives a session to the right password, in whichever letters the address is written", async () => {
    await addPersonWithPassword("amara");
    const answer = await call<Session>("POST /api/v1/session", { body: { email: "AMARA@Acme.example", password } });
    expect(answer).toMatchObject({ status: 200, body: { personId: "amara", name: "Amara", email: "amara@acme.example", timezone: "Europe/Oslo", role: "responder" } });
    expect(await whoIs(cookieGiven(answer) ?? "")).toBe("amara");
  });

  it("takes the same password from a keyboard that writes its letters otherwise", async () => {
    await addSignedInPerson(database, "ines", "viewer");
    const composed = await hashPassword("in\u00eas-in-lisbon");
    await database.transaction((tx) => tx.run("update account set password_hash = $1 where person_id = 'ines'", [composed]));
    expect((await signIn("ines", "ine\u0302s-in-lisbon")).status).toBe(200);
  });

  it("sends a cookie that scripts and other sites cannot use, and stores none of its secret", async () => {
    await addPersonWithPassword("ben");
    const answer = await signIn("ben");
    expect(String(answer.headers["set-cookie"])).toMatch(/^muster_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const secret = cookieGiven(answer)?.split("=")[1] ?? "";
    expect(await tablesHolding(database, secret)).toEqual([]);
    expect(await tablesHolding(database, password)).toEqual([]);
  });

  it("gives the browser another session than it had, and ends that", async () => {
    const { browser } = await addPersonWithPassword("chidi");
    const again = await call("POST /api/v1/session", { body: { email: "chidi@acme.example", password }, headers: browser, from: "10.1.0.1" });
    expect(cookieGiven(again)).not.toBe(browser.cookie);
    expect(await whoIs(browser.cookie)).toBeNull();
  });

  it("answers an unknown address, a wrong password, no password and a disabled account alike, and works as hard on each", async () => {
    await addPersonWithPassword("dana");
    await addSignedInPerson(database, "elif", "viewer");
    await addPersonWithPassword("farid");
    await change("update account set disabled_at = muster_now() where person_id = $1", "farid");
    const before = verified.count;
    const answers = [await signIn("nobody"), await signIn("dana", "not-the-password"), await signIn("elif"), await signIn("farid")];
    expect(verified.count - before).toBe(4);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.map(cookieGiven)).toEqual([null, null, null, null]);
    expect(answers[0]?.body.code).toBe("wrong-credentials");
  });

  it("is limited to ten tries a minute from one address", async () => {
    const tries = [];
    for (let count = 0; count < 11; count += 1) tries.push(await call("POST /api/v1/session", { body: { email: "x@y.example", password: "z" }, from: "10.9.9.9" }));
    expect(tries.map(({ status }) => status)).toEqual([...Array<number>(10).fill(401), 429]);
    expect(tries[10]?.body).toMatchObject({ code: "too-many" });
  });

  it("refuses what is malformed, and what another site sends", async () => {
    expect(await call("POST /api/v1/session", { body: { email: "amara@acme.example" }, from: "10.2.0.1" })).toMatchObject({ status: 400, body: { code: "malformed" } });
    const headers = { "sec-fetch-site": "cross-site" };
    expect(await call("POST /api/v1/session", { body: { email: "amara@acme.example", password }, headers })).toMatchObject({ status: 403, body: { code: "cross-site" } });
    expect(await call("DELETE /api/v1/session", { headers: { ...headers, cookie: "muster_session=x" } })).toMatchObject({ status: 403 });
  });
});

describe("a session", () => {
  it("is nobody's without a cookie, and with one that is not known", async () => {
    expect(await call("GET /api/v1/session")).toMatchObject({ status: 200, body: null });
    expect(await whoIs("muster_session=not-a-session")).toBeNull();
  });

  it("ends at sign-out, which takes the cookie back", async () => {
    const { browser } = await addSignedInPerson(database, "grete", "viewer");
    const answer = await call("DELETE /api/v1/session", { headers: browser });
    expect(answer.status).toBe(204);
    expect(String(answer.headers["set-cookie"])).toMatch(/^muster_session=; .*Expires=Thu, 01 Jan 1970/);
    expect(await whoIs(browser.cookie)).toBeNull();
    expect((await call("DELETE /api/v1/session")).status).toBe(204);
  });

  it("ends at once when the account is disabled, and may at once what a changed role may", async () => {
    const { browser } = await addSignedInPerson(database, "hana", "manager");
    const audit = async () => (await call("GET /api/v1/audit", { headers: browser })).status;
    expect(await audit()).toBe(200);
    await change("update account set role = 'viewer' where person_id = $1", "hana");
    expect(await audit()).toBe(403);
    await change("update account set disabled_at = muster_now() where person_id = $1", "hana");
    expect(await audit()).toBe(401);
  });

  it("lasts thirty days from when it was last seen", async () => {
    const { browser } = await addSignedInPerson(database, "jonas", "viewer");
    const answers = [];
    for (const days of [29, 29, 31]) {
      await clock.advance(days * day);
      answers.push(await whoIs(browser.cookie));
    }
    expect(answers).toEqual(["jonas", "jonas", null]);
  });

  it("notes when it was seen at most once a minute, and gives the browser its thirty days again", async () => {
    const { browser } = await addSignedInPerson(database, "kira", "viewer");
    const seenAt = () => database.transaction((tx) => tx.first<{ seen_at: number }>("select seen_at from session where person_id = 'kira'"));
    const first = await seenAt();
    await clock.advance(50_000);
    await whoIs(browser.cookie);
    expect(await seenAt()).toEqual(first);
    await clock.advance(11_000);
    const answer = await call("GET /api/v1/session", { headers: browser });
    expect((await seenAt())?.seen_at).toBeGreaterThan((first?.seen_at ?? 0) + 60_000);
    expect(cookieGiven(answer)).toBe(browser.cookie);
  });
});

describe("changing the password", () => {
  const to = (currentPassword: string, newPassword: string) => ({ currentPassword, newPassword });

  it("ends every other session and asks for the new one from then on", async () => {
    const { browser } = await addPersonWithPassword("lena");
    const other = cookieGiven(await signIn("lena")) ?? "";
    expect(await whoIs(other)).toBe("lena");
    expect(await call("PUT /api/v1/account/password", { body: to(password, "another-horse-fjord"), headers: browser })).toMatchObject({ status: 204 });
    expect(await whoIs(browser.cookie)).toBe("lena");
    expect(await whoIs(other)).toBeNull();
    expect((await signIn("lena")).status).toBe(401);
    expect((await signIn("lena", "another-horse-fjord")).status).toBe(200);
    expect(await tablesHolding(database, "another-horse-fjord")).toEqual([]);
  });

  it("is refused with a wrong current password, a short new one, and for nobody", async () => {
    const { browser } = await addPersonWithPassword("mio");
    const put = (body: object, headers = {}) => call("PUT /api/v1/account/password", { body, headers, from: "10.3.0.1" });
    expect(await put(to("wrong", "another-horse-fjord"), browser)).toMatchObject({ status: 409, body: { code: "access.wrong-password" } });
    expect(await put(to(password, "short"), browser)).toMatchObject({ status: 400, body: { errors: [{ path: "newPassword" }] } });
    expect(await put(to(password, "another-horse-fjord"))).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
  });

  it("leaves no session that began with the old password, however close they come", async () => {
    const { browser } = await addPersonWithPassword("nora");
    const signIns = Array.from({ length: 4 }, () => signIn("nora"));
    const changed = await call("PUT /api/v1/account/password", { body: to(password, "another-horse-fjord"), headers: browser, from: "10.4.0.1" });
    await Promise.all(signIns);
    expect(changed.status).toBe(204);
    const left = await database.transaction((tx) => tx.rows("select from session where person_id = 'nora'"));
    expect(left).toHaveLength(1);
  });
});
