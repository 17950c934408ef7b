import type { z } from "zod";
import { shown, whatAndMend } from "../schemas/wrong-form.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import { isMembers } from "./schema-parts.ts";

type Issue = z.core.$ZodIssue;

/** What a schema refused, in words. Members that nobody knows are left to who looks for them by name. */
export function formFindings(issues: readonly Issue[], value: unknown, base: Path): Finding[] {
  return issues.filter(({ code }) => code !== "unrecognized_keys").flatMap((issue) => wordIssue(issue, value, base));
}

function wordIssue(issue: Issue, root: unknown, base: Path): Finding[] {
  const own = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const path = [...base, ...own];
  if (issue.code === "invalid_key") return [{ path, isName: true, ...worded(issue.issues[0]?.message ?? "") }];
  const value = valueAt(root, own);
  if (value === undefined) return [{ path, message: `\`${lastName(path)}\` is missing.`, mend: `Add \`${lastName(path)}:\` here.` }];
  if (value === null) return [{ path, message: `\`${lastName(path)}\` is empty.`, mend: "Write a value, or remove the line." }];
  if (issue.code === "invalid_union") return wordUnion(issue, value, path);
  const lines = whatAndMend(issue.message);
  return [lines ? { path, message: lines.what, mend: lines.mend, ...columnOf(issue) } : { path, ...wordPlainly(issue, value) }];
}

/** Of several forms, the one that the author most likely meant speaks. */
function wordUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown, path: Path): Finding[] {
  const lines = whatAndMend(issue.message);
  const meant = issue.errors.filter((issues) => !issues.some(isOfOtherKind)).sort((a, b) => unknownCount(a) - unknownCount(b) || a.length - b.length);
  if (!meant[0]) return [{ path, ...(lines ? { message: lines.what, mend: lines.mend } : unlike(value, "one of the forms known here")) }];
  return isMembers(value) ? wordForms(meant, value, path) : formFindings(meant[0], value, path);
}

/** Where no member is known, that alone is said; where there is none, which there could be. */
function wordForms(forms: readonly Issue[][], value: Record<string, unknown>, path: Path): Finding[] {
  const count = Object.keys(value).length;
  const first = forms[0] ?? [];
  if (count === 0) return [{ path, message: `One of ${firstNames(forms).join(", ")} is missing.`, mend: "Write one of them here." }];
  return unknownCount(first) === count ? [] : formFindings(first, value, path);
}

function firstNames(forms: readonly Issue[][]): string[] {
  return [...new Set(forms.flatMap((issues) => (issues[0] ? [`\`${String(issues[0].path[0] ?? "")}\``] : [])))];
}

function isOfOtherKind(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code === "invalid_type";
}

function unknownCount(issues: readonly Issue[]): number {
  return issues.reduce((count, issue) => count + (issue.code === "unrecognized_keys" ? issue.keys.length : 0), 0);
}

function wordPlainly(issue: Issue, value: unknown): Pick<Finding, "message" | "mend"> {
  switch (issue.code) {
    case "invalid_type":
      return wordType(issue.expected, value);
    case "too_small":
      return Array.isArray(value) ? { message: "The list is too short.", mend: `Write at least ${String(issue.minimum)} of them.` } : { message: `${shown(value)} is too small.`, mend: `Write at least ${String(issue.minimum)}.` };
    case "too_big":
      return Array.isArray(value) ? { message: "The list is too long.", mend: `Write at most ${String(issue.maximum)} of them.` } : { message: `${shown(value)} is too large.`, mend: `Write at most ${String(issue.maximum)}.` };
    case "invalid_value":
      return unlike(value, issue.values.map(String).join(", "));
    default:
      return { message: `${shown(value)} does not fit here.`, mend: "Correct it here." };
  }
}

const kinds: Readonly<Record<string, [noun: string, mend: string]>> = {
  string: ["text", "Write text; put what looks like a number or like true in quotes."],
  number: ["a number", "Write a number without quotes."],
  int: ["a whole number", "Write a whole number without quotes."],
  boolean: ["true or false", "Write true or false, without quotes."],
  array: ["a list", "Write a list: entries in [ ], or each on a line that begins with “- ”."],
  object: ["a map of members", "Write its members below it, or in { }."],
  record: ["a map of members", "Write its members below it, or in { }."],
};

function wordType(expected: string, value: unknown): Pick<Finding, "message" | "mend"> {
  const [noun, mend] = kinds[expected] ?? ["something else", "Correct it here."];
  return { message: `${noun.charAt(0).toUpperCase()}${noun.slice(1)} belongs here, and this is ${kindOf(value)}.`, mend };
}

/** What a value is, for the sentence that says it is not what belongs there. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMembers(value)) return "a map of members";
  if (typeof value === "number" || typeof value === "boolean") return `the ${typeof value === "number" ? "number" : "word"} ${String(value)}`;
  return value === null || value === undefined ? "nothing" : `the text ${shown(value)}`;
}

function unlike(value: unknown, wanted: string): Pick<Finding, "message" | "mend"> {
  return { message: `${shown(value)} is not ${wanted}.`, mend: "Correct it here." };
}

function worded(message: string): Pick<Finding, "message" | "mend"> {
  const lines = whatAndMend(message);
  return { message: lines?.what ?? "This name does not fit here.", mend: lines?.mend ?? "Choose another name." };
}

function columnOf(issue: Issue): { column?: number } {
  const column: unknown = issue.code === "custom" ? issue.params?.["column"] : undefined;
  return typeof column === "number" ? { column } : {};
}

function lastName(path: Path): string {
  return String(path.at(-1) ?? "");
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((within, step) => {
    if (typeof within !== "object" || within === null) return undefined;
    return Object.hasOwn(within, step) ? (within as Record<string | number, unknown>)[step] : undefined;
  }, value);
}
