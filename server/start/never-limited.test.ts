import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { InjectOptions, RouteOptions } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import type { Messenger } from "../features/paging/index.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

const publicUrl = "http://127.0.0.1:4600";
const { url } = await makeTestDatabase();
const mailed = new EventEmitter();
const mail: Messenger = {
  channel: "mail",
  async send({ link, messageKey }) {
    mailed.emit("page", link);
    return { isAccepted: true, providerId: messageKey };
  },
};
const node = createNode({ databaseUrl: url, publicUrl, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
const app = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
const routes: RouteOptions[] = [];
app.addHook("onRoute", (route) => void routes.push(route));
addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl: null });
await app.ready();
afterAll(async () => {
  await app.close();
  await node.stop();
});

const amara = await addSignedInPerson(node.database, "amara", "responder");
const key = "prometheus-key";
await node.database.transaction(async (tx) => {
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 0)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 0, '{person/amara}', '5m')");
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 0)");
  await tx.run("insert into source (id, kind, key_hash, service_default, place) values ('prometheus', 'alertmanager', $1, 'shop', 0)", [createHash("sha256").update(key).digest()]);
  await tx.run("insert into route (place, urgency) values (0, 'high')");
  await tx.run("update installation set configuration_version = configuration_version + 1");
});
const alert = { status: "firing", labels: { alertname: "HighLatency" }, annotations: { summary: "High latency" } };
const paged = once(mailed, "page", { signal: AbortSignal.timeout(30_000) }) as Promise<string[]>;
await node.intake.accept({ sourceId: "prometheus", key, payload: { alerts: [alert] }, headers: {}, contentType: null, size: 1 });
const [link = ""] = await paged;
const fired = await node.database.transaction((tx) => tx.first<{ alert: string; page: string; subject: string }>("select alert.id as alert, page.id as page, group_id as subject from alert join page on subject_id = group_id"));

/** How the answers to so many calls in a row were spread over their statuses. */
async function callOften(count: number, call: InjectOptions): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (let turn = 0; turn < count; turn += 1) {
    const { statusCode } = await app.inject(call);
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  }
  return statuses;
}

const post = (address: string, payload?: object): InjectOptions => ({ method: "POST", url: address, headers: amara.browser, ...(payload ? { payload } : {}) });
const nameOf = ({ method, url: address }: RouteOptions) => `${[method].flat().join(",")} ${address}`;
const isLimited = ({ config }: RouteOptions) => config !== undefined && "rateLimit" in config;
const acknowledging = routes.filter(({ method, url: address, config }) => method === "POST" && (config?.access === "page-link" || /\/(acknowledge|answer)$/.test(address)));

describe("of every route of the router", () => {
  it("those by which somebody guesses a password, reports without an account, or has a whole log packed, are limited, and no other", () => {
    const guessing = ["POST /api/v1/session", "PUT /api/v1/account/password"];
    const reporting = ["POST /api/v1/reports", "POST /report"];
    const packing = ["/api/v1/evidence-packs", "/api/v1/incidents/:ref/evidence-pack"].flatMap((address) => [`GET ${address}`, `HEAD ${address}`]);
    expect(routes.filter(isLimited).map(nameOf).sort()).toEqual([...guessing, ...reporting, ...packing].sort());
  });

  it("those by which somebody takes what fires, or answers, are these, and none has a limit", () => {
    const names = ["POST /api/v1/alerts/:id/acknowledge", "POST /api/v1/groups/:id/acknowledge", "POST /api/v1/incidents/:ref/acknowledge", "POST /api/v1/pages/:id/answer", "POST /api/v1/swaps/:id/answer", "POST /b/:token", "POST /p/:token", "POST /t/:token"];
    expect(acknowledging.map(nameOf).sort()).toEqual(names);
    expect(acknowledging.filter(isLimited)).toEqual([]);
  });
});

describe("from one address that has tried to sign in too often", () => {
  it("signing in is refused for a while", async () => {
    expect(await callOften(30, post("/api/v1/session", { email: "amara@acme.example", password: "a guess" }))).toEqual({ 401: 10, 429: 20 });
  });

  it.each([
    ["the phone page", () => post(new URL(link).pathname, { answer: "have" }), 303],
    ["the page itself", () => post(`/api/v1/pages/${fired?.page}/answer`, { answer: "have" }), 200],
    ["the alert", () => post(`/api/v1/alerts/${fired?.alert}/acknowledge`), 200],
    ["the group of alerts", () => post(`/api/v1/groups/${fired?.subject}/acknowledge`), 200],
  ])("300 answers in a row are taken by %s", async (_where, call, status) => {
    expect(await callOften(300, call())).toEqual({ [status]: 300 });
  });
});
