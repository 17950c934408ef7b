import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTwiml, signAsTwilio, startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "./index.ts";

let twilio: TwilioServer;
beforeAll(async () => { twilio = await startTwilioServer(); });
afterAll(() => twilio.close());

const basic = `Basic ${Buffer.from(`${twilioAccount}:${twilioToken}`).toString("base64")}`;
const whole = { To: "+15558675310", From: twilioFrom, Body: "Hello" };
async function post(form: Record<string, string>, { authorization = basic, resource = "Messages" } = {}) {
  const answer = await fetch(`${twilio.url}/2010-04-01/Accounts/${twilioAccount}/${resource}.json`, { method: "POST", headers: { authorization }, body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as { sid?: string; code?: number; status: unknown } };
}

describe("the Twilio server", () => {
  it("takes a message and says its sid", async () => {
    const { status, body } = await post(whole);
    expect([status, body.status]).toEqual([201, "queued"]);
    expect(body.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(twilio.messages().at(-1)).toMatchObject({ sid: body.sid, to: whole.To, from: twilioFrom, body: "Hello" });
  });

  it.each([
    ["without To", { From: twilioFrom, Body: "x" }, {}, 400, 21604],
    ["without From", { To: whole.To, Body: "x" }, {}, 400, 21603],
    ["without Body", { To: whole.To, From: twilioFrom }, {}, 400, 21602],
    ["to what is no number", { ...whole, To: "07911 123456" }, {}, 400, 21211],
    ["from a number of somebody else", { ...whole, From: "+15550000000" }, {}, 400, 21606],
    ["that is too long", { ...whole, Body: "x".repeat(1_601) }, {}, 400, 21617],
    ["by another token", whole, { authorization: "Basic eDp5" }, 401, 20003],
    ["of a call without words", whole, { resource: "Calls" }, 400, 21205],
    ["of a call whose words are no TwiML", { ...whole, Twiml: "<Response><Say>a & b</Say></Response>" }, { resource: "Calls" }, 400, 12100],
    ["of a call with an unknown instruction", { ...whole, Twiml: "<Response><Hack/></Response>" }, { resource: "Calls" }, 400, 12100],
  ])("refuses a request %s", async (_what, form, how, status, code) => {
    expect(await post(form, how)).toMatchObject({ status, body: { code, status } });
  });

  it("says what a call says, and where its keys go", async () => {
    const Twiml = '<Response><Gather action="https://m.example/k?a=1&amp;b=2"><Say>A &lt;b&gt;</Say><Pause length="1"/></Gather><Say>Bye</Say></Response>';
    await post({ ...whole, Twiml }, { resource: "Calls" });
    expect(twilio.calls().at(-1)).toMatchObject({ said: ["A <b>", "Bye"], keysUrl: "https://m.example/k?a=1&b=2" });
  });

  it("signs as Twilio's documentation does", () => {
    const parameters = { CallSid: "CA1234567890ABCDE", Caller: "+14158675310", Digits: "1234", From: "+14158675310", To: "+18005551212" };
    expect(signAsTwilio("12345", "https://example.com/myapp.php?foo=1&bar=2", parameters)).toBe("L/OH5YylLD5NRKLltdqwSvS0BnU=");
  });

  it.each(["<Response>", "<Response></Response><Response/>", "<Say/>", "<Response>\u0001</Response>", "<Response><Say></Response></Say>", "text", ""])("does not read %j", (text) => {
    expect(readTwiml(text)).toBeNull();
  });
});
