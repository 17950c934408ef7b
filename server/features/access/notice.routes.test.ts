import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { newId } from "../../platform/ids/ids.ts";
import { accessRoutes, tellAdministrators, type AdministratorNotice } from "./index.ts";
import type { Notice } from "./notice.contract.ts";

const { call, database, clock } = await openTestApp((app, tools) => accessRoutes(app, tools, { publicUrl: "http://127.0.0.1:4600" }));

const tell = (...notices: AdministratorNotice[]) => database.transaction((tx) => tellAdministrators(tx, notices));
const about = (key: string, sentence = `Something about ${key}.`) => ({ key, code: "test.something", sentence });
const open = async () => (await call<{ items: Notice[] }>("GET /api/v1/notices", { as: "administrator" })).body.items;
const find = async (key: string) => (await open()).filter(({ sentence }) => sentence.includes(`about ${key}.`));
const mails = () => database.transaction((tx) => tx.rows<{ key: string; kind: string; payload: { noticeId: string } }>("select key, kind, payload from due_work order by id"));

describe("telling the administrators", () => {
  it("opens one notice per key and counts what comes again", async () => {
    await tell(about("a"), about("b"));
    await clock.advance(60_000);
    await tell(about("a"));
    const [a] = await find("a");
    expect(a).toMatchObject({ code: "test.something", count: 2, settledAt: null });
    expect(Date.parse(a?.lastAt ?? "") - Date.parse(a?.firstAt ?? "")).toBeGreaterThanOrEqual(60_000);
    expect(await find("b")).toMatchObject([{ count: 1 }]);
  });

  it("sends mail about what is new, never about a repeat", async () => {
    const before = (await mails()).length;
    await tell(about("mailed"));
    await tell(about("mailed"), about("a"));
    const made = (await mails()).slice(before);
    const [notice] = await find("mailed");
    expect(made).toEqual([{ kind: "notice.mail", key: `notice/${notice?.id}`, payload: { noticeId: notice?.id } }]);
  });

  it("takes the same key twice in one set, an empty set, and a key and sentence without end", async () => {
    await tell();
    await tell(about("twice"), about("twice"), { key: "x".repeat(10_000), code: "test.long", sentence: "y".repeat(10_000) });
    expect(await find("twice")).toMatchObject([{ count: 2 }]);
    expect((await open()).find(({ code }) => code === "test.long")?.sentence).toHaveLength(2_000);
  });

  it("loses no count where many tell at once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? tell(about("busy"), about("lively")) : tell(about("lively"), about("busy")))));
    expect([(await find("busy"))[0]?.count, (await find("lively"))[0]?.count]).toEqual([20, 20]);
  });
});

describe("a notice", () => {
  it("goes when it is settled, with its mail, and opens anew when it comes again", async () => {
    await tell(about("settled"));
    const [first] = await find("settled");
    const settle = () => call<Notice>(`POST /api/v1/notices/${first?.id}/settle`, { as: "administrator" });
    const settled = await settle();
    expect(settled).toMatchObject({ status: 200, body: { settledAt: expect.any(String) } });
    expect((await settle()).body).toEqual(settled.body);
    expect(await find("settled")).toEqual([]);
    expect((await mails()).map(({ key }) => key)).not.toContain(`notice/${first?.id}`);
    await tell(about("settled"));
    expect(await find("settled")).toMatchObject([{ count: 1 }]);
  });

  it("is read newest first, in pages", async () => {
    const all = (await open()).map(({ id }) => id);
    const first = await call<{ items: Notice[]; next: string }>("GET /api/v1/notices?limit=2", { as: "administrator" });
    const rest = await call<{ items: Notice[]; next: null }>(`GET /api/v1/notices?cursor=${first.body.next}`, { as: "administrator" });
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(all);
    expect(all).toEqual([...all].sort().reverse());
  });

  it("is for administrators alone, known, and well formed", async () => {
    const settle = (id: string, as?: "manager" | "administrator") => call(`POST /api/v1/notices/${id}/settle`, as ? { as } : {});
    expect((await call("GET /api/v1/notices")).status).toBe(401);
    expect(await call("GET /api/v1/notices", { as: "manager" })).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect((await settle(newId())).status).toBe(401);
    expect((await settle(newId(), "manager")).status).toBe(403);
    expect((await settle(newId(), "administrator")).status).toBe(404);
    expect((await settle("x", "administrator")).status).toBe(400);
    expect((await call("GET /api/v1/notices?limit=501", { as: "administrator" })).status).toBe(400);
  });
});
