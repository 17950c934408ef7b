import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { resolveReferences } from "./resolve-references.ts";

const environment = { ACME_KEY: 'a "quoted" value: with # signs', ACME_EMPTY: "" };
const resolved = (text: string) => resolveReferences(text, environment).text;

describe("references in a document", () => {
  it("get the value that their variable has here, in whichever way they are written", () => {
    const key = { env: "ACME_KEY", default: "x", value: environment.ACME_KEY };
    expect(parse(resolved("sources:\n  a:\n    key: { env: ACME_KEY, default: x } # why\n"))).toEqual({ sources: { a: { key } } });
    expect(parse(resolved("sources:\n  a:\n    key:\n      env: ACME_KEY # why\n      default: x\n    kind: json\n"))).toEqual({ sources: { a: { key, kind: "json" } } });
    expect(parse(resolved("list:\n  - env: 'ACME_KEY'\n    default: x\n"))).toEqual({ list: [key] });
    expect(JSON.parse(resolved('{ "key": { "default": "x", "env": "ACME_KEY" } }'))).toEqual({ key });
  });

  it("stay as they are where nothing is set, a value stands there, or it is no reference", () => {
    for (const text of ["a: { env: ACME_UNSET }", "a: { env: ACME_EMPTY, default: x }", "a: { env: ACME_KEY, value: y }", "a: { env: ACME_KEY, colour: red }", "a: { env: [ACME_KEY] }", "a: [", ""]) {
      expect(resolved(text)).toBe(text);
    }
  });

  it("leave every other character where it was, so that places can be told", () => {
    const text = "# first\na: { env: ACME_KEY }  # one\nb:\n  env: ACME_KEY\n  default: y\nc: { x: { env: ACME_KEY }, d: oops }\n";
    const document = resolveReferences(text, environment);
    const placeOf = (within: string, words: string) => {
      const before = within.slice(0, within.indexOf(words)).split("\n");
      return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
    };
    for (const words of ["# first", "a:", "# one", "b:", "default: y", "c:", "d: oops"]) {
      expect([words, document.placeBefore(placeOf(document.text, words))]).toEqual([words, placeOf(text, words)]);
    }
    expect(document.placeBefore(placeOf(document.text, '"value"'))).toEqual({ line: 2, column: 19 });
  });
});
