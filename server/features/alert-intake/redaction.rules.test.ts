import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../values/canonical-json.ts";
import { redact, redactBody, redacted } from "./redaction.rules.ts";

describe("a payload before it is stored", () => {
  it("loses what is named like a secret, whatever its case", () => {
    const payload = { labels: { api_key: "abc", severity: "critical" }, routing_key: "r", sharedSecret: "s", "X-Auth-Token": "t", password: 7, keyboard: "qwerty", monkey: "m" };
    expect(redact(payload, [])).toEqual({
      labels: { api_key: redacted, severity: "critical" },
      routing_key: redacted,
      sharedSecret: redacted,
      "X-Auth-Token": redacted,
      password: redacted,
      keyboard: "qwerty",
      monkey: "m",
    });
  });

  it("keeps the signature of an intrusion, which is a sentence", () => {
    const told = { alert: { signature: "ET SCAN Suspicious inbound to port 1433" } };
    expect(redact(told, [])).toEqual(told);
    expect(redact({ signature: 'keyId="a",headers="host date",signature="Zm9v"', Signature: "c2lnbmVk", "X-Hub-Signature": "sha256 of it" }, [])).toEqual({ signature: redacted, Signature: redacted, "X-Hub-Signature": redacted });
  });

  it("loses what looks like a secret inside a text", () => {
    const texts = ["curl -H 'Authorization: Bearer abcdefghijklmnop'", "postgres://app:hunter2@db/shop", "key AKIAABCDEFGHIJKLMNOP", "ghp_abcdefghijklmnopqrst", "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeK"];
    for (const text of texts) expect(redact(text, [])).toContain(redacted);
    expect(redact("postgres://app:hunter2@db/shop", [])).toBe(`postgres://app:${redacted}@db/shop`);
  });

  it("loses what a form that came as text names like a secret", () => {
    const name = redacted.replaceAll(" ", "+");
    expect(redactBody("host=db1&token=hunter2&auth%5Bpassword%5D=a%26b&state=OK\n", []).payload).toBe(`host=db1&token=${name}&auth%5Bpassword%5D=${name}&state=OK\n`);
    expect(redactBody("routing_key=r&password=&monkey=m", []).payload).toBe(`routing_key=${name}&password=&monkey=m`);
    for (const kept of ["the token=7 was unexpected", "host=db1&state=OK", "https://x.example/?a=1&page=2"]) expect(redactBody(kept, []).payload).toBe(kept);
  });

  it("is masked alike whether or not it had to be gone through", () => {
    const secrets = ["password", "a=1&token=abc", "x-api-key", "apiKey", "aws_access_key", "routingKey", "Set-Cookie", "X-Hub-Signature", "session_id", "Bearer abcdefghijklmnop", "Basic YWxhZGRpbjpvcGVu", "postgres://app:hunter2@db/shop", "ftp://a\"b:c@d", "AKIAABCDEFGHIJKLMNOP", "ghp_abcdefghijklmnopqrst", "xoxb-abcdefghijk", "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeK", "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----", "acme\"key\\1"];
    const text = fc.oneof(fc.string(), fc.constantFrom(...secrets), fc.tuple(fc.string(), fc.constantFrom(...secrets)).map(([before, secret]) => `${before} ${secret}`));
    const json = fc.letrec<{ value: Json }>((tie) => ({ value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(text, tie("value"), { maxKeys: 4 })) })).value;
    const known = ["acme\"key\\1"];
    fc.assert(
      fc.property(json, (payload) => {
        const masked = JSON.stringify(redact(payload, known));
        expect(redactBody(payload, known)).toEqual({ payload: JSON.parse(masked) as Json, text: masked });
      }),
      { numRuns: 500 },
    );
  });

  it("keeps everything else as it was", () => {
    const payload: Json = { a: [1, null, true, "https://prom.example/graph?g0.expr=up"], b: { c: "p99 above 2 s" } };
    expect(redact(payload, [])).toEqual(payload);
  });

  it("never holds the source's own key, wherever it stood", () => {
    const key = "acme-prometheus-key";
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, around) => {
        const hidden = redact({ value, [`${around}${key}`]: [`${around}${key}${around}`] } as Json, [key]);
        expect(JSON.stringify(hidden)).not.toContain(key);
      }),
    );
  });
});
