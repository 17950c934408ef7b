import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const twilio = { MUSTER_TWILIO_ACCOUNT: "AC0123456789abcdef0123456789abcdef", MUSTER_TWILIO_TOKEN: "token", MUSTER_TWILIO_FROM: "+15005550006" };
const gateway = { MUSTER_GATEWAY_URL: "http://10.0.0.7:8080/send", MUSTER_GATEWAY_SECRET: `whsec_${Buffer.alloc(32).toString("base64")}` };

describe("MUSTER_TWILIO_…", () => {
  it("is off where none of it is set, or all is empty", () => {
    expect(readSettings({}).twilio).toBeNull();
    expect(readSettings({ MUSTER_TWILIO_ACCOUNT: "", MUSTER_TWILIO_TOKEN: "", MUSTER_TWILIO_FROM: "", MUSTER_TWILIO_URL: "" }).twilio).toBeNull();
  });

  it("reaches Twilio itself, or the address it names", () => {
    expect(readSettings(twilio).twilio).toEqual({ account: twilio.MUSTER_TWILIO_ACCOUNT, token: "token", from: "+15005550006", url: "https://api.twilio.com" });
    expect(readSettings({ ...twilio, MUSTER_TWILIO_URL: "http://127.0.0.1:4010/" }).twilio?.url).toBe("http://127.0.0.1:4010");
  });

  it.each([
    [{ MUSTER_TWILIO_TOKEN: "" }, "MUSTER_TWILIO_TOKEN is missing. Twilio needs an account, its token and a number"],
    [{ MUSTER_TWILIO_TOKEN: "", MUSTER_TWILIO_FROM: "" }, "MUSTER_TWILIO_TOKEN and MUSTER_TWILIO_FROM are missing."],
    [{ MUSTER_TWILIO_ACCOUNT: "SK0123456789abcdef0123456789abcdef" }, "MUSTER_TWILIO_ACCOUNT is not an account's SID."],
    [{ MUSTER_TWILIO_FROM: "0791 123456" }, 'MUSTER_TWILIO_FROM is "0791 123456". Write the number with +'],
    [{ MUSTER_TWILIO_URL: "api.twilio.com" }, "MUSTER_TWILIO_URL is not an address."],
    [{ MUSTER_TWILIO_URL: "https://a:b@api.twilio.com" }, "MUSTER_TWILIO_URL must not hold a user name"],
  ])("with %j says what is wrong", (change, words) => {
    expect(() => readSettings({ ...twilio, ...change })).toThrow(words);
  });

  it("never says the token", () => {
    expect(() => readSettings({ ...twilio, MUSTER_TWILIO_TOKEN: "very-secret", MUSTER_TWILIO_FROM: "x" })).not.toThrow("very-secret");
  });
});

describe("MUSTER_GATEWAY_…", () => {
  it("is an address and a secret, or neither", () => {
    expect(readSettings({}).gateway).toBeNull();
    expect(readSettings(gateway).gateway).toEqual({ url: gateway.MUSTER_GATEWAY_URL, secret: gateway.MUSTER_GATEWAY_SECRET });
  });

  it.each([
    [{ MUSTER_GATEWAY_SECRET: "" }, "MUSTER_GATEWAY_SECRET is missing."],
    [{ MUSTER_GATEWAY_URL: "" }, "MUSTER_GATEWAY_URL is missing."],
    [{ MUSTER_GATEWAY_SECRET: "short" }, 'Make one with: echo "whsec_$(openssl rand -base64 32)"'],
    [{ MUSTER_GATEWAY_URL: "tcp://10.0.0.7" }, "MUSTER_GATEWAY_URL is not an address."],
  ])("with %j says what is wrong", (change, words) => {
    expect(() => readSettings({ ...gateway, ...change })).toThrow(words);
  });
});

describe("MUSTER_SMS_ORDER and MUSTER_VOICE_ORDER", () => {
  it("are those that are set up, Twilio first, where they are not set", () => {
    expect(readSettings({})).toMatchObject({ smsOrder: [], voiceOrder: [] });
    expect(readSettings({ ...gateway })).toMatchObject({ smsOrder: ["gateway"], voiceOrder: ["gateway"] });
    expect(readSettings({ ...gateway, ...twilio })).toMatchObject({ smsOrder: ["twilio", "gateway"], voiceOrder: ["twilio", "gateway"] });
  });

  it("say who is first, and who carries nothing", () => {
    expect(readSettings({ ...gateway, ...twilio, MUSTER_SMS_ORDER: "gateway, twilio", MUSTER_VOICE_ORDER: "twilio" })).toMatchObject({ smsOrder: ["gateway", "twilio"], voiceOrder: ["twilio"] });
  });

  it.each([
    [{ ...twilio, MUSTER_SMS_ORDER: "twilio,gateway" }, 'MUSTER_SMS_ORDER names "gateway". Set up is twilio; write each once at most.'],
    [{ ...twilio, MUSTER_SMS_ORDER: "twilio,twilio" }, 'MUSTER_SMS_ORDER names "twilio".'],
    [{ MUSTER_VOICE_ORDER: "vonage" }, 'MUSTER_VOICE_ORDER names "vonage". No provider is set up yet.'],
  ])("with %j say what is wrong", (environment, words) => {
    expect(() => readSettings(environment)).toThrow(words);
  });
});
