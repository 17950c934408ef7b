import { Environment } from "@marcbachmann/cel-js";
import { Duration } from "@marcbachmann/cel-js/evaluator";
import { RE2JS } from "re2js";
import type { ConditionKind, ConditionNames } from "../../values/condition-names.ts";

const types: Readonly<Record<ConditionKind, string>> = {
  text: "string",
  whole: "int",
  number: "double",
  truth: "bool",
  duration: "google.protobuf.Duration",
  texts: "map<string, string>",
  anything: "map<string, dyn>",
};

const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 };
const longestPattern = 200;
const largestPattern = 1_000;
const mostPatterns = 1_000;

const languages = new WeakMap<ConditionNames, Environment>();
const patterns = new Map<string, RE2JS>();

/** The language of conditions with these names declared; made once for each set of names. */
export function languageOf(names: ConditionNames): Environment {
  const known = languages.get(names);
  if (known) return known;
  const language = new Environment({ limits });
  language.registerFunction("string.like(string): bool", (text: string, pattern: string) => patternOf(pattern).test(text));
  for (const [name, kind] of Object.entries(names)) {
    if (typeof kind === "string") language.registerVariable(name, types[kind]);
    else language.registerVariable({ name, schema: Object.fromEntries(Object.entries(kind).map(([member, of]) => [member, types[of]])) });
  }
  languages.set(names, language);
  return language;
}

/** Reads a pattern for `like`, in time that grows evenly with the text it is held against; throws where it is not one. */
export function patternOf(text: string): RE2JS {
  const known = patterns.get(text);
  if (known) return known;
  if (text.length > longestPattern) throw new Error(`it is longer than ${longestPattern} characters`);
  const pattern = RE2JS.compile(text);
  if (pattern.programSize() > largestPattern) throw new Error("it repeats too much");
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(text, pattern);
  return pattern;
}

/** The values as the language wants them: whole numbers and durations have types of their own there. Names without a value stay out. */
export function inLanguage(names: ConditionNames, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(names).filter(([name]) => isPresent(values[name]));
  return Object.fromEntries(known.map(([name, kind]) => [name, converted(kind, values[name])]));
}

function converted(kind: ConditionNames[string], value: unknown): unknown {
  if (typeof kind !== "string") return inLanguage(kind, value as Readonly<Record<string, unknown>>);
  if (kind === "whole" && typeof value === "number") return BigInt(Math.trunc(value));
  if (kind === "duration" && typeof value === "number") return Duration.fromMilliseconds(value);
  if (kind === "texts" || kind === "anything") return withoutAbsent(value as Readonly<Record<string, unknown>>);
  return value;
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => isPresent(member)));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
