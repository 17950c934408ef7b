import { describe, expect, it } from "vitest";
import { redactContent } from "../../platform/event-log/content.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { addPerson, addSignedInPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { accessRoutes, identify, recordAudit, recordAudits } from "./index.ts";
import type { AuditEntry } from "./audit.contract.ts";

const { call, database } = await openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl: "http://127.0.0.1:4600" }), { identify });
const amara = await addSignedInPerson(database, "amara", "administrator");
const ben = await addSignedInPerson(database, "ben", "responder");
const byAmara: Actor = { kind: "person", id: "amara" };

const read = async (query: string) => (await call<{ items: AuditEntry[]; next: string | null }>(`GET /api/v1/audit?${query}`, { headers: amara.browser })).body;
const latest = async (query: string) => (await read(`${query}&limit=1`)).items[0];

describe("the audit trail", () => {
  it("says who did what to which part, with the values from before and after", async () => {
    const change = { actor: byAmara, section: "teams", id: "web", action: "changed", paths: ["name"], details: { before: { name: "Web" }, after: { name: "Shop" } } };
    await database.transaction((tx) => recordAudit(tx, change));
    expect(await latest("section=teams&id=web")).toEqual({
      position: expect.any(Number),
      at: expect.any(String),
      type: "configuration changed",
      actor: { kind: "person", id: "amara", name: "Amara" },
      section: "teams",
      id: "web",
      action: "changed",
      paths: ["name"],
      details: { before: { name: "Web" }, after: { name: "Shop" } },
      isRedacted: false,
    });
    const events = await database.transaction((tx) => tx.rows<{ data: object }>("select data from event_log where stream_id = 'audit/teams/web'"));
    expect(JSON.stringify(events)).not.toContain("Shop");
  });

  it("keeps every entry, also of one part in one transaction and under one Idempotency-Key", async () => {
    const change = (action: string) => ({ actor: muster, section: "services", id: "checkout", action, paths: [] });
    await database.transaction((tx) => recordAudits(tx, [change("made"), { ...change("changed"), details: { after: 1 } }, change("deleted")]));
    expect((await read("id=checkout")).items.map(({ action, details }) => [action, details])).toEqual([["deleted", null], ["changed", { after: 1 }], ["made", null]]);
    for (const role of ["viewer", "responder"] as const) {
      const headers = { ...amara.browser, "idempotency-key": `ben-${role}` };
      await call("PUT /api/v1/people/ben/access", { body: { role, isDisabled: false }, headers });
      await call("PUT /api/v1/people/ben/access", { body: { role, isDisabled: false }, headers });
    }
    expect((await read("section=accounts&id=ben")).items).toHaveLength(2);
  });

  it("masks what is named like a secret", async () => {
    const details = { after: { token: "s3cr3t-value", nested: [{ apiKey: "s3cr3t-value", name: "kept" }] } };
    await database.transaction((tx) => recordAudit(tx, { actor: muster, section: "sources", id: "prometheus", action: "made", paths: [], details }));
    expect((await latest("section=sources"))?.details).toEqual({ after: { token: "(not recorded)", nested: [{ apiKey: "(not recorded)", name: "kept" }] } });
    expect(await tablesHolding(database, "s3cr3t-value")).toEqual([]);
  });

  it("shows that values were taken out", async () => {
    await database.transaction((tx) => recordAudit(tx, { actor: muster, section: "runbooks", id: "restart", action: "made", paths: [], details: { after: "oops" } }));
    await database.transaction(async (tx) => {
      const row = await tx.first<{ id: string }>("select id from content where body like '%oops%'");
      await redactContent(tx, row?.id ?? "", byAmara);
    });
    expect(await latest("section=runbooks")).toMatchObject({ details: null, isRedacted: true, action: "made" });
  });

  it("is filtered by who did it, and read in pages", async () => {
    const all = (await read("limit=500")).items;
    expect((await read("actor=muster")).items).toEqual(all.filter(({ actor }) => actor.kind === "muster"));
    expect((await read("actor=person/amara")).items).toEqual(all.filter(({ actor }) => actor.id === "amara"));
    const first = await read("limit=3");
    expect([...first.items, ...(await read(`cursor=${first.next}`)).items]).toEqual(all);
    expect(all.map(({ position }) => position)).toEqual(all.map(({ position }) => position).sort((a, b) => b - a));
  });

  it("is for managers, and asks for well-formed filters", async () => {
    expect((await call("GET /api/v1/audit")).status).toBe(401);
    expect(await call("GET /api/v1/audit", { headers: ben.browser })).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect(await call("GET /api/v1/audit?cursor=x", { headers: amara.browser })).toMatchObject({ status: 400 });
    expect(await call("GET /api/v1/audit?limit=0", { headers: amara.browser })).toMatchObject({ status: 400 });
  });
});

describe("what this feature changes", () => {
  it("is in the trail: invitation, account, sign-in, token, role, password, sign-out", async () => {
    await addPerson(database, "chidi");
    const invited = await call<{ link: string }>("POST /api/v1/people/chidi/invitation", { body: { role: "responder" }, headers: amara.browser });
    const token = invited.body.link.split("/").at(-1);
    const accepted = await call("POST /api/v1/invitation", { body: { token, password: "correct-horse-fjord" } });
    const browser = { cookie: String(accepted.headers["set-cookie"]).split(";")[0] ?? "" };
    const made = await call<{ id: string; secret: string }>("POST /api/v1/tokens", { body: { name: "deploys", role: "viewer" }, headers: browser });
    await call("PUT /api/v1/account/password", { body: { currentPassword: "correct-horse-fjord", newPassword: "another-horse-fjord" }, headers: browser });
    await call("PUT /api/v1/people/chidi/access", { body: { role: "manager", isDisabled: false }, headers: amara.browser });
    await call(`DELETE /api/v1/tokens/${made.body.id}`, { headers: { authorization: `Bearer ${made.body.secret}` } });
    await call("DELETE /api/v1/session", { headers: browser });
    const entries = (await read(`id=chidi`)).items.concat((await read(`id=${made.body.id}`)).items).sort((a, b) => a.position - b.position);
    expect(entries.map(({ type, section, action, actor }) => [type, section, action, actor.name])).toEqual([
      ["access changed", "invitations", "made", "Amara"],
      ["access changed", "accounts", "made", "Chidi"],
      ["session changed", "sessions", "signed-in", "Chidi"],
      ["access changed", "tokens", "made", "Chidi"],
      ["access changed", "accounts", "password-changed", "Chidi"],
      ["access changed", "accounts", "changed", "Amara"],
      ["access changed", "tokens", "revoked", "deploys"],
      ["session changed", "sessions", "signed-out", "Chidi"],
    ]);
    expect(entries[5]).toMatchObject({ paths: ["role"], details: { before: { role: "responder" }, after: { role: "manager" } } });
  });
});
