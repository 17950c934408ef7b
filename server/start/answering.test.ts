import { createHash } from "node:crypto";
import type { InjectOptions } from "fastify";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Message, Messenger } from "../features/paging/index.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

const publicUrl = "http://127.0.0.1:4600";
const { url } = await makeTestDatabase();
const sent: Message[] = [];
const mail: Messenger = {
  channel: "mail",
  async send(message) {
    sent.push(message);
    return { isAccepted: true, providerId: message.messageKey };
  },
};
const node = createNode({ databaseUrl: url, publicUrl, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
const app = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl: null });
await app.ready();
afterAll(async () => {
  await app.close();
  await node.stop();
});

const people = {
  amara: await addSignedInPerson(node.database, "amara", "responder"),
  ben: await addSignedInPerson(node.database, "ben", "responder"),
  vera: await addSignedInPerson(node.database, "vera", "viewer"),
  mona: await addSignedInPerson(node.database, "mona", "manager"),
};
const key = "prometheus-key";
await node.database.transaction(async (tx) => {
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 0)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 0, '{person/amara}', '5m'), ('web', 1, '{person/ben}', '5m')");
  await tx.run("insert into service (id, name, tier, escalation_policy_id, place) values ('shop', 'Shop', 1, 'web', 0)");
  await tx.run("insert into source (id, kind, key_hash, service_default, place) values ('prometheus', 'alertmanager', $1, 'shop', 0)", [createHash("sha256").update(key).digest()]);
  await tx.run("insert into route (place, urgency) values (0, 'high')");
  await tx.run("update installation set configuration_version = configuration_version + 1");
});

type Name = keyof typeof people;
interface Answer {
  status: number;
  body: Record<string, unknown> & { items: Record<string, never>[] };
}

async function call(target: string, as: Name | null = null, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const [method, address] = target.split(" ") as [NonNullable<InjectOptions["method"]>, string];
  const answer = await app.inject({ method, url: address, headers: { ...(as ? people[as].browser : {}), ...headers }, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

let count = 0;
let alertname = "";

/** Alerts of one group, which is new for each test; gives their ids, oldest first. */
async function fire(...instances: string[]): Promise<string[]> {
  // As if nobody had been paged lately: what follows within a minute would wait for the next message.
  await node.database.transaction((tx) => tx.run("delete from page_pace"));
  const alerts = instances.map((instance) => ({ status: "firing", labels: { alertname, instance, severity: "critical" }, annotations: { summary: `${alertname} ${instance}` } }));
  await node.intake.accept({ sourceId: "prometheus", key, payload: { alerts }, headers: {}, contentType: null, size: 1 });
  const { body } = await call(`GET /api/v1/alerts?search=${alertname}`, "vera");
  return body.items.map((item) => String(item["id"])).reverse();
}

const read = async (id: string | undefined) => (await call(`GET /api/v1/alerts/${id}`, "vera")).body;

async function pageOf(groupId: unknown, person: Name): Promise<Record<string, unknown> | undefined> {
  return (await call(`GET /api/v1/pages?subjectId=${String(groupId)}&personId=${person}`, "vera")).body.items[0];
}

beforeEach(() => {
  count += 1;
  alertname = `Alert${count}x`;
});

describe("alerts", () => {
  it("are listed newest first, page by page, none twice and none missed", async () => {
    await fire("a", "b", "c");
    const seen: unknown[] = [];
    let cursor = "";
    do {
      const { body } = await call(`GET /api/v1/alerts?search=${alertname}&limit=1${cursor}`, "vera");
      seen.push(...body.items.map((item) => item["id"]));
      cursor = body["next"] ? `&cursor=${String(body["next"])}` : "";
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([3, 3]);
  });

  it("are shown to nobody who is not signed in, and changed by nobody who only looks", async () => {
    const [id] = await fire("a");
    expect((await call(`GET /api/v1/alerts/${id}`)).status).toBe(401);
    expect(await call(`POST /api/v1/alerts/${id}/acknowledge`, "vera")).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  });

  it("that do not exist are not found, and an address that is none is malformed", async () => {
    expect(await call("GET /api/v1/alerts/019aa000-0000-7000-8000-000000000000", "vera")).toMatchObject({ status: 404, body: { code: "alert.not-found" } });
    expect(await call("GET /api/v1/alerts/seven", "vera")).toMatchObject({ status: 400, body: { errors: [{ path: "id" }] } });
    expect(await call("GET /api/v1/alerts?status=burning", "vera")).toMatchObject({ status: 400, body: { errors: [{ path: "status" }] } });
    expect((await call(`GET /api/v1/alerts?cursor=${Buffer.from('["x","y"]').toString("base64url")}`, "vera")).status).toBe(200);
  });

  it("acknowledged one by one stop the search with the last of their group", async () => {
    const [first, second] = await fire("a", "b");
    const one = await call(`POST /api/v1/alerts/${first}/acknowledge`, "ben");
    expect(one.body).toMatchObject({ status: "acknowledged", ownerId: "ben" });
    const { groupId } = await read(first);
    expect((await call(`GET /api/v1/groups/${String(groupId)}/escalation`, "vera")).body).toMatchObject({ status: "running" });
    await call(`POST /api/v1/alerts/${second}/acknowledge`, "ben");
    expect((await call(`GET /api/v1/groups/${String(groupId)}/escalation`, "vera")).body).toMatchObject({ status: "acknowledged", acknowledgedBy: "ben" });
    expect(await pageOf(groupId, "amara")).toMatchObject({ status: "withdrawn", closeReason: "ack.another-page" });
  });

  it("resolved by hand end their group with the last, and cannot be taken any more", async () => {
    const [id] = await fire("a");
    expect((await call(`POST /api/v1/alerts/${id}/resolve`, "ben")).body).toMatchObject({ status: "resolved" });
    expect(await call(`POST /api/v1/alerts/${id}/acknowledge`, "ben")).toMatchObject({ status: 409, body: { code: "alert.resolved" } });
    const { groupId } = await read(id);
    expect(await call(`POST /api/v1/groups/${String(groupId)}/acknowledge`, "ben")).toMatchObject({ status: 409, body: { code: "escalation.ended" } });
  });

  it("that fire and end in one delivery wake nobody, and say so", async () => {
    const labels = { alertname, instance: "a", severity: "critical" };
    const alerts = ["firing", "resolved"].map((status) => ({ status, labels, annotations: {} }));
    await node.intake.accept({ sourceId: "prometheus", key, payload: { alerts }, headers: {}, contentType: null, size: 1 });
    const { body } = await call(`GET /api/v1/alerts?search=${alertname}`, "vera");
    const alert = await read(String(body.items[0]?.["id"]));
    expect((alert["trace"] as { code: string }[]).map((line) => line.code)).toContain("group.over-before-page");
    expect((await call(`GET /api/v1/pages?subjectId=${String(alert["groupId"])}`, "vera")).body.items).toEqual([]);
  });

  it("of a group that nobody was woken about cannot be taken", async () => {
    const unknown = await call("POST /api/v1/groups/019aa000-0000-7000-8000-000000000000/acknowledge", "ben");
    expect(unknown).toMatchObject({ status: 404, body: { code: "escalation.not-found" } });
  });
});

describe("a page", () => {
  it("is answered by whom it went to; “I can't” is for nobody else to say but a manager", async () => {
    const [id] = await fire("a");
    const page = await pageOf((await read(id))["groupId"], "amara");
    const address = `POST /api/v1/pages/${String(page?.["id"])}/answer`;
    expect((await call(address, "ben", { answer: "cannot" })).status).toBe(403);
    expect((await call(address, "vera", { answer: "have" })).status).toBe(403);
    expect((await call(address, "mona", { answer: "cannot" })).body).toMatchObject({ status: "answered", answer: "cannot" });
    expect(await pageOf((await read(id))["groupId"], "ben")).toMatchObject({ pass: 1, step: 1 });
  });

  it("names the field of a malformed answer, and is not found where there is none", async () => {
    const [id] = await fire("a");
    const page = await pageOf((await read(id))["groupId"], "amara");
    expect(await call(`POST /api/v1/pages/${String(page?.["id"])}/answer`, "amara", { answer: "maybe" })).toMatchObject({ status: 400, body: { errors: [{ path: "answer" }] } });
    expect(await call("POST /api/v1/pages/019aa000-0000-7000-8000-000000000000/answer", "amara", { answer: "have" })).toMatchObject({ status: 404 });
  });

  it("that is over takes no answer, with the reason", async () => {
    const [id] = await fire("a");
    const page = await pageOf((await read(id))["groupId"], "amara");
    await call(`POST /api/v1/alerts/${id}/resolve`, "ben");
    expect(await call(`POST /api/v1/pages/${String(page?.["id"])}/answer`, "amara", { answer: "have" })).toMatchObject({ status: 409, body: { code: "page.closed" } });
  });

  it("answered twice with one Idempotency-Key is answered once; the key with another answer is refused", async () => {
    const [id] = await fire("a");
    const page = await pageOf((await read(id))["groupId"], "amara");
    const address = `POST /api/v1/pages/${String(page?.["id"])}/answer`;
    const named = { "idempotency-key": `key-${count}` };
    const first = await call(address, "amara", { answer: "have" }, named);
    expect(await call(address, "amara", { answer: "have" }, named)).toEqual(first);
    expect(await call(address, "amara", { answer: "cannot" }, named)).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });

  it("is sent once, and its link opens the phone page, which says who is next", async () => {
    const before = sent.length;
    await fire("a");
    await expect.poll(() => sent.length).toBe(before + 1);
    const link = /\/p\/[\w-]+/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "";
    const shown = await app.inject({ method: "GET", url: link });
    expect(shown.body).toContain("pages Ben at once");
    expect(shown.headers["cache-control"]).toBe("no-store");
    const wrong = await app.inject({ method: "POST", url: link, payload: { answer: "perhaps" } });
    expect(wrong.statusCode).toBe(400);
    const foreign = await app.inject({ method: "POST", url: link, payload: { answer: "have" }, headers: { "sec-fetch-site": "cross-site" } });
    expect(foreign.statusCode).toBe(403);
    const taken = await app.inject({ method: "POST", url: link, payload: { answer: "have" } });
    expect([taken.statusCode, taken.headers.location]).toEqual([303, link]);
  });

  it("shows hostile text as text", async () => {
    alertname = "<script>alert(1)</script>";
    const before = sent.length;
    await fire("\"><img src=x onerror=alert(1)>");
    await expect.poll(() => sent.length).toBe(before + 1);
    const shown = await app.inject({ method: "GET", url: /\/p\/[\w-]+/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "" });
    for (const text of [shown.body, sent.at(-1)?.html ?? ""]) expect(text).not.toMatch(/<script>alert|<img src=x/);
    expect(sent.at(-1)?.subject).not.toMatch(/[\r\n]/);
  });
});
