import { beforeEach, describe, expect, it } from "vitest";
import { readTwiml, signAsTwilio, twilioToken } from "../../../fakes/twilio-server/index.ts";
import type { Answering } from "../../features/paging/index.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { twilioRoutes } from "./twilio.routes.ts";

const publicUrl = "https://muster.example:8443";
const heard: unknown[] = [];
const answering: Answering = {
  noteReceipts: async (_tx, receipts) => void heard.push(...receipts),
  answerByText: async (_tx, reply) => `You wrote ${reply.text} <b> & (${heard.push(reply)})`,
  answerByKey: async (_tx, reply) => `You pressed ${reply.digit} (${heard.push(reply)})`,
};
const { app, database } = await openTestApp((server, tools) => twilioRoutes(server, tools, { publicUrl, twilio: { token: twilioToken } }, answering));
const closed = await openTestApp((server, tools) => twilioRoutes(server, tools, { publicUrl, twilio: null }, answering));

beforeEach(async () => {
  heard.length = 0;
  await database.transaction((tx) => tx.run("delete from seen_callback"));
});

const form = "application/x-www-form-urlencoded";
const sid = (prefix: string) => `${prefix}0123456789abcdef0123456789abcdef`;
const status = { AccountSid: "AC1", MessageSid: sid("SM"), MessageStatus: "delivered", To: "+351912345678" };
const reply = { AccountSid: "AC1", Body: "1 4821", From: "+351912345678", MessageSid: sid("SM"), To: "+15005550006" };
const press = { AccountSid: "AC1", CallSid: sid("CA"), Digits: "1", From: "+15005550006", To: "+351912345678" };
const keysPath = "/callbacks/twilio/keys?message=page.0195";

interface Sent {
  path: string;
  payload: string;
  headers: Record<string, string>;
}

function sign(path: string, parameters: Record<string, string>, { token = twilioToken, url = `${publicUrl}${path}` } = {}): Sent {
  return { path, payload: new URLSearchParams(parameters).toString(), headers: { "content-type": form, "x-twilio-signature": signAsTwilio(token, url, parameters) } };
}

const call = async (sent: Sent) => {
  const { statusCode, body, headers } = await app.inject({ method: "POST", url: sent.path, headers: sent.headers, payload: sent.payload });
  return { status: statusCode, body, type: headers["content-type"] };
};

describe("how a message or call ended", () => {
  it.each([
    ["delivered", undefined, true, "The message was delivered."],
    ["read", undefined, true, "The message was read."],
    ["undelivered", "30003", false, "The message was not delivered: the phone is switched off or out of reach (Twilio's error 30003)."],
    ["undelivered", "39999", false, "The message was not delivered: (Twilio's error 39999)."],
    ["failed", undefined, false, "It failed."],
  ])("of a message that is %s (%s) is noted", async (MessageStatus, ErrorCode, isArrived, words) => {
    const answer = await call(sign("/callbacks/twilio/status", { ...status, MessageStatus, ...(ErrorCode === undefined ? {} : { ErrorCode }) }));
    expect(answer).toMatchObject({ status: 200, type: "text/xml; charset=utf-8" });
    expect(heard).toEqual([{ provider: "twilio", providerId: sid("SM"), isArrived, words }]);
  });

  it.each([
    ["in-progress", true, "The call was taken."],
    ["completed", true, "The call was taken."],
    ["busy", false, "The number was busy."],
    ["no-answer", false, "Nobody took the call."],
    ["failed", false, "It failed."],
    ["canceled", false, "It was cancelled before it arrived."],
  ])("of a call that is %s is noted", async (CallStatus, isArrived, words) => {
    await call(sign("/callbacks/twilio/status", { CallSid: sid("CA"), CallStatus }));
    expect(heard).toEqual([{ provider: "twilio", providerId: sid("CA"), isArrived, words }]);
  });

  it.each(["queued", "sending", "sent", "ringing", "initiated", "constructor", "__proto__"])("is not known while it is %s", async (MessageStatus) => {
    expect((await call(sign("/callbacks/twilio/status", { ...status, MessageStatus }))).status).toBe(200);
    expect(heard).toEqual([]);
  });
});

describe("what somebody writes back", () => {
  it("is taken, and answered by an SMS", async () => {
    const { status: code, body } = await call(sign("/callbacks/twilio/sms", reply));
    expect(heard).toEqual([{ address: "+351912345678", text: "1 4821", messageId: sid("SM") }]);
    expect([code, readTwiml(body)?.elements]).toMatchObject([200, [{ name: "Message", text: "You wrote 1 4821 <b> & (1)" }]]);
  });

  it("may hold any sign, and is stored as far as it can be", async () => {
    await call(sign("/callbacks/twilio/sms", { ...reply, Body: "1 4821 👍 +&=%\r\n\u0000" }));
    expect(heard).toMatchObject([{ text: "1 4821 👍 +&=%\r\n\uFFFD" }]);
  });

  it("changes nothing when it comes again, and is answered as before, also when both come at once", async () => {
    const sent = sign("/callbacks/twilio/sms", reply);
    const answers = await Promise.all([1, 2, 3, 4].map(() => call(sent)));
    expect(heard).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    await call(sign("/callbacks/twilio/sms", { ...reply, MessageSid: sid("SM").replace("0", "f") }));
    expect(heard).toHaveLength(2);
  });
});

describe("a key that somebody presses", () => {
  it("is taken for the message that the call was, and answered by a voice", async () => {
    const { body } = await call(sign(keysPath, press));
    expect(heard).toEqual([{ messageKey: "page.0195", digit: "1", callId: sid("CA") }]);
    expect(readTwiml(body)?.elements).toMatchObject([{ name: "Say", text: "You pressed 1 (1)" }]);
  });

  it("counts once; another key of the same call counts too", async () => {
    for (const Digits of ["1", "1", "2", "1", "2"]) await call(sign(keysPath, { ...press, Digits }));
    expect(heard).toMatchObject([{ digit: "1" }, { digit: "2" }]);
  });

  it("that means nothing is asked for again", async () => {
    const { body } = await call(sign(keysPath, { ...press, Digits: "7" }));
    expect(readTwiml(body)?.elements[0]).toMatchObject({ name: "Gather", attributes: { action: `${publicUrl}${keysPath}` }, elements: [{ name: "Say", text: "You pressed 7 (1)" }] });
  });
});

describe("a callback", () => {
  it("is right whether Twilio signed the address with its port or without", async () => {
    const path = "/callbacks/twilio/sms";
    expect((await call(sign(path, reply, { url: `https://muster.example${path}` }))).status).toBe(200);
  });

  it("may be written as a form in another way: the values are signed, not the bytes", async () => {
    const sent = sign("/callbacks/twilio/sms", reply);
    expect((await call({ ...sent, payload: [...sent.payload.split("&")].reverse().join("&").replace("+", "%20") })).status).toBe(200);
  });

  it.each([
    ["/callbacks/twilio/status", { AccountSid: "AC1" }],
    ["/callbacks/twilio/status", { ...status, MessageSid: "SM1" }],
    ["/callbacks/twilio/sms", { AccountSid: "AC1", MessageSid: sid("SM"), From: "+351912345678" }],
    ["/callbacks/twilio/sms", { ...reply, MessageSid: `${sid("SM")}0` }],
    ["/callbacks/twilio/keys", press],
    [keysPath, { ...press, Digits: "11" }],
    [keysPath, { ...press, Digits: "" }],
  ])("at %s that lacks something is refused by name: %j", async (path, parameters) => {
    const { status: code, body } = await call(sign(path, parameters));
    expect([code, JSON.parse(body)]).toMatchObject([400, { code: "malformed", detail: expect.stringContaining("lacks") as unknown }]);
    expect(heard).toEqual([]);
  });

  it("is not taken where there is no account at Twilio, not even signed by an empty token", async () => {
    const sent = sign("/callbacks/twilio/sms", reply, { token: "" });
    expect((await closed.app.inject({ method: "POST", url: sent.path, headers: sent.headers, payload: sent.payload })).statusCode).toBe(404);
  });
});

const good = sign(keysPath, press);
const signature = good.headers["x-twilio-signature"] ?? "";
const signedBy = (given: string) => ({ ...good, headers: { ...good.headers, "x-twilio-signature": given } });
const bytes = Buffer.from(signature, "base64");
const flipped = (place: number) => Buffer.from(bytes.map((byte, at) => (at === place ? byte ^ 1 : byte))).toString("base64");
const without = (name: string) => ({ path: good.path, payload: good.payload, headers: Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name)) });
const body = (payload: string) => ({ ...good, payload });

/** Each differs in one way from a callback that is taken. */
const mutations: [string, Sent][] = [
  ...Array.from({ length: 20 }, (_, place): [string, Sent] => [`byte ${place} of the signature`, signedBy(flipped(place))]),
  ["no signature", without("x-twilio-signature")],
  ["an empty signature", signedBy("")],
  ["half a signature", signedBy(bytes.subarray(0, 10).toString("base64"))],
  ["a longer signature", signedBy(Buffer.concat([bytes, bytes]).toString("base64"))],
  ["a signature and more", signedBy(`${signature}A`)],
  ["two signatures", signedBy(`${signature},${signature}`)],
  ["a signature in hex", signedBy(bytes.toString("hex"))],
  ["a signature without its padding", signedBy(signature.replace(/=+$/, ""))],
  ["a signature for addresses", signedBy(bytes.toString("base64url").concat("-"))],
  ["a signature by SHA-256", signedBy(Buffer.alloc(32, 1).toString("base64"))],
  ["an empty token", sign(keysPath, press, { token: "" })],
  ["another token", sign(keysPath, press, { token: `${twilioToken}0` })],
  ["the token in capitals", sign(keysPath, press, { token: twilioToken.toUpperCase() })],
  ["another host", sign(keysPath, press, { url: `https://evil.example:8443${keysPath}` })],
  ["another port", sign(keysPath, press, { url: `https://muster.example:8444${keysPath}` })],
  ["http for https", sign(keysPath, press, { url: `http://muster.example:8443${keysPath}` })],
  ["an address without its query", sign(keysPath, press, { url: `${publicUrl}/callbacks/twilio/keys` })],
  ["the signature of the form alone", sign(keysPath, press, { url: "" })],
  ["another message in the address", { ...good, path: "/callbacks/twilio/keys?message=page.0196" }],
  ["more in the address", { ...good, path: `${keysPath}&x=1` }],
  ["the address written otherwise", { ...good, path: "/callbacks/twilio/keys?message=page%2E0195" }],
  ["the same at another address", { ...good, path: "/callbacks/twilio/status?message=page.0195" }],
  ["another key", body(good.payload.replace("Digits=1", "Digits=2"))],
  ["another call", body(good.payload.replace("CallSid=CA0", "CallSid=CA1"))],
  ["a parameter more", body(`${good.payload}&Zed=1`)],
  ["a parameter more with no value", body(`${good.payload}&Zed=`)],
  ["a parameter less", body(good.payload.replace(/&To=[^&]*/, ""))],
  ["a key twice", body(`${good.payload}&Digits=2`)],
  ["a name in small letters", body(good.payload.replace("Digits", "digits"))],
  ["a space more", body(`${good.payload}+`)],
  ["encoded once more", body(good.payload.replaceAll("%", "%25"))],
  ["JSON of the same", { ...good, payload: JSON.stringify(press), headers: { ...good.headers, "content-type": "application/json" } }],
  ["no body", body("")],
];

describe("a callback whose signature is not Twilio's", () => {
  it("would be taken as it was", async () => {
    expect((await call(good)).status).toBe(200);
    expect(mutations.length).toBeGreaterThanOrEqual(50);
  });

  it.each(mutations)("is refused without effect: %s", async (_how, sent) => {
    const { status: code, body: said } = await call(sent);
    expect([code, JSON.parse(said)]).toMatchObject([403, { code: "callback.not-allowed" }]);
    expect(heard).toEqual([]);
  });

  it("is refused where names and values are split elsewhere, though the text that is signed is the same", async () => {
    const shifted = { ...press, CallSid: sid("CA").slice(0, -1), [`${sid("CA").slice(-1)}Digits`]: "1" } as Record<string, string>;
    delete shifted["Digits"];
    expect((await call({ ...sign(keysPath, shifted) })).status).toBe(400);
    expect(heard).toEqual([]);
  });
});
