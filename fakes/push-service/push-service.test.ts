import { createCipheriv, hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decryptPush, startPushService } from "./index.ts";

const bytes = (text: string) => Buffer.from(text, "base64url");

/** The example of RFC 8291, §5 and appendix A. */
const example = {
  keys: { privateKey: bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), auth: bytes("BTBZMqHH6r4Tts7J_aSIgg") },
  body: bytes("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"),
};

describe("a pushed message", () => {
  it("of the example in RFC 8291 is opened", () => {
    expect(decryptPush(example.body, example.keys)).toBe("When I grow up, I want to be a watermelon");
  });

  it("is not opened once a byte of it, or of a key, is another", () => {
    for (const place of [0, 15, 20, 30, 85, 90, example.body.length - 1]) {
      const changed = Buffer.from(example.body);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      expect(() => decryptPush(changed, example.keys), `byte ${place}`).toThrow();
    }
    expect(() => decryptPush(example.body, { ...example.keys, auth: bytes("BTBZMqHH6r4Tts7J_aSIgQ") })).toThrow();
  });

  it("of several records is opened as one text", () => {
    const { keys } = example;
    const [salt, senderKey] = [example.body.subarray(0, 16), example.body.subarray(21, 86)];
    const parts = ["When I", " grow ", "up"].map((text, place) => Buffer.concat([Buffer.from(text), Buffer.from([place === 2 ? 2 : 1])]));
    const { key, nonce } = derive(salt, senderKey);
    const records = parts.map((part, place) => {
      const own = Buffer.from(nonce);
      own.writeUInt8(own.readUInt8(11) ^ place, 11);
      const cipher = createCipheriv("aes-128-gcm", key, own);
      return Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()]);
    });
    const head = Buffer.from(example.body.subarray(0, 86));
    head.writeUInt32BE(7 + 16, 16);
    expect(decryptPush(Buffer.concat([head, ...records]), keys)).toBe("When I grow up");
    expect(senderKey).toHaveLength(65);
  });
});

/** The intermediate values that RFC 8291 appendix A prints: the same for each message of this salt and these keys. */
function derive(salt: Buffer, senderKey: Buffer) {
  const shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
  const browserKey = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
  const keying = Buffer.from(hkdfSync("sha256", shared, example.keys.auth, Buffer.concat([Buffer.from("WebPush: info\0"), browserKey, senderKey]), 32));
  return { key: Buffer.from(hkdfSync("sha256", keying, salt, "Content-Encoding: aes128gcm\0", 16)), nonce: Buffer.from(hkdfSync("sha256", keying, salt, "Content-Encoding: nonce\0", 12)) };
}

describe("the push service", () => {
  it("refuses what nobody signed, and knows no other address", async () => {
    const service = await startPushService();
    const { subscription, unsubscribe } = service.subscribe();
    const post = (url: string, headers: Record<string, string> = {}) => fetch(url, { method: "POST", headers, body: example.body });
    const full = { ttl: "60", "content-encoding": "aes128gcm" };
    expect((await post(`${service.url}/push/none`)).status).toBe(404);
    expect((await post(subscription.endpoint, { "content-encoding": "aes128gcm" })).status).toBe(400);
    expect((await post(subscription.endpoint, full)).status).toBe(403);
    expect((await post(subscription.endpoint, { ...full, authorization: "vapid t=e30.e30.e30, k=e30" })).status).toBe(403);
    unsubscribe();
    expect((await post(subscription.endpoint, full)).status).toBe(410);
    expect(service.kept()).toEqual([]);
    await service.close();
  });
});
