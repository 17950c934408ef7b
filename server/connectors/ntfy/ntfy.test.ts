import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startNtfyServer, type NtfyServer } from "../../../fakes/ntfy-server/index.ts";
import type { Message } from "../../features/paging/index.ts";
import { createOutgoing } from "../../platform/outgoing/outgoing.ts";
import { headerText } from "./header-text.ts";
import { createNtfyMessenger } from "./ntfy.ts";

let server: NtfyServer;
beforeAll(async () => { server = await startNtfyServer(); });
beforeEach(() => server.behave({ kind: "accept" }));
afterAll(() => server.close());

const ntfy = createNtfyMessenger(createOutgoing({ allowNetworks: ["127.0.0.0/8"] }));
const link = "https://muster.example/p/0123abc";
const page = (changes: Partial<Message> = {}): Message => ({
  messageKey: "page.0195",
  threadKey: "subject.7",
  address: `${server.url}/amara-night`,
  recipientName: "Amara",
  subject: "Critical: p99 above 2 s (Checkout)",
  text: `p99 above 2 s\nCheckout\n\nI have it, or I can't:\n${link}\n`,
  html: "<p>unused</p>",
  link,
  isUrgent: true,
  ...changes,
});
const send = (changes: Partial<Message> = {}, milliseconds = 3_000) => ntfy.send(page(changes), AbortSignal.timeout(milliseconds));
const last = () => server.messages().at(-1);

describe("a page by ntfy", () => {
  it("shows the whole message, rings at night and opens the phone page when it is touched", async () => {
    const sending = await send();
    expect(last()).toMatchObject({ topic: "amara-night", title: page().subject, message: page().text, priority: 5, tags: ["rotating_light"], click: link });
    expect(sending).toEqual({ isAccepted: true, providerId: last()?.id });
    expect(server.entries().at(-1)).toMatchObject({ headers: { "x-muster-message": "page.0195" } });
  });

  it("of low urgency comes without an alarm, and without a link opens nothing", async () => {
    await send({ isUrgent: false, link: null });
    expect(last()).toMatchObject({ tags: ["bell"] });
    expect(last()).not.toHaveProperty("priority");
    expect(last()).not.toHaveProperty("click");
  });

  it("keeps the topic's own query, where a token may stand", async () => {
    expect(await send({ address: `${server.url}/amara-night?auth=QmVhcmVyIHRrXw` })).toMatchObject({ isAccepted: true });
  });

  it.each([
    ["Zahlungen stehen still – jetzt", "Zahlungen stehen still – jetzt"],
    ["🔥 Shop down 🇩🇪", "🔥 Shop down 🇩🇪"],
    ["决済が停止しています".repeat(15), "决済が停止しています".repeat(15)],
    ["one\r\nPriority: 1\r\n\r\nbody", "one Priority: 1 body"],
    ["null\u0000 and bell\u0007 and\u2028line", "null and bell and line"],
    ["=?UTF-8?B?ZmFrZQ==?=", "=?UTF-8?B?ZmFrZQ==?="],
    ["half \ud83d pair", "half \ufffd pair"],
  ])("with the title %j is shown as %j and adds no header", async (subject, shown) => {
    await send({ subject });
    expect(last()).toMatchObject({ title: shown, priority: 5, message: page().text });
  });

  it("never makes a second header line, whatever an alert is called", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => /^[\x20-\x7e]*$/.test(headerText(text)) && headerText(text).split(" ").every((part) => !part.startsWith("=?") || part.length <= 75)));
  });

  it("that is longer than ntfy shows is cut between characters, not made into a file", async () => {
    await send({ text: "🔥".repeat(2_000) });
    const text = last()?.message ?? "";
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    expect(text).toMatch(/^(🔥)+\n…$/u);
  });
});

describe("a page that ntfy does not take", () => {
  it.each([
    [401, "ntfy answered 401: unauthorized."],
    [403, "ntfy answered 403: forbidden."],
    [429, "ntfy answered 429: limit reached: too many requests."],
    [500, "ntfy answered 500: internal server error."],
  ])("for %i says so in its words", async (status, error) => {
    server.behave({ kind: "reject", status });
    expect(await send()).toEqual({ isAccepted: false, error });
  });

  it.each<[number, string, string]>([
    [502, "<html>Bad Gateway</html>", "ntfy answered 502."],
    [200, "<html>Welcome</html>", "Something answered that is not ntfy. Check the address of the topic."],
    [200, '{"code":40301,"http":403,"error":"forbidden"}', "Something answered that is not ntfy. Check the address of the topic."],
    [200, '{"id":""}', "Something answered that is not ntfy. Check the address of the topic."],
    [200, `{"id":"x","more":"${"x".repeat(100_000)}"}`, "Something answered that is not ntfy. Check the address of the topic."],
    [307, "", "The address leads elsewhere (307), which is not followed. Write the address of the topic itself."],
  ])("because something answers %i %j is not taken for sent", async (status, body, error) => {
    server.behave({ kind: "answer", status, body, ...(status === 307 ? { headers: { location: `${server.url}/elsewhere` } } : {}) });
    const before = server.messages().length;
    expect(await send()).toEqual({ isAccepted: false, error });
    expect(server.messages()).toHaveLength(before);
  });

  it("because it came too soon says how long ntfy asks to wait", async () => {
    server.behave({ kind: "answer", status: 429, body: "", headers: { "retry-after": "40" } });
    expect(await send()).toMatchObject({ isAccepted: false, againAfterMilliseconds: 40_000 });
  });

  it("because it hangs is given up when the time is over", async () => {
    server.behave({ kind: "hang" });
    expect(await send({}, 200)).toEqual({ isAccepted: false, error: "127.0.0.1 did not answer in time." });
  });

  it("because its network is not allowed says which and how to allow it, and nothing is called", async () => {
    const strict = createNtfyMessenger(createOutgoing({ allowNetworks: [] }));
    const before = server.entries().length;
    const sending = await strict.send(page(), AbortSignal.timeout(1_000));
    expect(sending).toMatchObject({ isAccepted: false, error: expect.stringMatching(/^127\.0\.0\.1 is in the loopback network .*MUSTER_ALLOW_NETWORKS=127\.0\.0\.0\/8$/) as unknown });
    expect(server.entries()).toHaveLength(before);
  });

  it.each(["mailto:amara@acme.example", "https://user:secret@ntfy.example/topic", "nonsense"])("because its address is %s says what is wrong with it", async (address) => {
    expect(await send({ address })).toMatchObject({ isAccepted: false });
  });
});
