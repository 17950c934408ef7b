import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../values/canonical-json.ts";
import { redact, redacted } from "./redaction.rules.ts";

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

  it("loses what looks like a secret inside a text", () => {
    const texts = ["curl -H 'Authorization: Bearer abcdefghijklmnop'", "postgres://app:hunter2@db/shop", "key AKIAABCDEFGHIJKLMNOP", "ghp_abcdefghijklmnopqrst", "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeK"];
    for (const text of texts) expect(redact(text, [])).toContain(redacted);
    expect(redact("postgres://app:hunter2@db/shop", [])).toBe(`postgres://app:${redacted}@db/shop`);
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
