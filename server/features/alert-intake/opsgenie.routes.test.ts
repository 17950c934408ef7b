import { describe, expect, it } from "vitest";
import type { FastifyInstance } from "fastify";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { createHttpServer } from "../../platform/http/server.ts";
import type { Acceptance } from "./adapt.intake.ts";
import { createIntake, intakeRoutes, opsgenieChangeRoutes } from "./index.ts";
import { opsgenieRoutes } from "./opsgenie.routes.ts";

const { call, database, app } = await openTestApp((app, tools) => addIntake(app, tools));

function addIntake(server: FastifyInstance, tools: RouteTools): void {
  const intake = createIntake(() => tools.database);
  intakeRoutes(server, intake);
  opsgenieChangeRoutes(server, tools, intake);
}

const key = "eb243592-faa2-4ba2-a551q-1afdf565c889";
const otherKey = "d2a1f8e6-other-key-of-another-source";
const routingKey = "r".repeat(32);
await database.transaction(async (tx) => {
  for (const [place, [id, kind, secret]] of [["opsgenie", "opsgenie", key], ["another", "opsgenie", otherKey], ["legacy", "pagerduty-events-v2", routingKey]].entries()) {
    await tx.run("insert into source (id, kind, key_hash, place) values ($1, $2, $3, $4)", [id, kind, hashSecret(secret ?? ""), place]);
  }
  await tx.run("update installation set configuration_version = configuration_version + 1");
});

interface Answer {
  message: string;
  requestId: string;
  data: { alertId: string };
}

const signed = { authorization: `GenieKey ${key}` };
const post = (address: string, body?: unknown, headers: Record<string, string> = signed) => call<Answer>(`POST /v2/alerts${address}`, { headers, ...(body === undefined ? {} : { body }) });
const alerts = () => database.transaction((tx) => tx.rows<{ key: string; title: string; status: string; severity: string; count: number }>("select key, title, status, severity, count::int from alert where is_current order by first_at, id"));
const alertOf = async (name: string) => (await alerts()).find((alert) => alert.key === name);
const deliveries = () => database.transaction((tx) => tx.rows<{ id: string; source_id: string; body: string; note: string | null; signals: number }>("select id, source_id, body, note, signals from delivery order by received_at desc, id desc"));
const accepted = { result: "Request will be processed", took: expect.any(Number), requestId: expect.stringMatching(/^[\da-f-]{36}$/) };
const refused = (message: string, more: object = {}) => ({ message, took: expect.any(Number), requestId: expect.stringMatching(/^[\da-f-]{36}$/), ...more });

describe("creating an alert in Opsgenie's words", () => {
  it("is answered as Opsgenie answers, and opens the alert once", async () => {
    const answer = await post("", { message: "Disk is full", alias: "disk-1", priority: "P1" });
    expect([answer.status, answer.body]).toEqual([202, accepted]);
    await post("", { message: "Disk is full indeed", alias: "disk-1", priority: "P5" });
    expect(await alertOf("disk-1")).toEqual({ key: "disk-1", title: "Disk is full", status: "firing", severity: "critical", count: 2 });
  });

  it("without an alias is called by the id of its request from then on", async () => {
    const { requestId } = (await post("", { message: "CPU high" })).body;
    expect(await alertOf(requestId)).toMatchObject({ title: "CPU high", status: "firing" });
    expect((await post(`/${requestId}/close?identifierType=id`)).status).toBe(202);
    expect(await alertOf(requestId)).toMatchObject({ status: "resolved" });
  });

  it("is read as JSON, whatever it calls itself, and keeps what it came with but never its key", async () => {
    const answer = await app.inject({ method: "POST", url: "/v2/alerts", headers: { ...signed, "content-type": "text/plain" }, payload: JSON.stringify({ message: "Told in plain text", alias: "plain", note: `sent with ${key}` }) });
    expect(answer.statusCode).toBe(202);
    const [newest] = await deliveries();
    expect(newest).toMatchObject({ id: answer.json<Answer>().requestId, source_id: "opsgenie", signals: 1 });
    expect(JSON.parse(newest?.body ?? "")).toEqual({ message: "Told in plain text", alias: "plain", note: "sent with redacted before storing" });
    const stored = await database.transaction((tx) => tx.rows("select delivery::text as delivery from delivery"));
    expect(JSON.stringify(stored)).not.toContain(key);
  });
});

describe("a request about an alert in Opsgenie's words", () => {
  it("acknowledges and closes by alias, with and without a body, however odd the alias is", async () => {
    const alias = "a/b c?%\n«é»";
    const address = (action: string) => `/${encodeURIComponent(alias)}/${action}?identifierType=alias`;
    await post("", { message: "Odd", alias });
    expect((await post(address("acknowledge"), { user: "Monitoring Script", source: "AWS Lambda", note: "seen" })).body).toEqual(accepted);
    expect(await alertOf(alias)).toMatchObject({ status: "acknowledged" });
    expect((await post(address("close"))).body).toEqual(accepted);
    expect(await alertOf(alias)).toMatchObject({ status: "resolved" });
  });

  it("finds an alert whose alias is masked before storing", async () => {
    const alias = "https://user:hunter2-hunter2@db1.example";
    await post("", { message: "Login fails", alias });
    expect((await post(`/${encodeURIComponent(alias)}/close?identifierType=alias`)).status).toBe(202);
    expect((await alerts()).find(({ title }) => title === "Login fails")).toMatchObject({ status: "resolved", key: expect.not.stringContaining("hunter2") });
  });

  it("to close one that nobody knows is accepted and creates nothing", async () => {
    const before = await alerts();
    expect((await post("/never-seen/close?identifierType=tiny", {})).status).toBe(202);
    expect(await alerts()).toEqual(before);
  });

  it.each(["unacknowledge", "snooze", "notes", "escalate", "assign", "tags", "details"])("to %s is kept with a note, and changes nothing", async (action) => {
    await post("", { message: "Stays", alias: `stays-${action}` });
    await post(`/stays-${action}/acknowledge`);
    expect((await post(`/stays-${action}/${action}`, { note: "words", endTime: "2027-01-01T00:00:00Z", tags: ["a"] })).body).toEqual(accepted);
    expect(await alertOf(`stays-${action}`)).toMatchObject({ status: "acknowledged", count: 1 });
    const [newest] = await deliveries();
    expect(newest).toMatchObject({ signals: 0, note: expect.stringContaining(`“stays-${action}”`) });
    expect(JSON.parse(newest?.body ?? "")).toMatchObject({ action, identifier: `stays-${action}`, identifierType: "id", body: { note: "words" } });
  });

  it("of another source's key touches only that source's alerts", async () => {
    await post("", { message: "Mine", alias: "shared" });
    await post("/shared/close", {}, { authorization: `GenieKey ${otherKey}` });
    expect(await alertOf("shared")).toMatchObject({ status: "firing" });
  });
});

describe("what became of a request", () => {
  const ask = (id: string, headers: Record<string, string> = signed) => call<Answer>(`GET /v2/alerts/requests/${id}`, { headers });

  it("is told with the id by which the alert is closed", async () => {
    const { requestId } = (await post("", { message: "Asked about", alias: "asked" })).body;
    const { status, body } = await ask(requestId);
    expect([status, body]).toEqual([200, { data: { success: true, isSuccess: true, action: "Create", status: "Created alert", processedAt: expect.stringMatching(/^\d{4}-.*Z$/), integrationId: "opsgenie", alertId: "asked", alias: "asked" }, took: expect.any(Number), requestId: expect.any(String) }]);
    const closing = (await post(`/${body.data.alertId}/close?identifierType=id`)).body.requestId;
    expect(await alertOf("asked")).toMatchObject({ status: "resolved" });
    expect((await ask(closing)).body).toMatchObject({ data: { isSuccess: true, action: "Close", status: "Closed alert", alertId: "asked" } });
  });

  it("is told only to who holds the key that asked", async () => {
    const { requestId } = (await post("", { message: "Not for others", alias: "private" })).body;
    for (const headers of [{}, { authorization: `GenieKey ${"x".repeat(36)}` }, { authorization: `GenieKey ${routingKey}` }]) expect(await ask(requestId, headers)).toMatchObject({ status: 401, body: refused("Could not authenticate") });
    const unknown = { status: 404, body: refused("Request not found. It might not be processed, yet.") };
    expect(await ask(requestId, { authorization: `GenieKey ${otherKey}` })).toMatchObject(unknown);
    for (const id of ["43a29c5c-3dbf-4fa4-9c26-f4f71023e120", "no-id"]) expect(await ask(id)).toMatchObject(unknown);
  });

  it("is told alike by another node, and by this one after it was started anew", async () => {
    const { requestId } = (await post("", { message: "Asked elsewhere", alias: "elsewhere" })).body;
    const other = await createHttpServer({ publicUrl: "http://127.0.0.1:4601", version: "0.0.0", logger: false });
    addIntake(other, { database, identify: () => Promise.reject(new Error("nobody signs in here")) });
    const answer = await other.inject({ method: "GET", url: `/v2/alerts/requests/${requestId}`, headers: signed });
    await other.close();
    expect(answer.statusCode).toBe(200);
    expect(answer.json<Answer>().data).toEqual((await ask(requestId)).body.data);
  });

  it("is told as no success where there was no such alert, also when there is one later", async () => {
    const { requestId } = (await post("/too-early/acknowledge?identifierType=alias", {})).body;
    const none = { data: { isSuccess: false, success: false, action: "Acknowledge", status: "Alert does not exist", alertId: "", alias: "" } };
    expect((await ask(requestId)).body).toMatchObject(none);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await post("", { message: "Later", alias: "too-early" });
    expect((await ask(requestId)).body).toMatchObject(none);
  });

  it("is told as no success where Muster only keeps what was asked", async () => {
    await post("", { message: "Sleepy", alias: "sleepy" });
    const { requestId } = (await post("/sleepy/snooze?identifierType=alias", { endTime: "2027-01-01T00:00:00Z" })).body;
    expect((await ask(requestId)).body).toMatchObject({ data: { isSuccess: false, action: "Snooze", status: "Kept; the alert stays as it is", alertId: "sleepy" } });
  });
});

describe("what Opsgenie's API asks by PUT and DELETE", () => {
  const send = (target: string, body?: unknown, headers: Record<string, string> = signed) => call<Answer>(target, { headers, ...(body === undefined ? {} : { body }) });
  const became = async (requestId: string) => (await call<Answer>(`GET /v2/alerts/requests/${requestId}`, { headers: signed })).body.data;

  it("deletes an alert: it is over, and its history stays", async () => {
    await post("", { message: "Not needed", alias: "gone" });
    const { status, body } = await send("DELETE /v2/alerts/gone?identifierType=alias&user=Monitoring%20Script&source=AWS%20Lambda");
    expect([status, body]).toEqual([202, accepted]);
    expect(await alertOf("gone")).toMatchObject({ status: "resolved", title: "Not needed" });
    expect(await became(body.requestId)).toMatchObject({ isSuccess: true, action: "Delete", status: "Closed alert; Muster keeps its history", alertId: "gone" });
    const [newest] = await deliveries();
    expect(JSON.parse(newest?.body ?? "")).toMatchObject({ action: "delete", identifier: "gone", body: { user: "Monitoring Script", source: "AWS Lambda" } });
  });

  it("changes the message and the description, cut and masked as when it came, and pages nobody anew", async () => {
    await post("", { message: "First words", alias: "worded" });
    const { status, body } = await send("PUT /v2/alerts/worded/message?identifierType=alias", { message: `Second words ${"x".repeat(200)}` });
    expect([status, body]).toEqual([202, accepted]);
    expect(await alertOf("worded")).toEqual({ key: "worded", title: expect.stringMatching(/^Second words x{116,117}…?$/), status: "firing", severity: "warning", count: 1 });
    await send("PUT /v2/alerts/worded/description?identifierType=alias", { description: `see https://amara:hunter2-hunter2@db1.example and ${key}` });
    const [row] = await database.transaction((tx) => tx.rows<{ description: string; title: string }>("select description, title from alert where key = 'worded'"));
    expect(row).toMatchObject({ description: expect.stringMatching(/^see /), title: expect.stringMatching(/^Second/) });
    expect(row?.description).not.toMatch(new RegExp(`hunter2|${key}`));
    expect(await became(body.requestId)).toMatchObject({ isSuccess: true, action: "UpdateMessage", status: "Updated message" });
  });

  it("changes nothing of an alert of another source, and creates none", async () => {
    await post("", { message: "Mine alone", alias: "mine-alone" });
    const before = await alerts();
    const other = { authorization: `GenieKey ${otherKey}` };
    expect((await send("PUT /v2/alerts/mine-alone/message", { message: "Taken over" }, other)).status).toBe(202);
    expect((await send("DELETE /v2/alerts/mine-alone", undefined, other)).status).toBe(202);
    expect((await send("PUT /v2/alerts/never-heard-of/message", { message: "x" })).status).toBe(202);
    expect(await alerts()).toEqual(before);
  });

  it.each(["tags?tags=a,b", "details?keys=region"])("keeps the removal of %s, and the alert stays", async (address) => {
    await post("", { message: "Tagged", alias: "tagged", tags: ["a", "b"] });
    const { status, body } = await send(`DELETE /v2/alerts/tagged/${address}&identifierType=alias`);
    expect([status, body]).toEqual([202, accepted]);
    expect((await deliveries())[0]).toMatchObject({ signals: 0, note: expect.stringMatching(/^The removal of (tags|details) about “tagged”/) });
    expect(await alertOf("tagged")).toMatchObject({ status: "firing" });
  });

  it("refuses a message that is none, and keeps nothing of it", async () => {
    const before = (await deliveries()).length;
    expect(await send("PUT /v2/alerts/worded/message", {})).toMatchObject({ status: 422, body: { errors: { message: "Message can not be empty." } } });
    expect(await send("PUT /v2/alerts/worded/description", { description: "" })).toMatchObject({ status: 422, body: { errors: { description: "Description can not be empty." } } });
    expect(await deliveries()).toHaveLength(before);
  });

  it.each([
    ["PUT /v2/alerts/worded/priority", /priority stays\. Close the alert and create it again/],
    ["GET /v2/alerts", /Muster does not do this in place of Opsgenie\. .*\/api\/v1\/alerts/],
    ["GET /v2/alerts/worded", /does not do this/],
    ["GET /v2/alerts/worded/notes", /does not do this/],
    ["POST /v2/alerts/worded/responders", /does not do this/],
    ["POST /v2/alerts/worded/actions/ping", /does not do this/],
    ["PATCH /v2/alerts/saved-searches/1", /does not do this/],
    ["DELETE /v2/alerts/worded/attachments/1", /does not do this/],
  ])("refuses %s in Opsgenie's shape, and says what to do", async (target, sentence) => {
    expect(await send(target, target.startsWith("GET") ? undefined : {})).toMatchObject({ status: 422, body: refused(expect.stringMatching(sentence) as unknown as string) });
    expect(await send(target, undefined, {})).toMatchObject({ status: 401, body: refused("Could not authenticate") });
  });
});

describe("an address with a slash at its end, as Opsgenie's own libraries write it,", () => {
  it("is the same address", async () => {
    const { requestId } = (await post("/", { message: "By a library", alias: "by-library" })).body;
    const { status, body } = await call<Answer>(`GET /v2/alerts/requests/${requestId}/`, { headers: signed });
    expect([status, body]).toMatchObject([200, { data: { alias: "by-library" } }]);
    expect((await post("/by-library/acknowledge/?identifierType=alias", {})).body).toEqual(accepted);
    expect(await alertOf("by-library")).toMatchObject({ status: "acknowledged" });
    expect((await call("DELETE /v2/alerts/by-library/?identifierType=alias", { headers: signed })).status).toBe(202);
    expect(await alertOf("by-library")).toMatchObject({ status: "resolved" });
  });
});

describe("in Opsgenie's shape is refused", () => {
  it.each([{}, { authorization: "GenieKey" }, { authorization: `Bearer ${key}` }, { authorization: "GenieKey 00000000-0000-4000-8000-000000000000" }, { authorization: `GenieKey ${"x".repeat(301)}` }])("a key that nobody gave: %o", async (headers) => {
    const before = (await deliveries()).length;
    for (const address of ["", "/disk-1/close"]) {
      const answer = await post(address, { message: "Let me in" }, headers as Record<string, string>);
      expect([answer.status, answer.body]).toEqual([401, refused("Could not authenticate")]);
    }
    expect(await deliveries()).toHaveLength(before);
  });

  it("a body without a message, and nothing of it is kept", async () => {
    const before = (await deliveries()).length;
    const answer = await post("", { alias: "disk-1" });
    expect([answer.status, answer.body]).toEqual([422, refused("Request body is not processable. Please check the errors.", { errors: { message: "Message can not be empty." } })]);
    expect(await post("", [])).toMatchObject({ status: 422, body: { errors: { body: expect.any(String) } } });
    expect(await post("")).toMatchObject({ status: 422 });
    expect(await post("/disk-1/explode", {})).toMatchObject({ status: 422, body: { errors: { action: expect.any(String) } } });
    expect(await deliveries()).toHaveLength(before);
  });

  it("a body that is no JSON, or too large a one", async () => {
    const send = (payload: string) => app.inject({ method: "POST", url: "/v2/alerts", headers: { ...signed, "content-type": "application/json" }, payload });
    for (const [payload, status] of [["{", 400], [JSON.stringify({ message: "x".repeat(1_100_000) }), 413], ['{"message":"\\u0000"}', 400]] as const) {
      const answer = await send(payload);
      expect([answer.statusCode, answer.json()]).toEqual([status, refused(expect.stringMatching(/\S/) as unknown as string)]);
    }
  });

  it("the key of a source of another kind", async () => {
    expect(await post("", { message: "x" }, { authorization: `GenieKey ${routingKey}` })).toMatchObject({ status: 401 });
  });
});

describe("where the intake itself cannot take it, Opsgenie's address", () => {
  async function answerOf(accept: () => Promise<Acceptance>) {
    const server = await createHttpServer({ publicUrl: "http://127.0.0.1:4600", version: "0.0.0", logger: false });
    opsgenieRoutes(server, { accept });
    const answer = await server.inject({ method: "POST", url: "/v2/alerts", headers: signed, payload: { message: "Disk is full" } });
    await server.close();
    return { status: answer.statusCode, body: answer.json<unknown>(), retryAfter: answer.headers["retry-after"] };
  }

  it("asks for the alert again while the database is away, and says nothing of what faulted", async () => {
    const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(await answerOf(() => Promise.reject(away))).toEqual({ status: 503, retryAfter: "1", body: refused("The database is away. Send the request again.") });
    expect(await answerOf(() => Promise.reject(new Error("a secret of the house")))).toEqual({ status: 500, retryAfter: undefined, body: refused("Internal error") });
  });

  it("says that the key is for something else where its source takes signed bodies only", async () => {
    const unsigned = Promise.resolve<Acceptance>({ outcome: "bad-signature", sentence: "This source takes signed bodies only." });
    expect(await answerOf(() => unsigned)).toMatchObject({ status: 403, body: refused("To perform this action, use an API key from an API integration.", { code: 40_301 }) });
  });
});

describe("PagerDuty's change events", () => {
  const change = { routing_key: routingKey, payload: { summary: "Deployed checkout 4.2", source: "ci", severity: "critical", timestamp: "2026-11-19T12:58:01Z" }, event_action: "trigger" };
  const send = (body: unknown) => call("POST /v2/change/enqueue", { body });

  it("are answered as PagerDuty answers, kept with a note, and open no alert", async () => {
    const before = await alerts();
    const { status, body } = await send(change);
    expect([status, body]).toEqual([202, { status: "success", message: "Event processed" }]);
    expect(await alerts()).toEqual(before);
    const [newest] = await deliveries();
    expect(newest).toMatchObject({ source_id: "legacy", signals: 0, note: "a change, kept; it pages nobody" });
    expect(newest?.body).not.toContain(routingKey);
  });

  it("are refused in PagerDuty's own shape", async () => {
    const invalid = (error: string) => ({ status: "invalid event", message: "Event object is invalid", errors: [error] });
    expect(await send({ payload: change.payload })).toMatchObject({ status: 400, body: invalid("'routing_key' is missing or blank") });
    expect(await send({ ...change, routing_key: "x".repeat(32) })).toMatchObject({ status: 400, body: invalid("'routing_key' is invalid") });
    expect(await send({ ...change, payload: {} })).toMatchObject({ status: 400, body: invalid("'payload.summary' is missing or blank") });
    expect(await send("{")).toMatchObject({ status: 400, body: { errors: ["'routing_key' is missing or blank"] } });
  });
});
