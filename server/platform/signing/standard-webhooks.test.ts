import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { asWebhookSecret, isWebhookSecret, readSignedWebhook, signWebhook } from "./standard-webhooks.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const read = (headers: object, body: string, key = secret, now = Date.now()) => readSignedWebhook({ headers: headers as Record<string, unknown>, body: Buffer.from(body), secret: key, now });

describe("a signature of Standard Webhooks", () => {
  it("is the one of the specification's own library", () => {
    expect(signWebhook({ id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}', secret, now: 1_614_265_330_000 })).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("of any body is taken by that library, and that library's here", () => {
    const webhook = new Webhook(secret);
    fc.assert(
      fc.property(fc.json(), fc.stringMatching(/^[\w.]{1,40}$/), (body, id) => {
        expect(() => webhook.verify(body, { ...signWebhook({ id, body, secret }) })).not.toThrow();
        const now = new Date();
        expect(read({ "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)), "webhook-signature": webhook.sign(id, now, body) }, body)).toBe(id);
      }),
    );
  });

  it("counts where it stands among others", () => {
    const headers = signWebhook({ id: "a", body: "{}", secret });
    const several = `v1,AAAA v1a,${headers["webhook-signature"].slice(3)} ${headers["webhook-signature"]}`;
    expect(read({ ...headers, "webhook-signature": several }, "{}")).toBe("a");
  });

  it("holds for five minutes, before and after", () => {
    const now = Date.now();
    const headers = signWebhook({ id: "a", body: "{}", secret, now });
    expect([-299, 299].map((seconds) => read(headers, "{}", secret, now + seconds * 1_000))).toEqual(["a", "a"]);
    expect([-302, 302].map((seconds) => read(headers, "{}", secret, now + seconds * 1_000))).toEqual([null, null]);
  });
});

describe("a secret", () => {
  it("is whsec_ and 24 to 64 bytes", () => {
    expect([secret, asWebhookSecret(Buffer.alloc(24)), asWebhookSecret(Buffer.alloc(64))].map(isWebhookSecret)).toEqual([true, true, true]);
    expect(["", "whsec_", "whsec_AAAA", secret.slice(6), `${secret} `, asWebhookSecret(Buffer.alloc(23)), asWebhookSecret(Buffer.alloc(65)), "whsec_%%%%"].map(isWebhookSecret)).toEqual(Array(8).fill(false));
  });

  it("that is none signs nothing and opens nothing", () => {
    expect(() => signWebhook({ id: "a", body: "", secret: "" })).toThrow("not a secret");
    expect(read(signWebhook({ id: "a", body: "{}", secret }), "{}", "")).toBeNull();
  });
});
