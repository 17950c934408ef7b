import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPushService, type Browser, type PushService } from "../../../fakes/push-service/index.ts";
import type { Message } from "../../features/paging/index.ts";
import { createOutgoing } from "../../platform/outgoing/outgoing.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { isRefusal } from "../../values/refusal.ts";
import { pushKeyRoutes } from "./push-key.routes.ts";
import { readPushKey, type PushKey } from "./push-key.ts";
import { createWebPushMessenger } from "./web-push.ts";

const { call, database } = await openTestApp(pushKeyRoutes, { context: { secret: "a-key-of-this-installation" } });
const readKey = () => database.transaction(readPushKey);
const key = (await readKey()) as PushKey;

let service: PushService;
let browser: Browser;
beforeAll(async () => {
  service = await startPushService();
  browser = service.subscribe(key.publicKey);
});
beforeEach(() => service.behave({ kind: "accept" }));
afterAll(() => service.close());

const link = "https://muster.example/p/0123abc";
const page = (changes: Partial<Message> = {}): Message => ({
  messageKey: "page.0195",
  threadKey: "subject.7",
  address: JSON.stringify(browser.subscription),
  recipientName: "Amara",
  subject: "Critical: p99 above 2 s “Checkout” 🔥",
  text: `p99 above 2 s\n\nI have it, or I can't:\n${link}\n`,
  html: "<p>unused</p>",
  link,
  isUrgent: true,
  ...changes,
});
const messenger = (changes: object = {}) => createWebPushMessenger({ outgoing: createOutgoing({ allowNetworks: ["127.0.0.0/8"] }), sender: "mailto:muster@acme.example", readKey, ...changes });
const send = (changes: Partial<Message> = {}, milliseconds = 3_000) => messenger().send(page(changes), AbortSignal.timeout(milliseconds));
const last = () => service.kept().at(-1);
const shown = () => JSON.parse(last()?.text ?? "{}") as Record<string, unknown>;

describe("a page by web push", () => {
  it("is opened by the browser alone, shows what it is about, and answers by two buttons", async () => {
    const sending = await send();
    expect(shown()).toEqual({
      title: page().subject,
      body: "p99 above 2 s",
      link,
      messageKey: "page.0195",
      actions: [{ action: "have", title: "I have it" }, { action: "cannot", title: "I can't" }],
    });
    expect(last()).toMatchObject({ endpoint: browser.subscription.endpoint, urgency: "high", ttl: 3_600 });
    expect(sending).toEqual({ isAccepted: true, providerId: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/message\//) as unknown });
  });

  it("takes the place of an earlier try, and of no other page", async () => {
    await send();
    const first = last()?.topic;
    await send();
    expect(last()?.topic).toBe(first);
    await send({ messageKey: "page.0196" });
    expect(last()?.topic).not.toBe(first);
  });

  it("of low urgency does not ring, and a test has no buttons", async () => {
    await send({ isUrgent: false, messageKey: "proof.1", link: null });
    expect(last()?.urgency).toBe("normal");
    expect(shown()).toMatchObject({ actions: [], link: null });
  });

  it("that is long is cut, never refused", async () => {
    for (const text of ["🔥".repeat(5_000), "\u0001".repeat(5_000), "x".repeat(100_000)]) {
      expect(await send({ text, subject: "⚠ ".repeat(500) })).toMatchObject({ isAccepted: true });
      expect(Buffer.byteLength(last()?.text ?? "")).toBeLessThanOrEqual(3_900);
    }
  });

  it("is signed by the key of this installation: a subscription for another is refused", async () => {
    const stranger = service.subscribe(service.subscribe().subscription.keys.p256dh);
    expect(await send({ address: JSON.stringify(stranger.subscription) })).toEqual({ isAccepted: false, error: "The push service answered 403: The subscription was made for another key.", isAboutAddress: true });
  });

  it("says whom to write to by an https address too", async () => {
    const sending = await messenger({ sender: "https://muster.example" }).send(page(), AbortSignal.timeout(3_000));
    expect(sending).toMatchObject({ isAccepted: true });
  });
});

describe("a page that is not taken", () => {
  it("because the browser's subscription is gone is never tried again", async () => {
    const other = service.subscribe(key.publicKey);
    other.unsubscribe();
    const gone = (status: number, goneAddress: string) => ({ isAccepted: false, error: `The browser's subscription is gone (${status}). Turn on messages in the browser anew.`, isFinal: true, goneAddress, isAboutAddress: true });
    const [ended, unknown] = [JSON.stringify(other.subscription), JSON.stringify({ ...other.subscription, endpoint: `${service.url}/push/none` })];
    expect(await send({ address: ended })).toEqual(gone(410, ended));
    expect(await send({ address: unknown })).toEqual(gone(404, unknown));
  });

  const keys = () => browser.subscription.keys;
  it.each<[string, () => string]>([
    ["no JSON", () => "nonsense"],
    ["null", () => "null"],
    ["without keys", () => JSON.stringify({ endpoint: browser.subscription.endpoint })],
    ["with a short key", () => JSON.stringify({ ...browser.subscription, keys: { ...keys(), p256dh: "BAAA" } })],
    ["with a short secret", () => JSON.stringify({ ...browser.subscription, keys: { ...keys(), auth: "AAAA" } })],
    ["with a key that is no point of the curve", () => JSON.stringify({ ...browser.subscription, keys: { ...keys(), p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString("base64url") } })],
    ["without an endpoint", () => JSON.stringify({ keys: keys() })],
    ["with an endpoint that is a list", () => JSON.stringify({ endpoint: [], keys: keys() })],
    ["with an endpoint that is no address", () => JSON.stringify({ endpoint: "nowhere", keys: keys() })],
  ])("because its subscription is %s is never tried again", async (_what, address) => {
    expect(await send({ address: address() })).toMatchObject({ isAccepted: false, error: expect.stringMatching(/Turn on messages in the browser anew\.$/) as unknown, isFinal: true });
  });

  it.each<[number, string, Record<string, string>, object]>([
    [429, "", { "retry-after": "60" }, { error: "The push service answered 429.", againAfterMilliseconds: 60_000 }],
    [503, "<html>\n  away", { "retry-after": "1" }, { error: "The push service answered 503: <html> away.", againAfterMilliseconds: 1_000 }],
    [413, "Too large.", {}, { error: "The push service answered 413: Too large." }],
    [301, "", { location: "http://127.0.0.1:1/" }, { error: "The push service leads elsewhere (301), which is not followed." }],
  ])("because it is answered %i %j %j", async (status, body, headers, expected) => {
    service.behave({ kind: "answer", status, body, headers });
    expect(await send()).toEqual({ isAccepted: false, isAboutAddress: true, ...expected });
  });

  it("because the service hangs or drops the line is given up in time; an answer without an end is taken", async () => {
    service.behave({ kind: "hang" });
    expect(await send({}, 200)).toEqual({ isAccepted: false, error: "127.0.0.1 did not answer in time.", isAboutAddress: true });
    service.behave({ kind: "drop" });
    expect(await send()).toMatchObject({ isAccepted: false });
    service.behave({ kind: "flood" });
    expect(await send()).toMatchObject({ isAccepted: true, providerId: "page.0195" });
  });

  it.each(["http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data", "https://[::1]/", "http://10.0.0.1/x"])("because its endpoint %s is in a network that is not called", async (endpoint) => {
    const strict = messenger({ outgoing: createOutgoing({ allowNetworks: [] }) });
    const sending = await strict.send(page({ address: JSON.stringify({ ...browser.subscription, endpoint }) }), AbortSignal.timeout(1_000));
    expect(sending).toMatchObject({ isAccepted: false, error: expect.stringContaining("MUSTER_ALLOW_NETWORKS") as unknown });
  });

  it("because the key was sealed with another MUSTER_SECRET says so", async () => {
    const sealed = () => database.transaction((tx) => readPushKey({ ...tx, context: { secret: "another-key" } }));
    const sending = await messenger({ readKey: sealed }).send(page(), AbortSignal.timeout(1_000));
    expect(sending).toMatchObject({ isAccepted: false, error: expect.stringContaining("sealed with another MUSTER_SECRET") as unknown });
  });
});

describe("the key for web push", () => {
  it("is made once, also by many at the same moment, and lies sealed", async () => {
    await database.transaction((tx) => tx.run("delete from push_key"));
    const made = await Promise.all(Array.from({ length: 6 }, readKey));
    expect(made.some(isRefusal)).toBe(false);
    expect(new Set(made.map((one) => JSON.stringify(one))).size).toBe(1);
    const kept = await database.transaction((tx) => tx.first<{ public_key: string; private_key: string }>("select public_key, private_key from push_key"));
    const [first] = made as PushKey[];
    expect(kept?.public_key).toBe(first?.publicKey);
    expect(Buffer.from(kept?.private_key ?? "", "base64url").toString("latin1")).not.toContain(Buffer.from(first?.privateKey ?? "", "base64url").toString("latin1"));
    expect([Buffer.from(first?.publicKey ?? "", "base64url").length, Buffer.from(first?.privateKey ?? "", "base64url").length]).toEqual([65, 32]);
  });

  it("is told to browsers of people who are signed in: its public half alone", async () => {
    const { publicKey } = (await readKey()) as PushKey;
    expect(await call("GET /api/v1/push-key", { as: "viewer" })).toMatchObject({ status: 200, body: { publicKey } });
    expect(Object.keys((await call<object>("GET /api/v1/push-key", { as: "viewer" })).body)).toEqual(["publicKey"]);
    expect((await call("GET /api/v1/push-key")).status).toBe(401);
  });
});
