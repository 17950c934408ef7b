import { createHash, randomBytes } from "node:crypto";
import { request as openRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson, tablesHolding } from "../../platform/testing/test-people.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { declareIncident } from "./declare.commands.ts";
import { evidenceRoutes } from "./evidence.routes.ts";
import { changeIncident } from "./incident.commands.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import type { IncidentCommand } from "./incident.rules.ts";

const { app, call, database } = await openTestApp(evidenceRoutes, { context: { listeners: { incident: [reactToIncidents] } } });
await addPerson(database, "amara");
const megabyte = 1_048_576;
const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), randomBytes(2_000)]);

const ask = <Row extends object>(sql: string, values: unknown[] = []) => database.transaction((tx) => tx.rows<Row>(sql, values));

async function change(incidentId: string, command: IncidentCommand): Promise<void> {
  const outcome = await database.transaction((tx) => changeIncident(tx, { incidentId, actor: muster, command }));
  if (isRefusal(outcome)) throw new Error(outcome.reason);
}

async function declare(): Promise<{ id: string; ref: string }> {
  const plain = { severity: null, priority: null, serviceIds: [], groupIds: [], pagedServiceIds: [], reportedAt: null, isDrill: false };
  const declared = await database.transaction((tx) => declareIncident(tx, { title: "Checkout is slow", origin: "person", actor: muster, commanderId: "amara", ...plain }));
  if (isRefusal(declared)) throw new Error(declared.reason);
  return { id: declared.incidentId, ref: `INC-${declared.state.number}` };
}

interface Evidence {
  id: string;
  kind: string;
  mediaType: string;
  size: number;
  href: string;
  entry: number;
  code: string;
  detail: string;
}

const amara = person("responder", "amara");
const ben = person("responder", "ben");
const upload = (ref: string, body: unknown, query = "kind=picture&name=graph.png", as = amara, type = "image/png") =>
  call<Evidence>(`POST /api/v1/incidents/${ref}/evidence?${query}`, { as, body, headers: { "content-type": type } });

async function download(id: string) {
  const answer = await app.inject({ method: "GET", url: `/api/v1/evidence/${id}`, headers: { "x-test-caller": JSON.stringify(person("viewer", "vera")) } });
  return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers };
}

const incident = await declare();

describe("a file put beside the timeline", () => {
  it("comes back as it was, with its entry in the log and its name outside of it", async () => {
    const answer = await upload(incident.ref, png, "kind=picture&name=Speicher%20%C3%BCber%20Zeit.png&caption=Heap%20grows%20since%2014:20&at=2026-11-19T15:20:00%2B01:00");
    expect(answer).toMatchObject({ status: 201, body: { kind: "picture", mediaType: "image/png", size: png.length, entry: 2 } });
    const { bytes, headers } = await download(answer.body.id);
    expect(bytes.equals(png)).toBe(true);
    expect(headers).toMatchObject({ "content-type": "image/png", "content-length": String(png.length), "content-disposition": expect.stringMatching(/^inline;.*Speicher%20%C3%BCber/) });
    const [event] = await ask<{ data: { caption: { contentId: string } }; occurred_at: number; actor: unknown }>("select data, occurred_at, actor from event_log where type = 'evidence attached'");
    expect(event).toMatchObject({ data: { evidenceId: answer.body.id, kind: "picture", replyTo: null, sha256: createHash("sha256").update(png).digest("hex") }, occurred_at: Date.UTC(2026, 10, 19, 14, 20), actor: { kind: "person", id: "amara" } });
    expect(JSON.stringify(event)).not.toContain("Heap");
    expect(await ask("select body from content where id = $1", [event?.data.caption.contentId])).toEqual([{ body: "Heap grows since 14:20" }]);
  });

  it("is kept in pieces of half a megabyte, whatever its content type, JSON and forms included", async () => {
    const text = Buffer.from(JSON.stringify({ __proto__: 1, lines: randomBytes(1_200_000).toString("hex") }));
    for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/vnd.acme+json"]) {
      const answer = await upload(incident.ref, text, "kind=log&name=app.log", amara, type);
      expect(answer).toMatchObject({ status: 201, body: { kind: "log", mediaType: "text/plain; charset=utf-8" } });
      expect((await download(answer.body.id)).bytes.equals(text)).toBe(true);
    }
    const pieces = await ask<{ size: number }>("select length(bytes) as size from evidence_piece where hash = $1 order by place", [createHash("sha256").update(text).digest()]);
    expect(pieces.map(({ size }) => size)).toEqual([...Array<number>(4).fill(524_288), text.length - 4 * 524_288]);
  });

  it.each([
    ["a drawing in SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml"],
    ["a page in HTML", "<!doctype html><script>alert(1)</script>", "text/html"],
  ])("is never shown as a page: %s", async (_what, text, type) => {
    const answer = await upload(incident.ref, Buffer.from(text), "kind=picture&name=x.svg", amara, type);
    expect(answer.body).toMatchObject({ kind: "file", mediaType: "text/plain; charset=utf-8" });
    const { headers } = await download(answer.body.id);
    expect(headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment/),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  });

  it("is stored once where two have the same bytes, also when they come at once", async () => {
    const bytes = randomBytes(1_500_000);
    const answers = await Promise.all([incident, await declare()].map(({ ref }) => upload(ref, bytes, "kind=file&name=core.bin")));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const hash = createHash("sha256").update(bytes).digest();
    expect(await ask("select size from evidence_blob where hash = $1", [hash])).toEqual([{ size: bytes.length }]);
    expect(await ask("select count(*)::int as pieces from evidence_piece where hash = $1", [hash])).toEqual([{ pieces: 3 }]);
  });

  it("is the same for a repeat of its Idempotency-Key, and another file under it is refused", async () => {
    const { ref } = await declare();
    const send = (body: Buffer) => call<Evidence>(`POST /api/v1/incidents/${ref}/evidence?kind=file&name=a.bin`, { as: amara, body, headers: { "idempotency-key": "once", "content-type": "application/zip" } });
    const bytes = randomBytes(2_000_000);
    const [first, again] = [await send(bytes), await send(bytes)];
    expect(again.body).toEqual(first.body);
    expect(await send(randomBytes(100))).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });
});

describe("a file that is refused", () => {
  const stored = () => ask<{ blobs: number; contents: number }>("select (select count(*) from evidence_blob)::int as blobs, (select count(*) from content)::int as contents");

  it.each([
    ["an incident that is not there", "INC-999", png, "kind=file&name=a", "incident.not-found"],
    ["a reply to nothing", incident.ref, randomBytes(50), "kind=file&name=a&replyTo=999", "incident.entry.not-found"],
    ["a time in the future", incident.ref, randomBytes(50), "kind=file&name=a&at=2099-01-01T00:00:00Z", "incident.in-future.invalid"],
    ["an empty file", incident.ref, Buffer.alloc(0), "kind=file&name=a", "evidence.empty.invalid"],
    ["a word that is no kind", incident.ref, png, "kind=video&name=a", "malformed"],
    ["no name", incident.ref, png, "kind=file", "malformed"],
    ["a name over two lines", incident.ref, png, "kind=file&name=a%0Ab", "malformed"],
    ["NUL in the caption", incident.ref, png, "kind=file&name=a&caption=%00", "malformed"],
  ])("leaves nothing behind: %s", async (_what, ref, body, query, code) => {
    const before = await stored();
    const answer = await upload(ref, body, query);
    expect(answer.body.code).toBe(code);
    expect(await stored()).toEqual(before);
  });

  it("says so of an incident that was merged", async () => {
    const [one, other] = [await declare(), await declare()];
    await change(one.id, { kind: "merge", into: { incidentId: other.id, isItself: false, isRunning: true, isPrivate: false } });
    const before = await stored();
    expect(await upload(one.ref, randomBytes(700_000))).toMatchObject({ status: 409, body: { code: "incident.merged" } });
    expect(await stored()).toEqual(before);
  });

  it("is refused with the reason where the installation is full, unless the bytes are there already", async () => {
    const kept = randomBytes(10_000);
    await upload(incident.ref, kept, "kind=file&name=kept.bin");
    await ask("insert into evidence_blob (hash, size) values ('\\x00', 10737418240)");
    expect(await upload(incident.ref, randomBytes(10), "kind=file&name=more.bin")).toMatchObject({ status: 409, body: { code: "evidence.store-full", detail: expect.stringContaining("10 GB") } });
    expect(await upload(incident.ref, kept, "kind=file&name=again.bin")).toMatchObject({ status: 201 });
    await ask("delete from evidence_blob where hash = '\\x00'");
  });
});

describe("over a real connection", async () => {
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;

  /** Sends so many megabytes and gives the answer, with how many were taken off our hands by then. */
  function send(megabytes: number, headers: Record<string, string>): Promise<{ status: number; body: Evidence; sent: number }> {
    return new Promise((resolve, reject) => {
      let sent = 0;
      const outgoing = openRequest({ port, method: "POST", path: `/api/v1/incidents/${incident.ref}/evidence?kind=log&name=big.log`, headers: { "content-type": "text/plain", ...headers } });
      outgoing.on("error", reject);
      outgoing.on("response", (answer) => {
        const sentThen = sent;
        json(answer).then((body) => {
          outgoing.destroy();
          resolve({ status: answer.statusCode ?? 0, body: body as Evidence, sent: sentThen });
        }, reject);
      });
      const next = () => {
        if (sent === megabytes) return outgoing.end();
        sent += 1;
        outgoing.write(Buffer.alloc(megabyte, sent), (error) => void (error ? undefined : next()));
      };
      next();
    });
  }
  const known = { "x-test-caller": JSON.stringify(amara) };
  const tooLarge = { status: 413, body: { code: "too-large", detail: expect.stringContaining("52,428,800 bytes") } };

  it("50 MB are taken and come back", async () => {
    const answer = await send(50, known);
    expect(answer).toMatchObject({ status: 201, body: { size: 52_428_800 } });
    const back = await fetch(`http://127.0.0.1:${port}/api/v1/evidence/${answer.body.id}`, { headers: known });
    expect((await back.arrayBuffer()).byteLength).toBe(52_428_800);
    await call(`DELETE /api/v1/evidence/${answer.body.id}`, { as: amara });
  });

  it("51 MB are refused, naming the limit, and nothing is stored", async () => {
    const before = await ask("select count(*) from evidence_blob");
    expect(await send(51, known)).toMatchObject(tooLarge);
    expect(await ask("select count(*) from evidence_blob")).toEqual(before);
  });

  it("what says that it is too large is refused before it is sent", async () => {
    const answer = await send(60, { ...known, "content-length": String(60 * megabyte) });
    expect(answer).toMatchObject(tooLarge);
    expect(answer.sent).toBeLessThan(50);
  });

  it("a stranger is refused before a file is read", async () => {
    const answer = await send(50, { "content-length": String(50 * megabyte) });
    expect(answer).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
    expect(answer.sent).toBeLessThan(50);
  });
});

describe("a link", () => {
  const link = (body: unknown) => call<Evidence>(`POST /api/v1/incidents/${incident.ref}/evidence/link`, { as: amara, body });

  it("stands in the timeline and leads where it leads", async () => {
    const url = "https://grafana.acme.example/d/1?from=now-1h";
    const answer = await link({ url, caption: "Latency by region", replyTo: 1 });
    expect(answer).toMatchObject({ status: 201, body: { kind: "link", href: url, size: 0 } });
    expect(await call(`GET /api/v1/evidence/${answer.body.id}`, { as: "viewer" })).toMatchObject({ status: 404, body: { code: "evidence.link.not-found", link: url } });
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://files.example/x", "not an address", `https://x.example/${"y".repeat(2_000)}`])("refuses %s", async (url) => {
    expect(await link({ url })).toMatchObject({ status: 400, body: { errors: [{ path: "url" }] } });
  });
});

describe("evidence that is taken out", () => {
  const remove = (id: string, as = amara) => call(`DELETE /api/v1/evidence/${id}`, { as });

  it("is gone with its bytes, its name and its caption; the entry says so", async () => {
    const { id, ref } = await declare();
    const secret = "password=correct-horse-battery-staple";
    const { body } = await upload(ref, Buffer.from(secret), `kind=log&name=of-the-ledger.env&caption=token-of-the-ledger`);
    expect(await tablesHolding(database, secret)).toContain("evidence_piece");
    expect((await remove(body.id)).status).toBe(204);
    expect((await remove(body.id)).status).toBe(204);
    for (const text of [secret, "of-the-ledger.env", "token-of-the-ledger"]) expect(await tablesHolding(database, text)).toEqual([]);
    expect((await download(body.id)).status).toBe(410);
    const redacted = await ask("select data, actor from event_log where stream_id = $1 and type = 'entry redacted'", [`incident/${id}`]);
    expect(redacted).toEqual([{ data: { entry: body.entry }, actor: { kind: "person", id: "amara" } }]);
  });

  it("stays where somebody else attached the same bytes", async () => {
    const bytes = randomBytes(600_000);
    const [one, other] = [await upload(incident.ref, bytes, "kind=file&name=a"), await upload(incident.ref, bytes, "kind=file&name=b", ben)];
    await remove(one.body.id);
    expect((await download(other.body.id)).bytes.equals(bytes)).toBe(true);
    await remove(other.body.id, ben);
    expect(await ask("select from evidence_blob where hash = $1", [createHash("sha256").update(bytes).digest()])).toEqual([]);
  });

  it("is never lost to whoever attaches the same bytes in that moment", async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const bytes = randomBytes(40_000);
      const first = await upload(incident.ref, bytes, "kind=file&name=a");
      const [, second] = await Promise.all([remove(first.body.id), upload(incident.ref, bytes, "kind=file&name=b", ben)]);
      expect(second.status).toBe(201);
      expect((await download(second.body.id)).bytes.equals(bytes)).toBe(true);
    }
  });

  it("is taken out by whoever attached it or by a manager, also after a merge", async () => {
    const { id, ref } = await declare();
    const { body } = await upload(ref, png);
    expect(await remove(body.id, ben)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    await change(id, { kind: "merge", into: { incidentId: incident.id, isItself: false, isRunning: true, isPrivate: false } });
    expect((await remove(body.id, person("manager", "mona"))).status).toBe(204);
  });

  it("is not there for strangers, nor for an id that nothing has", async () => {
    expect((await call(`DELETE /api/v1/evidence/${newId()}`)).status).toBe(401);
    expect((await call(`GET /api/v1/evidence/${newId()}`)).status).toBe(401);
    expect((await remove(newId())).status).toBe(404);
    expect((await download(newId())).status).toBe(404);
  });
});
