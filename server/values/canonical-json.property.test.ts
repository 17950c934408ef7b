import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

/** The same as one would write it plainly; hashes of years were made of it. */
function plainly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, plainly(member)]));
}

const key = fc.oneof(fc.string({ unit: "binary" }), fc.nat().map(String), fc.constantFrom("__proto__", "4294967294", "4294967295", "01", "-1", "1e3", ""));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined), fc.array(tie("any")), fc.dictionary(key, tie("any"))),
})).any;

describe("canonical JSON", () => {
  it("is the text of the value with its keys sorted", () => {
    fc.assert(fc.property(value, (any) => {
      expect(canonicalJson(any)).toBe(JSON.stringify(plainly(any)));
    }), { numRuns: 2_000 });
  });

  it("is the same however the members came", () => {
    expect(canonicalJson({ b: [1, undefined, { d: null, c: undefined }], a: "é", 10: 1, 9: 2 })).toBe('{"9":2,"10":1,"a":"é","b":[1,null,{"d":null}]}');
    expect(canonicalJson({ 9: 2, a: "é", b: [1, undefined, { d: null }], 10: 1 })).toBe('{"9":2,"10":1,"a":"é","b":[1,null,{"d":null}]}');
  });
});
