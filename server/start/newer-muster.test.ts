import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { InjectOptions } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { escalationDecider, escalationStream } from "../features/escalation/index.ts";
import { pageDecider, type Message, type Messenger } from "../features/paging/index.ts";
import { openDatabase } from "../platform/database/database.ts";
import { schedule } from "../platform/due-work/due-work.ts";
import type { Decider, Fact } from "../platform/event-log/event.ts";
import { execute } from "../platform/event-log/event-log.ts";
import type { Folder } from "../platform/event-log/head-folding.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { newId } from "../platform/ids/ids.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import { muster } from "../values/actor.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

const publicUrl = "http://127.0.0.1:4600";
const { url, clock } = await makeTestDatabase();
const mailed = new EventEmitter();
const sent: string[] = [];
const mail: Messenger = {
  channel: "mail",
  async send(message) {
    sent.push(message.address);
    mailed.emit("page", message);
    return { isAccepted: true, providerId: message.messageKey };
  },
};
const node = createNode({ databaseUrl: url, publicUrl, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
const app = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl: null });
await app.ready();
node.start();
// What a node of the next version does to the same database.
const newer = openDatabase({ url, connections: 1 });
afterAll(async () => {
  await app.close();
  await node.stop();
  await newer.close();
});

const amara = await addSignedInPerson(node.database, "amara", "administrator");
await addSignedInPerson(node.database, "ben", "responder");
const key = "prometheus-key";
await node.database.transaction(async (tx) => {
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 0)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 0, '{person/amara}', '5m'), ('web', 1, '{person/ben}', '5m')");
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 0)");
  await tx.run("insert into source (id, kind, key_hash, service_default, place) values ('prometheus', 'alertmanager', $1, 'shop', 0)", [createHash("sha256").update(key).digest()]);
  await tx.run("insert into route (place, urgency) values (0, 'high')");
  await tx.run("update installation set configuration_version = configuration_version + 1");
});

async function call(method: NonNullable<InjectOptions["method"]>, address: string, payload?: object) {
  const answer = await app.inject({ method, url: address, headers: amara.browser, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, retryAfter: answer.headers["retry-after"], body: answer.json<Record<string, unknown>>() };
}

function send(status: "firing" | "resolved") {
  const labels = { alertname: "HighLatency", severity: "critical" };
  return call("POST", `/intake/prometheus/${key}`, { version: "4", alerts: [{ status, labels, annotations: { summary: "High latency" } }] });
}

const nextPage = async () => ((await once(mailed, "page", { signal: AbortSignal.timeout(30_000) })) as [Message])[0];

/** Writes as the next version would: an event of a type that is new, and a state that this version cannot read. */
async function writeNews({ kind, initial, knows }: Folder, streamId: string): Promise<void> {
  const next: Decider<object, null, Fact> = { kind, initial, knows: { ...knows, snoozed: true }, decide: () => [{ type: "snoozed", data: {} }], evolve: () => ({ status: "snoozed" }) };
  await newer.transaction((tx) => execute(tx, next, { streamId, commandId: newId(), actor: muster, command: null }));
}

const ask = <Row extends object>(sql: string, values: readonly unknown[] = []) => node.database.transaction((tx) => tx.first<Row>(sql, values));
const faultOf = async (kind: string) => (await ask<{ last_fault: string | null }>("select last_fault from due_work where kind = $1", [kind]))?.last_fault;
const headsOf = () => node.database.transaction((tx) => tx.rows("select * from stream_head where stream_id !~ '^audit/' order by stream_id"));
const isRefused = { status: 503, retryAfter: "1", body: { code: "newer-muster" } };

const paged = nextPage();
await send("firing");
await paged;
const ids = await ask<{ alert: string; group: string; page: string }>("select alert.id as alert, group_id as group, page.id as page from alert join page on subject_id = group_id");
if (!ids) throw new Error("Nobody was paged.");
const subject = { kind: "group", id: ids.group } as const;
const before = await ask<{ state: object }>("select state from stream_head where stream_id = $1", [escalationStream(subject)]);

describe("an older node, where a newer one wrote what it does not know", () => {
  it("shows what it can, and who would be next to nobody", async () => {
    await writeNews(escalationDecider, escalationStream(subject));
    const addresses = [`/api/v1/alerts/${ids.alert}`, "/api/v1/alerts", `/api/v1/pages/${ids.page}`, `/api/v1/groups/${ids.group}/escalation`];
    for (const address of addresses) expect([address, (await call("GET", address)).status]).toEqual([address, 200]);
    expect((await call("GET", `/api/v1/groups/${ids.group}/escalation`)).body).toMatchObject({ status: "running", next: [] });
  });

  it("refuses every answer that would change it, and nothing of the answer stays", async () => {
    const heads = await headsOf();
    expect(await call("POST", `/api/v1/groups/${ids.group}/acknowledge`)).toMatchObject(isRefused);
    expect(await call("POST", `/api/v1/pages/${ids.page}/answer`, { answer: "cannot" })).toMatchObject(isRefused);
    expect((await call("GET", `/api/v1/pages/${ids.page}`)).body).toMatchObject({ status: "sent", answer: null });
    expect(await headsOf()).toEqual(heads);
  });

  it("takes in no alert that would change it: its tool sends it again", async () => {
    expect(await send("resolved")).toMatchObject(isRefused);
    expect((await call("GET", `/api/v1/alerts/${ids.alert}`)).body).toMatchObject({ status: "firing" });
  });

  it("leaves the step that falls due to the newer node, and says that it is late", async () => {
    const addressed = [...sent];
    await clock.advance(7 * 60_000);
    await expect.poll(() => faultOf("escalation.step")).toContain("A newer Muster wrote");
    expect(sent).toEqual(addressed);
    const { checks } = (await call("GET", "/api/v1/health")).body as { checks: { code: string; detail: string }[] };
    expect(checks.find(({ code }) => code === "work")?.detail).toContain("Due for more than a minute: escalation.step (1)");
  });

  it("goes on where it understands again, and has lost nothing", async () => {
    const next = nextPage();
    await node.database.transaction((tx) => tx.run("update stream_head set types = types - 'snoozed', state = $2 where stream_id = $1", [escalationStream(subject), JSON.stringify(before?.state)]));
    expect((await next).address).toBe("ben@acme.example");
  });

  it("sends no page that it would not know how to note", async () => {
    const read = () => ask<{ id: string }>("select id from page where person_id = 'ben' and status = 'sent'");
    await expect.poll(read).not.toBeNull();
    const page = await read();
    const addressed = [...sent];
    await writeNews(pageDecider, `page/${page?.id}`);
    await node.database.transaction(async (tx) => {
      await tx.run("update page set status = 'due' where id = $1", [page?.id]);
      await schedule(tx, [{ kind: "page.deliver", key: "again", dueAt: tx.now, payload: { pageId: page?.id } }]);
    });
    await expect.poll(() => faultOf("page.deliver")).toContain("“snoozed”");
    expect(sent).toEqual(addressed);
  });
});
