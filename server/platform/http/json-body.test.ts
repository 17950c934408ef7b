import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonBody } from "./json-body.ts";

const read = (text: string) => parseJsonBody(Buffer.from(text));
const escaped = (text: string) => [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

describe("a JSON body", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "small" }).filter((value) => !JSON.stringify(value).includes("__proto__")), (value) => {
        expect(read(JSON.stringify(value))).toEqual({ value: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });

  it.each(["__proto__", escaped("__proto__"), escaped("__proto__").toUpperCase().replaceAll("\\U", "\\u"), "_\\u005fproto__", "__\\u0070roto__", "__p\\u0072oto__", "__pr\\u006Fto__", "__pro\\u0074o__", "__proto_\\u005F"])(
    "loses a member that is called %s",
    (name) => {
      const { value } = read(`{"a":{"${name}":{"isAdministrator":true}},"b":1}`) as { value: { a: { isAdministrator?: boolean } } };
      expect(value).toEqual({ a: {}, b: 1 });
      expect(Object.getPrototypeOf(value.a)).toBe(Object.prototype);
      expect(value.a.isAdministrator).toBeUndefined();
    },
  );

  it.each(["\\u0000", "\\ud83d", "\\uDE92", "\\uD83Dx", "\\ude92\\ud83d"])("is refused with the place where it holds %s", (text) => {
    expect(read(`{"alerts":[{"labels":{"host":"web-1${text}"}}]}`)).toMatchObject({ error: { path: "alerts.0.labels.host" } });
    expect(read(`{"alerts":[{"${text}":1}]}`)).toMatchObject({ error: { path: "alerts.0.(a member's name)" } });
  });

  it("may hold whole pairs, and letters that were escaped for no reason", () => {
    expect(read('{"a":"\\ud83d\\ude92 \\u003e 5 \\u00e9 \\\\u0000"}')).toEqual({ value: { a: "🚒 > 5 é \\u0000" } });
  });

  it.each([
    ["what is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), /not UTF-8/],
    ["what is nested too deep", Buffer.from("[".repeat(65) + "]".repeat(65)), /deeper than 64/],
    ["what ends too early", Buffer.from('{"a":'), /not JSON/],
  ])("is refused for %s", (_name, bytes, words) => {
    expect(parseJsonBody(bytes)).toMatchObject({ error: { message: expect.stringMatching(words) } });
  });
});
