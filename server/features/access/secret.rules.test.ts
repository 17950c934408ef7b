import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutSecrets } from "./secret.rules.ts";

describe("what the trail keeps of a value", () => {
  it("is everything but members named like a secret", () => {
    const value = { password: "p", passwordHash: "h", api_key: "k", name: "n", list: [{ Token: 1 }, "text", null], tokens: 3, keyReference: { env: "X" } };
    expect(withoutSecrets(value)).toEqual({
      ...value,
      password: "(not recorded)",
      passwordHash: "(not recorded)",
      api_key: "(not recorded)",
      list: [{ Token: "(not recorded)" }, "text", null],
    });
  });

  it("is the value itself where no member is named so", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      fc.pre(!/"(pass|secret|token|cred|auth|[^"]*key)/i.test(JSON.stringify(value)));
      expect(withoutSecrets(JSON.parse(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });
});
