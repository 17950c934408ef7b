import { join } from "node:path";
import { Linter } from "eslint";
import typescript from "typescript-eslint";
import { describe, expect, it } from "vitest";

type Rules = Record<string, unknown>;

const { pureRoles, pureValues, ...own } = (await exportsOf("decisions.js", "function-length.js", "purity.js")) as Record<string, Rules>;

async function exportsOf(...files: string[]): Promise<object> {
  const modules = await Promise.all(files.map((file) => import(join(import.meta.dirname, file)) as Promise<object>));
  return Object.assign({}, ...modules) as object;
}

function complaints(code: string, rules: Rules = {}, filename = "page.rules.ts"): string[] {
  const plugins = { muster: { rules: { decisions: own["decisions"], "function-length": own["functionLength"] } } };
  const config = { files: ["**/*.ts", "**/*.tsx"], languageOptions: { parser: typescript.parser }, plugins, rules } as unknown as Linter.Config;
  return new Linter().verify(code, [config], { filename }).map(({ message }) => message);
}

describe("what rules, permissions and events may not touch", () => {
  const impure = [
    "const at = new Date();",
    "let at: Date;",
    "Intl.DateTimeFormat();",
    "Math.random();",
    "crypto.randomUUID();",
    "process.env;",
    "fetch(address);",
    "setTimeout(later, 5);",
    "globalThis.Date.now();",
    "async function decide() {}",
    'import("./clock.ts");',
  ];

  it.each(impure)("refuses %s", (code) => expect(complaints(code, pureRoles)).toHaveLength(1));

  it("lets arithmetic on values pass", () => {
    expect(complaints("export const later = (at: number) => Math.max(at, 0) + 5;", pureRoles)).toEqual([]);
  });
});

describe("what values may not touch", () => {
  it.each(["Date.now();", "new Date();", "Date();", "Math.random();", "process.env;"])("refuses %s", (code) =>
    expect(complaints(code, pureValues)).toHaveLength(1),
  );

  it("lets a given moment be written as text", () => expect(complaints("new Date(at).toISOString();", pureValues)).toEqual([]));
});

describe("the length of functions", () => {
  const rules: Rules = { "muster/function-length": ["error", { lines: 4, componentLines: 6 }] };
  const body = (lines: number) => "\n".repeat(lines - 1);

  it("holds functions to their limit and names the one that is too long", () => {
    expect(complaints(`function page() {${body(4)}}`, rules)).toEqual([]);
    expect(complaints(`const page = () => {${body(5)}};`, rules)).toEqual([expect.stringContaining("page has 5 lines; at most 4")]);
  });

  it("gives React components more, and only them", () => {
    expect(complaints(`const Page = memo(() => {${body(6)}});`, rules, "Page.tsx")).toEqual([]);
    expect(complaints(`function Page() {${body(7)}}`, rules, "Page.tsx")).toHaveLength(1);
    expect(complaints(`function page() {${body(6)}}`, rules, "Page.tsx")).toHaveLength(1);
  });

  it("leaves what a test file hands to describe and it", () => {
    expect(complaints(`describe.each(all)("x", () => {${body(9)}});`, rules, "page.test.ts")).toEqual([]);
    expect(complaints(`function page() {${body(9)}}`, rules, "page.test.ts")).toHaveLength(1);
  });
});

describe("the decisions of one function", () => {
  const rules: Rules = { "muster/decisions": ["error", { max: 1 }] };

  it("counts a switch once and a fallback not at all", () => {
    expect(complaints("function f(a, b = 1) { switch (a?.b ?? b) { case 1: return 1; case 2: return 2; } }", rules)).toEqual([]);
  });

  it("counts each branch and each loop, but not those of an inner function", () => {
    expect(complaints("function f(a) { if (a && a.b) return 1; }", rules)).toHaveLength(1);
    expect(complaints("function f(a) { for (const b of a) b.map((c) => (c ? 1 : 2)); }", rules)).toEqual([]);
  });
});
