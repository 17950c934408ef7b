import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import type { Caller } from "../../values/permission.ts";
import { forgetOldDrafts } from "./draft.queries.ts";
import { draftRoutes } from "./draft.routes.ts";

const { call, database, clock } = await openTestApp(draftRoutes);
await addPerson(database, "amara");
await addPerson(database, "ben");
const amara = person("responder", "amara");
const ben = person("viewer", "ben");
const token: Caller = { actor: { kind: "token", id: "1" }, role: "administrator", personId: null };

const at = (place: string) => `/api/v1/drafts/${encodeURIComponent(place)}`;
const put = (place: string, body: unknown, as = amara) => call(`PUT ${at(place)}`, { as, body: { body } });
const get = (place: string, as = amara) => call<{ body: unknown; savedAt: string | null }>(`GET ${at(place)}`, { as });

describe("a draft", () => {
  const place = "incident/019aa000-0000-7000-8000-000000000000/note";

  it("is there again as it was written last, and says since when", async () => {
    await clock.set(Date.UTC(2026, 10, 19, 14, 47));
    const written = { text: "The pool\nis \u202Eexhausted 🚒", kind: "note", replyTo: null, "a/b": [1, 2.5, true] };
    await put(place, "first");
    expect((await put(place, written)).status).toBe(200);
    const { status, body } = await get(place);
    expect([status, body.body]).toEqual([200, written]);
    expect(body.savedAt).toMatch(/^2026-11-19T14:47:/);
  });

  it("is its writer's alone", async () => {
    expect((await get(place, ben)).body).toEqual({ body: null, savedAt: null });
    await put(place, "of Ben", ben);
    await call(`DELETE ${at(place)}`, { as: ben });
    expect((await get(place)).body.body).toMatchObject({ kind: "note" });
  });

  it("is forgotten when it is deleted, twice too", async () => {
    for (let turn = 0; turn < 2; turn += 1) expect((await call(`DELETE ${at(place)}`, { as: amara })).status).toBe(204);
    expect((await get(place)).body).toEqual({ body: null, savedAt: null });
    expect(await tablesHolding(database, "exhausted")).toEqual([]);
  });

  it("keeps 1 MB and refuses more", async () => {
    const most = 1_048_576 - '{"body":""}'.length;
    expect((await put("retrospective/1/factors", "x".repeat(most))).status).toBe(200);
    expect(await put("retrospective/1/factors", "x".repeat(most + 1))).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect((await get("retrospective/1/factors")).body.body).toHaveLength(most);
  });

  it("is forgotten after 30 days, one that was saved later is not", async () => {
    await put("old", "x");
    await clock.advance(20 * 86_400_000);
    await put("newer", "y");
    await clock.advance(10 * 86_400_000 + 1_000);
    await database.transaction(forgetOldDrafts);
    expect((await get("old")).body.body).toBeNull();
    expect((await get("newer")).body.body).toBe("y");
  });

  it("makes room for itself where somebody has too many", async () => {
    for (let turn = 0; turn < 205; turn += 1) await put(`note/${turn}`, turn, ben);
    expect(await database.transaction((tx) => tx.first("select count(*)::int as count from draft where person_id = 'ben'"))).toEqual({ count: 200 });
    expect((await get("note/204", ben)).body.body).toBe(204);
  });
});

describe("a draft that cannot be kept", () => {
  it("is a token's: it says that a token is nobody", async () => {
    for (const verb of ["GET", "DELETE"]) expect(await call(`${verb} ${at("x")}`, { as: token })).toMatchObject({ status: 403, body: { detail: expect.stringContaining("this token is nobody") } });
    expect((await put("x", "y", token)).status).toBe(403);
  });

  it("is a stranger's", async () => {
    expect((await call(`GET ${at("x")}`)).status).toBe(401);
  });

  it.each([
    ["without a body", "x", undefined],
    ["of nothing", "x", null],
    ["with NUL", "x", "a\u0000b"],
    ["with half a surrogate pair", "x", "\ud800"],
    ["at a place with a space", "a b", "y"],
    ["at a place that is too long", "x".repeat(201), "y"],
  ])("is one %s", async (_what, place, body) => {
    expect(await put(place, body)).toMatchObject({ status: 400, body: { code: "malformed" } });
  });
});
