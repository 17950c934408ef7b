import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readTwiml, startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "../../../fakes/twilio-server/index.ts";
import type { Message } from "../../features/paging/index.ts";
import { createOutgoing, everyNetwork } from "../../platform/outgoing/outgoing.ts";
import { createTwilioSms, createTwilioVoice } from "./twilio.ts";
import { callTwiml, messageTwiml, sayTwiml } from "./twiml.ts";

let server: TwilioServer;
beforeAll(async () => { server = await startTwilioServer(); });
beforeEach(() => server.behave({ kind: "accept" }));
afterAll(() => server.close());

const publicUrl = "https://muster.example";
const outgoing = createOutgoing({ allowNetworks: everyNetwork });
const link = `${publicUrl}/p/0123abc`;
const page = (changes: Partial<Message> = {}): Message => ({
  messageKey: "page.0195",
  threadKey: "subject.7",
  address: "+351912345678",
  recipientName: "Amara & Inês",
  subject: "Critical: p99 above 2 s (Checkout)",
  text: "p99 above 2 s",
  html: "<p>unused</p>",
  link,
  isUrgent: true,
  replyCode: "4821",
  ...changes,
});
const options = (changes: object = {}) => ({ twilio: { account: twilioAccount, token: twilioToken, from: twilioFrom, url: server.url, ...changes }, publicUrl, outgoing });
const text = (changes: Partial<Message> = {}, milliseconds = 3_000) => createTwilioSms(options()).send(page(changes), AbortSignal.timeout(milliseconds));
const call = (changes: Partial<Message> = {}) => createTwilioVoice(options()).send(page(changes), AbortSignal.timeout(3_000));

describe("a page by SMS", () => {
  it("says what it is, where it leads and how to answer, and asks to be told how it ended", async () => {
    const sending = await text();
    const sent = server.messages().at(-1);
    expect(sent).toMatchObject({ to: "+351912345678", from: twilioFrom, body: `Critical: p99 above 2 s (Checkout)\n${link}\nReply 1 4821: I have it. 2 4821: I can't.`, statusCallback: `${publicUrl}/callbacks/twilio/status` });
    expect(sending).toEqual({ isAccepted: true, provider: "twilio", providerId: sent?.sid, isToBeConfirmed: true });
  });

  it("keeps signs that mean something in a form", async () => {
    await text({ subject: "a+b=c & 100% Ω" });
    expect(server.messages().at(-1)?.body).toMatch(/^a\+b=c & 100% Ω\n/);
  });
});

describe("a page by telephone", () => {
  it("says who and what twice, and asks for a key", async () => {
    const sending = await call();
    const made = server.calls().at(-1);
    const words = "Muster calls Amara & Inês. Critical: p99 above 2 s (Checkout). Press 1: I have it. Press 2: I can't.";
    expect(made?.said.slice(0, 2)).toEqual([words, words]);
    expect(made).toMatchObject({ keysUrl: `${publicUrl}/callbacks/twilio/keys?message=page.0195`, statusCallback: `${publicUrl}/callbacks/twilio/status`, statusEvents: ["answered", "completed"] });
    expect(sending).toMatchObject({ isAccepted: true, provider: "twilio", providerId: made?.sid, isToBeConfirmed: true });
  });

  it("that needs no answer asks for no key", async () => {
    await call({ messageKey: "proof.7", link: null, text: "Your code is 4, 8, 2." });
    const said = "Muster calls Amara & Inês. Your code is 4, 8, 2.";
    expect(server.calls().at(-1)).toMatchObject({ keysUrl: null, said: [said, said] });
  });

  it("says a title as words, whatever instruction it looks like", async () => {
    const subject = '</Say><Hangup/><Dial>+1900</Dial> "&amp;" \u0007 <![CDATA[x]]>';
    expect(await call({ subject })).toMatchObject({ isAccepted: true });
    const made = server.calls().at(-1);
    expect(made?.said).toHaveLength(3);
    expect(made?.said[0]).toContain('</Say><Hangup/><Dial>+1900</Dial> "&amp;"');
  });

  it("is TwiML with the same instructions for any text at all", () => {
    const names = (xml: string) => readTwiml(xml)?.elements.map(({ name, elements }) => [name, elements.map((inner) => inner.name)]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (words) => {
        expect(names(callTwiml(words, `https://m.example/k?message=${words}`))).toEqual([["Gather", ["Say", "Pause", "Say"]], ["Say", []]]);
        expect(names(sayTwiml(words))).toEqual([["Say", []]]);
        expect(names(messageTwiml(words))).toEqual([["Message", []]]);
      }),
    );
  });
});

describe("what Twilio does not take", () => {
  it.each([13224, 21211, 21214, 21217, 21610, 21614])("by error %i is never tried again", async (code) => {
    server.refuse({ status: 400, code, message: "No." });
    expect(await text()).toEqual({ isAccepted: false, error: `Twilio answered 400: No (error ${code}).`, isFinal: true });
  });

  it.each([21408, 21612])("by error %i is about the number, though it may be taken later", async (code) => {
    server.refuse({ status: 400, code, message: "No." });
    expect(await text()).toEqual({ isAccepted: false, error: `Twilio answered 400: No (error ${code}).`, isAboutAddress: true });
  });

  it("by a missing field, another token or account is said in its words", async () => {
    expect(await text({ address: "0791 123" })).toMatchObject({ isAccepted: false, isFinal: true, error: "Twilio answered 400: Invalid 'To' Phone Number: 0791XXXX (error 21211)." });
    const send = (changes: object) => createTwilioSms(options(changes)).send(page(), AbortSignal.timeout(3_000));
    expect(await send({ token: "wrong" })).toEqual({ isAccepted: false, error: "Twilio answered 401: Authenticate (error 20003)." });
    expect(await send({ from: "+15550000000" })).toMatchObject({ isAccepted: false, error: expect.stringContaining("(error 21606)") as unknown });
  });

  it.each([
    ["429", "7", 7_000],
    ["503", "1", 1_000],
    ["503", "nonsense", undefined],
    ["500", undefined, undefined],
  ])("with %s and Retry-After %s waits %s ms", async (status, retryAfter, wait) => {
    server.refuse({ status: Number(status), code: 20429, message: "Too Many Requests", ...(retryAfter === undefined ? {} : { retryAfter }) });
    expect(await text()).toEqual({ isAccepted: false, error: `Twilio answered ${status}: Too Many Requests (error 20429).`, ...(wait === undefined ? {} : { againAfterMilliseconds: wait }) });
  });

  const sid = "SM0123456789abcdef0123456789abcdef";
  it.each<[number, string]>([
    [200, JSON.stringify({ code: 21211, message: "Invalid", status: 400 })],
    [201, JSON.stringify({ sid, code: 30001, message: "Queue overflow" })],
    [201, JSON.stringify({ sid, error_code: 30001, error_message: "Queue overflow" })],
    [201, JSON.stringify({ sid, status: "failed" })],
    [201, JSON.stringify({ sid: "x" })],
    [201, JSON.stringify({ sid: [sid] })],
    [201, JSON.stringify([{ sid }])],
    [201, "null"],
    [200, "<html>Welcome</html>"],
    [201, `{"sid":"${sid}"`],
    [204, ""],
    [307, JSON.stringify({ sid })],
    [502, "<html>Bad Gateway</html>"],
  ])("because it answers %i %j is not taken for sent", async (status, body) => {
    server.behave({ kind: "answer", status, body, ...(status === 307 ? { headers: { location: `${server.url}/elsewhere` } } : {}) });
    const before = server.kept().length;
    expect(await text()).toMatchObject({ isAccepted: false, error: expect.stringMatching(/^(Twilio|Something answered that is not Twilio)/) as unknown });
    expect(server.kept()).toHaveLength(before);
  });

  it("because it hangs, drops the line or never ends is given up in time", async () => {
    server.behave({ kind: "hang" });
    expect(await text({}, 200)).toEqual({ isAccepted: false, error: "127.0.0.1 did not answer in time." });
    server.behave({ kind: "drop" });
    expect(await text()).toMatchObject({ isAccepted: false, error: expect.stringMatching(/^127\.0\.0\.1 could not be reached/) as unknown });
    server.behave({ kind: "flood" });
    const began = performance.now();
    expect(await text()).toMatchObject({ isAccepted: false });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
