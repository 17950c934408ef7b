import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gatewaySecret, startGatewayServer, type GatewayServer } from "../../../fakes/gateway-server/index.ts";
import type { Message } from "../../features/paging/index.ts";
import { createOutgoing, everyNetwork } from "../../platform/outgoing/outgoing.ts";
import { createGateway } from "./gateway.ts";

let server: GatewayServer;
beforeAll(async () => { server = await startGatewayServer(); });
beforeEach(() => server.behave({ kind: "accept" }));
afterAll(() => server.close());

const link = "https://muster.example/p/0123abc";
const page = (changes: Partial<Message> = {}): Message => ({
  messageKey: "page.0195",
  threadKey: "subject.7",
  address: "+351912345678",
  recipientName: "Amara",
  subject: "Critical: p99 – above 2 s (Checkout)",
  text: "long",
  html: "",
  link,
  isUrgent: true,
  replyCode: "4821",
  ...changes,
});
const outgoing = createOutgoing({ allowNetworks: everyNetwork });
const send = (channel: "sms" | "voice" = "sms", { secret = gatewaySecret, milliseconds = 3_000, message = page() } = {}) =>
  createGateway(channel, { url: `${server.url}/send`, secret }, outgoing).send(message, AbortSignal.timeout(milliseconds));

describe("a page by a gateway", () => {
  it("is posted as SMS, signed, ready to be sent, and may be confirmed by the gateway's id", async () => {
    const sending = await send();
    const taken = server.kept().at(-1);
    expect(taken).toMatchObject({ channel: "sms", to: "+351912345678", text: `Critical: p99 - above 2 s (Checkout)\n${link}\nReply 1 4821: I have it. 2 4821: I can't.`, link, replyCode: "4821", messageKey: "page.0195" });
    expect(sending).toEqual({ isAccepted: true, provider: "gateway", providerId: taken?.id, isToBeConfirmed: true });
  });

  it("is posted as words to be said", async () => {
    await send("voice");
    expect(server.kept().at(-1)).toMatchObject({ channel: "voice", text: "Muster calls Amara. Critical: p99 – above 2 s (Checkout)" });
  });

  it.each([[204, ""], [200, "OK"], [202, "{}"], [200, '{"id":""}'], [200, '{"id":7}'], [200, `{"id":"${"x".repeat(201)}"}`]])("that answers %i %j without an id took it, and is not waited for", async (status, body) => {
    server.behave({ kind: "answer", status, body });
    expect(await send()).toEqual({ isAccepted: true, provider: "gateway", providerId: "page.0195" });
  });
});

describe("a page that a gateway does not take", () => {
  it("because another secret signs it says so", async () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    expect(await send("sms", { secret: other })).toMatchObject({ isAccepted: false, error: expect.stringMatching(/^The gateway answered 401: /) as unknown });
  });

  it.each<[number, string, Record<string, string>, object]>([
    [400, '{"error":"No credit."}', {}, { error: "The gateway answered 400: No credit." }],
    [410, "", {}, { error: "The gateway answered 410.", isFinal: true }],
    [429, "", { "retry-after": "9" }, { error: "The gateway answered 429.", againAfterMilliseconds: 9_000 }],
    [503, "<html>", { "retry-after": "2" }, { error: "The gateway answered 503.", againAfterMilliseconds: 2_000 }],
    [200, '{"error":"modem away"}', {}, { error: "The gateway answered 200: modem away." }],
    [307, "", { location: "http://127.0.0.1:1/" }, { error: "The gateway's address leads elsewhere (307), which is not followed. Check MUSTER_GATEWAY_URL." }],
  ])("because it answers %i %j %j", async (status, body, headers, expected) => {
    server.behave({ kind: "answer", status, body, headers });
    expect(await send()).toEqual({ isAccepted: false, ...expected });
  });

  it("because it hangs or drops the line is given up in time; one that never ends took it", async () => {
    server.behave({ kind: "hang" });
    expect(await send("sms", { milliseconds: 200 })).toEqual({ isAccepted: false, error: "127.0.0.1 did not answer in time." });
    server.behave({ kind: "drop" });
    expect(await send()).toMatchObject({ isAccepted: false });
    server.behave({ kind: "flood" });
    const began = performance.now();
    expect(await send()).toMatchObject({ isAccepted: true, providerId: "page.0195" });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
