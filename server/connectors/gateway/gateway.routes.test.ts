import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { gatewaySecret } from "../../../fakes/gateway-server/index.ts";
import type { Answering } from "../../features/paging/index.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { gatewayRoutes } from "./gateway.routes.ts";

const heard: unknown[] = [];
const answering: Answering = {
  noteReceipts: async (_tx, receipts) => void heard.push(...receipts),
  answerByText: async (_tx, reply) => `You wrote ${reply.text} (${heard.push(reply)})`,
  answerByKey: async (_tx, reply) => `You pressed ${reply.digit} (${heard.push(reply)})`,
};
const { app, database } = await openTestApp((server, tools) => gatewayRoutes(server, tools, { gateway: { secret: gatewaySecret } }, answering));
const closed = await openTestApp((server, tools) => gatewayRoutes(server, tools, { gateway: null }, answering));

beforeEach(async () => {
  heard.length = 0;
  await database.transaction((tx) => tx.run("delete from seen_callback"));
});

const [receipts, replies] = ["/callbacks/gateway/receipts", "/callbacks/gateway/replies"];
const reply = { channel: "sms", from: "+351912345678", text: "1 4821" };

interface Sent {
  path: string;
  payload: string;
  headers: Record<string, string>;
}

function sign(path: string, body: unknown, { id = "msg_1", at = new Date(), secret = gatewaySecret } = {}): Sent {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)), "webhook-signature": new Webhook(secret).sign(id, at, payload) };
  return { path, payload, headers };
}

async function call(sent: Sent) {
  const { statusCode, body } = await app.inject({ method: "POST", url: sent.path, headers: sent.headers, payload: sent.payload });
  return { status: statusCode, body: (body === "" ? null : JSON.parse(body)) as Record<string, unknown> };
}

describe("a gateway tells", () => {
  it("whether a message arrived", async () => {
    expect(await call(sign(receipts, { id: "m1", isArrived: true }))).toEqual({ status: 200, body: {} });
    await call(sign(receipts, { id: "m2", isArrived: false, words: "No network." }, { id: "msg_2" }));
    expect(heard).toEqual([
      { provider: "gateway", providerId: "m1", isArrived: true, words: "It arrived." },
      { provider: "gateway", providerId: "m2", isArrived: false, words: "No network." },
    ]);
  });

  it("what somebody wrote back, and gets the sentence to write to them", async () => {
    expect(await call(sign(replies, reply))).toEqual({ status: 200, body: { text: "You wrote 1 4821 (1)" } });
    expect(heard).toEqual([{ address: "+351912345678", text: "1 4821", messageId: "msg_1" }]);
  });

  it("which key was pressed, and gets the sentence to speak", async () => {
    expect(await call(sign(replies, { channel: "voice", messageKey: "page.0195", digit: "2" }))).toEqual({ status: 200, body: { text: "You pressed 2 (1)" } });
    expect(heard).toEqual([{ messageKey: "page.0195", digit: "2", callId: "msg_1" }]);
  });

  it("the same again without effect, by its id, also at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => call(sign(replies, reply))));
    const late = await call(sign(replies, reply, { at: new Date(Date.now() - 60_000) }));
    expect(heard).toHaveLength(1);
    expect([...answers, late].map(({ body }) => body["text"])).toEqual(Array(4).fill("You wrote 1 4821 (1)"));
  });

  it.each([
    [receipts, { id: "m1" }, "isArrived"],
    [receipts, { id: "m1", isArrived: "yes" }, "isArrived"],
    [receipts, { id: "", isArrived: true }, "id"],
    [receipts, [], "the body"],
    [receipts, "nonsense", "not JSON"],
    [receipts, '{"id":"a\\u0000","isArrived":true}', "NUL"],
    [replies, { channel: "fax" }, "the body"],
    [replies, { channel: "voice", messageKey: "page.1", digit: "12" }, "digit: is one key"],
  ])("at %s nothing by %j, which is refused by name", async (path, body, named) => {
    expect(await call(sign(path, body))).toMatchObject({ status: 400, body: { code: "malformed", detail: expect.stringContaining(named) as unknown } });
    expect(heard).toEqual([]);
  });

  it("nothing where none is set up", async () => {
    const { path, headers, payload } = sign(replies, reply);
    expect((await closed.app.inject({ method: "POST", url: path, headers, payload })).statusCode).toBe(404);
  });
});

const good = sign(replies, reply);
const [, signature = ""] = good.headers["webhook-signature"]?.split(",") ?? [];
const bytes = Buffer.from(signature, "base64");
const header = (name: string, value: string) => ({ ...good, headers: { ...good.headers, [name]: value } });
const signedBy = (value: string) => header("webhook-signature", value);
const without = (name: string) => ({ ...good, headers: Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name)) });
const body = (payload: string) => ({ ...good, payload });
const flipped = (place: number) => `v1,${Buffer.from(bytes.map((byte, at) => (at === place ? byte ^ 128 : byte))).toString("base64")}`;
const off = (seconds: number) => sign(replies, reply, { at: new Date(Date.now() + seconds * 1_000) });
const key = Buffer.from(gatewaySecret.slice(6), "base64");
const byKey = (hmacKey: string | Buffer, text = `msg_1.${good.headers["webhook-timestamp"] ?? ""}.${good.payload}`, algorithm = "sha256") => `v1,${createHmac(algorithm, hmacKey).update(text).digest("base64")}`;

const mutations: [string, Sent][] = [
  ...Array.from({ length: 32 }, (_, place): [string, Sent] => [`byte ${place} of the signature`, signedBy(flipped(place))]),
  ["no signature", without("webhook-signature")],
  ["no id", without("webhook-id")],
  ["no time", without("webhook-timestamp")],
  ["an empty signature", signedBy("")],
  ["a version alone", signedBy("v1,")],
  ["no version", signedBy(signature)],
  ["another version", signedBy(`v1a,${signature}`)],
  ["half a signature", signedBy(`v1,${bytes.subarray(0, 16).toString("base64")}`)],
  ["a signature and more", signedBy(`v1,${signature}A`)],
  ["a signature and a part more", signedBy(`v1,${signature},x`)],
  ["a signature in hex", signedBy(`v1,${bytes.toString("hex")}`)],
  ["an empty secret", signedBy(byKey(""))],
  ["the secret as it is written", signedBy(byKey(gatewaySecret))],
  ["another secret", sign(replies, reply, { secret: `whsec_${Buffer.alloc(32, 9).toString("base64")}` })],
  ["SHA-1", signedBy(byKey(key, undefined, "sha1"))],
  ["the body alone", signedBy(byKey(key, good.payload))],
  ["no time in what is signed", signedBy(byKey(key, `msg_1.${good.payload}`))],
  ["another id", header("webhook-id", "msg_2")],
  ["a longer id", header("webhook-id", "msg_1.")],
  ["an empty id", header("webhook-id", "")],
  ["another time", header("webhook-timestamp", String(Math.floor(Date.now() / 1_000) - 5))],
  ["a time that is none", header("webhook-timestamp", "now")],
  ["a time with a fraction", header("webhook-timestamp", `${good.headers["webhook-timestamp"] ?? ""}.0`)],
  ["six minutes ago", off(-360)],
  ["in six minutes", off(360)],
  ["a year ago", off(-31_536_000)],
  ["another text", body(good.payload.replace("1 4821", "2 4821"))],
  ["a space more", body(`${good.payload} `)],
  ["a line more", body(`${good.payload}\n`)],
  ["the members in another order", body(JSON.stringify({ text: reply.text, from: reply.from, channel: reply.channel }))],
  ["the same indented", body(JSON.stringify(reply, null, 2))],
  ["an escape for a sign", body(good.payload.replace("sms", "\\u0073ms"))],
  ["a byte order mark", body(`\uFEFF${good.payload}`)],
  ["a member more", body(good.payload.replace("}", ',"x":1}'))],
  ["no body", body("")],
  ["a form", { ...good, payload: new URLSearchParams(reply).toString(), headers: { ...good.headers, "content-type": "application/x-www-form-urlencoded" } }],
];

describe("a callback whose signature is not the gateway's", () => {
  it("would be taken as it was", async () => {
    expect((await call(good)).status).toBe(200);
    expect(mutations.length).toBeGreaterThanOrEqual(60);
  });

  it.each(mutations)("is refused without effect: %s", async (_how, sent) => {
    expect(await call(sent)).toMatchObject({ status: 403, body: { code: "callback.not-allowed" } });
    expect(heard).toEqual([]);
  });
});
