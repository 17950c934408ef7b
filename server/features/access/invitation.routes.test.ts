import { describe, expect, it } from "vitest";
import { cookieGiven, openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson, addSignedInPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import type { Role } from "../../values/permission.ts";
import { accessRoutes, identify } from "./index.ts";

const publicUrl = "https://muster.acme.example";
const { call, database, clock } = await openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl }), { identify, publicUrl });
const amara = await addSignedInPerson(database, "amara", "administrator");
const grete = await addSignedInPerson(database, "grete", "manager");
const password = "correct-horse-fjord";
const day = 86_400_000;

const invite = (id: string, role: Role, headers: Record<string, string> = amara.browser) =>
  call<{ link: string; expiresAt: string; code?: string }>(`POST /api/v1/people/${id}/invitation`, { body: { role }, headers });
const tokenOf = (answer: { body: { link: string } }) => answer.body.link.slice(answer.body.link.lastIndexOf("/") + 1);
const accept = (token: string, typed = password) => call("POST /api/v1/invitation", { body: { token, password: typed } });
const look = (token: string) => call(`GET /api/v1/invitation/${token}`);

describe("an invitation", () => {
  it("gives a person an account and a session, once", async () => {
    await addPerson(database, "ben");
    const made = await invite("ben", "responder");
    const token = tokenOf(made);
    expect(made).toMatchObject({ status: 201, body: { link: expect.stringMatching(/^https:\/\/muster\.acme\.example\/invitation\/[\w-]{43}$/) } });
    expect((await look(token)).body).toEqual({ name: "Ben", email: "ben@acme.example" });
    const accepted = await accept(token);
    expect(accepted).toMatchObject({ status: 201, body: { personId: "ben", role: "responder" } });
    expect(await call("GET /api/v1/session", { headers: { cookie: cookieGiven(accepted) ?? "" } })).toMatchObject({ body: { personId: "ben" } });
    expect(await accept(token)).toMatchObject({ status: 410, body: { code: "invitation.gone" } });
    expect(await look(token)).toMatchObject({ status: 410 });
    expect(await call("POST /api/v1/session", { body: { email: "ben@acme.example", password } })).toMatchObject({ status: 200 });
  });

  it("is used by one of many who accept at once", async () => {
    await addPerson(database, "chidi");
    const token = tokenOf(await invite("chidi", "viewer"));
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => accept(token)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 410, 410, 410, 410, 410]);
  });

  it("stores neither its token nor the password", async () => {
    await addPerson(database, "dana");
    const token = tokenOf(await invite("dana", "viewer", { ...amara.browser, "idempotency-key": "dana" }));
    await accept(token, "a-password-of-danas");
    expect(await tablesHolding(database, token)).toEqual([]);
    expect(await tablesHolding(database, "a-password-of-danas")).toEqual([]);
  });

  it("replaces the one before, and ends after seven days", async () => {
    await addPerson(database, "elif");
    const first = tokenOf(await invite("elif", "viewer"));
    const second = await invite("elif", "manager");
    expect(await look(first)).toMatchObject({ status: 410 });
    expect(await look(tokenOf(second))).toMatchObject({ status: 200 });
    await clock.advance(7 * day + 1_000);
    expect(await look(tokenOf(second))).toMatchObject({ status: 410 });
    expect(await accept(tokenOf(second))).toMatchObject({ status: 410 });
    expect(await look("never-made")).toMatchObject({ status: 410 });
  });

  it("dies with its maker's right to invite", async () => {
    const farid = await addSignedInPerson(database, "farid", "administrator");
    await addPerson(database, "hana");
    const token = tokenOf(await invite("hana", "administrator", farid.browser));
    await call("PUT /api/v1/people/farid/access", { body: { role: "administrator", isDisabled: true }, headers: amara.browser });
    expect(await look(token)).toMatchObject({ status: 410 });
    expect(await accept(token)).toMatchObject({ status: 410 });
  });

  it("is a way back in for somebody with an account: a new password, the role as it was, other sessions ended", async () => {
    const jonas = await addSignedInPerson(database, "jonas", "manager");
    expect(await invite("jonas", "viewer")).toMatchObject({ status: 409, body: { code: "invitation.other-role" } });
    expect(await accept(tokenOf(await invite("jonas", "manager")))).toMatchObject({ status: 201, body: { role: "manager" } });
    expect(await call("GET /api/v1/session", { headers: jonas.browser })).toMatchObject({ body: null });
  });

  it("is not made for a disabled account, and ends when it is disabled", async () => {
    await addSignedInPerson(database, "kira", "viewer");
    const token = tokenOf(await invite("kira", "viewer"));
    await call("PUT /api/v1/people/kira/access", { body: { role: "viewer", isDisabled: true }, headers: amara.browser });
    expect(await accept(token)).toMatchObject({ status: 410 });
    expect(await invite("kira", "viewer")).toMatchObject({ status: 409, body: { code: "invitation.account-disabled" } });
  });
});

describe("who invites", () => {
  it("is an administrator, for people of the directory, with a role", async () => {
    expect(await invite("ben", "viewer", {})).toMatchObject({ status: 401 });
    expect(await invite("ben", "viewer", grete.browser)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect(await invite("nobody", "viewer")).toMatchObject({ status: 404 });
    expect(await invite("ben", "king" as Role)).toMatchObject({ status: 400 });
    expect(await invite("ben", "responder", { ...amara.browser, "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403, body: { code: "cross-site" } });
  });

  it("needs of the invited a password of twelve characters", async () => {
    await addPerson(database, "lena");
    const token = tokenOf(await invite("lena", "viewer"));
    expect(await accept(token, "short")).toMatchObject({ status: 400, body: { errors: [{ path: "password" }] } });
    expect(await look(token)).toMatchObject({ status: 200 });
  });
});
