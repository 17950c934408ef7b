import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { stringify } from "yaml";
import { readSource, type SourceFormat } from "./read-source.ts";

function valueOf(text: string, format: SourceFormat = "yaml"): unknown {
  const source = readSource(text, format);
  if ("problems" in source) throw new Error(JSON.stringify(source.problems));
  return source.value;
}

function problemsOf(text: string, format: SourceFormat = "yaml") {
  const source = readSource(text, format);
  return "problems" in source ? source.problems.map(({ line, column, message }) => [line, column, message]) : [];
}

describe("a document's text", () => {
  it("becomes plain values, names as they are written", () => {
    expect(valueOf("a: {b: 99.9%, c: [1, yes, null]}\n5: 'x'\nyes: |\n  two\n  lines\n")).toEqual({ a: { b: "99.9%", c: [1, "yes", null] }, "5": "x", yes: "two\nlines\n" });
    expect(valueOf("")).toBeNull();
    expect(valueOf("# nothing\n")).toBeNull();
    expect(valueOf("a: &hours {from: 1}\nb: *hours\n")).toEqual({ a: { from: 1 }, b: { from: 1 } });
    expect(valueOf("\uFEFFa: 1\r\nb: 2\r\n")).toEqual({ a: 1, b: 2 });
  });

  it("says where each name and value stands", () => {
    const source = readSource('people:\n  ben: { email: "ben@acme" }\nroutes:\n  - when: x\n', "yaml");
    if ("problems" in source) throw new Error("refused");
    expect(source.positions.get("people.ben")).toMatchObject({ name: { line: 2, column: 3 }, value: { line: 2, column: 8 } });
    expect(source.positions.get("people.ben.email")).toMatchObject({ value: { line: 2, column: 17 }, characters: { line: 2, column: 18 } });
    expect(source.positions.get("routes[0].when")).toMatchObject({ value: { line: 4, column: 11 } });
  });

  it("lets unquoted text in { } go on after a comma", () => {
    expect(valueOf("a: { when: Half of the users, or more,  much more, name: x }")).toEqual({ a: { when: "Half of the users, or more,  much more", name: "x" } });
    expect(valueOf("a: { n: 1, or 2 }")).toEqual({ a: { n: "1, or 2" } });
    expect(valueOf('a: { when: "Half", or more }')).toEqual({ a: { when: "Half", "or more": null } });
    expect(valueOf("a: { x, y }")).toEqual({ a: { x: null, y: null } });
  });

  it("is read from JSON too, tabs and escapes included", () => {
    const value = { a: { b: [1, { c: "😀/\u2028" }] }, n: -1.5e3, t: true, z: null };
    expect(valueOf(JSON.stringify(value, null, "\t"), "json")).toEqual(value);
    expect(valueOf('{"a":"\\ud83d\\ude00","b":"\\/"}', "json")).toEqual({ a: "😀", b: "/" });
  });

  it("comes back as it was from any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }).filter((value) => !JSON.stringify(value).includes("__proto__")), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(<<)?":|\\ud[89a-f]/.test(text));
        // What JSON holds of it: a zero has no sign there.
        const held: unknown = JSON.parse(text);
        expect(valueOf(text, "json")).toEqual(held);
        expect(valueOf(stringify(held))).toEqual(held);
      }),
    );
  });
});

describe("a text that could surprise its author", () => {
  it.each<[name: string, text: string, line: number, column: number, message: RegExp]>([
    ["a name written twice", "people: {}\nteams: {}\npeople: {}\n", 3, 1, /`people` stands here twice/],
    ["a tab as indent", "a:\n\tb: 1\n", 2, 1, /A tab stands/],
    ["uneven indent", "a:\n  b: 1\n c: 2\n", 3, 1, /not indented like its neighbours/],
    ["an open quote", 'a: "x\nb: 1\n', 1, 4, /quote is not closed/],
    ["an open bracket", "a: {b: 1\nc: 2\n", 2, 1, /bracket that was opened before/],
    ["a second colon", "a: b: c\n", 1, 4, /A second “: ”/],
    ["a merge", "a: &x {b: 1}\nc: {<<: *x}\n", 2, 5, /Merging/],
    ["a name from the prototype", "a:\n  __proto__: {admin: true}\n", 2, 3, /cannot be a name/],
    ["a tag", "a: !!binary aGk=\n", 1, 13, /The tag !!binary/],
    ["a tag of one's own", "a: !person ben\n", 1, 4, /tag/i],
    ["a second document", "a: 1\n---\nb: 2\n", 2, 1, /second document/],
    ["an older YAML", "%YAML 1.1\n---\na: yes\n", 1, 1, /asks to be read as YAML 1.1/],
    ["an unknown alias", "a: *b\n", 1, 4, /No anchor &b/],
    ["an alias inside itself", "a: &x [*x]\n", 1, 8, /inside what it means/],
    ["a list as a name", "a: 1\n? [b]\n: 2\n", 2, 3, /name of a member/],
    ["a missing name", ": 1\n", 1, 1, /name of a member/],
    ["a NUL", "a: 1\nb: x\0y\n", 2, 5, /U\+0000/],
    ["half a surrogate pair", "a: \ud800\n", 1, 4, /U\+D800/],
    ["a bell", "a: \u0007\n", 1, 4, /U\+0007/],
  ])("is refused for %s", (_name, text, line, column, message) => {
    const [first] = problemsOf(text);
    expect(first).toEqual([line, column, expect.stringMatching(message)]);
  });

  it("is refused as JSON where only YAML reads it", () => {
    expect(problemsOf("a: 1\n", "json")).toEqual([[1, 1, "This is not JSON."]]);
    expect(problemsOf('{\n  "a": 1,\n}', "json")).toEqual([[3, 1, "This is not JSON."]]);
    expect(problemsOf('{"a": 1, "a": 2}', "json")).toEqual([[1, 10, "`a` stands here twice."]]);
  });

  it.each([
    ["lists", "[".repeat(10_000)],
    ["closed lists", "[".repeat(10_000) + "]".repeat(10_000)],
    ["maps", "{a: ".repeat(10_000)],
    ["sequences", "- ".repeat(10_000)],
    ["questions", "? ".repeat(10_000)],
    ["blocks", Array.from({ length: 3_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["JSON", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
  ])("is refused for ten thousand nested %s, and the process lives", (_name, text) => {
    expect(problemsOf(text)).toEqual([[expect.any(Number), expect.any(Number), "This nests more than 64 levels deep."]]);
  });

  it("is refused for a small file that grows by its aliases", () => {
    const doubled = Array.from({ length: 30 }, (_, index) => `k${index + 1}: &k${index + 1} [*k${index}, *k${index}]`);
    expect(problemsOf(["k0: &k0 [x]", ...doubled].join("\n")).at(0)?.[2]).toMatch(/more than 200000 values/);
    const chained = Array.from({ length: 5_000 }, (_, index) => `k${index + 1}: &k${index + 1} [*k${index}]`);
    expect(problemsOf(["k0: &k0 [x]", ...chained].join("\n")).at(0)?.[2]).toMatch(/nests more than 64 levels/);
  });

  it("is never answered with a throw or with Object.prototype changed", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    const pieces = fc.constantFrom("a", ":", " ", "\n", "- ", "[", "]", "{", "}", "&x ", "*x", "!", "'", '"', "|", ">", "#", "?", "%", "\t", "__proto__", "<<", "---", "...", ",", "~", "\\", "🚒", "1e999");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom<SourceFormat>("yaml", "json"), (parts, format) => {
        const source = readSource(parts.join(""), format);
        if (!("problems" in source)) return;
        expect(source.problems.length).toBeGreaterThan(0);
        for (const problem of source.problems) expect(Math.min(problem.line, problem.column)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(before);
  });
});
