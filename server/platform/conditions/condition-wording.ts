import type { ParseError, TypeError as TypeFault } from "@marcbachmann/cel-js";
import type { ConditionNames } from "../../values/condition-names.ts";
import { nearest } from "../schemas/nearest.ts";
import type { ConditionFault } from "./condition-fault.ts";

/** Says where the writing of a condition goes wrong. */
export function wordParseError(error: ParseError): ConditionFault {
  const column = columnOf(error);
  if (error.code === "limit_exceeded") return { message: "The condition is too large.", mend: "Split it into several.", column };
  if (error.summary === "Unexpected character: =") return { message: "A single = compares nothing.", mend: "Write == to compare.", column };
  if (/\bEOF$/.test(error.summary)) return { message: "The condition ends before it is complete.", mend: "Complete or remove its last part.", column };
  return { message: `The condition cannot be read: ${asClause(error.summary)}.`, mend: 'Write it like severity == "critical" && service.tier == 1.', column };
}

/** Says which name is unknown, or what does not fit together. */
export function wordTypeError(error: ParseError | TypeFault, names: ConditionNames): ConditionFault {
  const column = columnOf(error);
  const unknown = /^(?:Unknown variable|No such key): (.+)$/.exec(error.summary)?.[1];
  if (unknown !== undefined) return wordUnknown(unknown, candidates(error.code, names), column);
  const overload = /^no such overload: (.+)$/.exec(error.summary)?.[1];
  if (overload === undefined) return { message: `The condition does not fit together: ${asClause(error.summary)}.`, mend: "Use only what conditions offer.", column };
  return { message: `These do not fit together: ${inWords(overload)}.`, mend: 'Compare text with text in quotes, a whole number with 1, another number with 1.0.', column };
}

function wordUnknown(name: string, known: string[], column: number): ConditionFault {
  const guess = nearest(name, known);
  return { message: `\`${name}\` is not a name that this condition knows.`, mend: guess ? `Did you mean \`${guess}\`?` : `It knows ${known.join(", ")}.`, column };
}

/** After a dot only members of groups are meant, else only the names themselves. */
function candidates(code: string, names: ConditionNames): string[] {
  if (code !== "no_such_key") return Object.keys(names);
  return Object.values(names).flatMap((kind) => (typeof kind === "string" ? [] : Object.keys(kind)));
}

const words: Readonly<Record<string, string>> = { string: "text", int: "whole number", double: "number", bool: "yes or no", dyn: "anything" };

function inWords(overload: string): string {
  return overload.replace(/\b(string|int|double|bool|dyn)\b/g, (type) => words[type] ?? type);
}

function asClause(summary: string): string {
  return summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, "");
}

function columnOf(error: ParseError | TypeFault): number {
  return (error.range?.start ?? 0) + 1;
}
