import { EvaluationError, ParseError, serialize, type ParseResult } from "@marcbachmann/cel-js";
import type { ConditionNames } from "../../values/condition-names.ts";
import type { ConditionFault } from "./condition-fault.ts";
import { findForbidden, findMembers } from "./condition-checks.ts";
import { inLanguage, languageOf } from "./condition-language.ts";
import { wordParseError, wordTypeError } from "./condition-wording.ts";

const longestText = 2_000;

/** A condition that was read and checked once, to be held against values as often as needed. */
export interface Condition {
  readonly text: string;
  readonly names: ConditionNames;
  readonly run: ParseResult;
}

export function isConditionFault(outcome: Condition | ConditionFault): outcome is ConditionFault {
  return "message" in outcome;
}

/** Reads a condition: its syntax, its names, and that it answers yes or no. */
export function compileCondition(text: string, names: ConditionNames): Condition | ConditionFault {
  const { fault, type, run } = compile(text, names);
  if (fault) return fault;
  if (type === "bool" || type === "dyn") return { text, names, run };
  return { message: "This does not answer yes or no.", mend: 'Compare it with something, such as severity == "critical".', column: 1 };
}

/** Reads an expression of any outcome, such as one that picks a text out of a payload. */
export function compileExpression(text: string, names: ConditionNames): Condition | ConditionFault {
  const { fault, run } = compile(text, names);
  return fault ?? { text, names, run };
}

type Compiled = { fault: ConditionFault; type?: never; run?: never } | { fault?: never; type: string; run: ParseResult };

function compile(text: string, names: ConditionNames): Compiled {
  if (text.length > longestText) return { fault: { message: `The condition is longer than ${longestText} characters.`, mend: "Shorten it.", column: 1 } };
  const language = languageOf(names);
  try {
    const run = language.parse(text);
    const forbidden = findForbidden(run.ast);
    if (forbidden) return { fault: forbidden };
    const { type, error } = run.check();
    return error ? { fault: wordTypeError(error, names) } : { type: type ?? "dyn", run };
  } catch (error) {
    if (error instanceof ParseError) return { fault: wordParseError(error) };
    throw error;
  }
}

/** The members of a name, such as `labels`, that a condition looks at; null where it may look at any of them. */
export function membersAskedBy({ run }: Condition, name: string): ReadonlySet<string> | null {
  return findMembers(run.ast, name);
}

/** What an expression came to: its value, the name of what was absent, or why it could not be worked out. */
export type Outcome = { value: unknown } | { missing: string } | { fault: string };

/** Works an expression out over values; a name without a value is an answer of its own, never an error. */
export function evaluate({ run, names }: Condition, values: Readonly<Record<string, unknown>>): Outcome {
  try {
    return { value: run(inLanguage(names, values)) };
  } catch (error) {
    // What strangers send may hold what the language itself stumbles over, such as a member called constructor.
    if (!(error instanceof EvaluationError)) return { fault: (error as Error).message };
    const isAbsent = error.code === "no_such_key" || error.code === "unknown_variable";
    return isAbsent && error.node ? { missing: serialize(error.node) } : { fault: error.summary };
  }
}

/** Whether the condition holds. What names a thing that is absent does not, and says which name it was. */
export function holds(
  condition: Condition,
  values: Readonly<Record<string, unknown>>,
): { holds: boolean } | { missing: string } | { fault: string } {
  const outcome = evaluate(condition, values);
  return "value" in outcome ? { holds: outcome.value === true } : outcome;
}
