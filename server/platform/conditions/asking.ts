import type { ConditionAnswer } from "../../values/condition-answer.ts";
import type { ConditionNames } from "../../values/condition-names.ts";
import { compileCondition, holds, isConditionFault, type Condition } from "./conditions.ts";

/** Asks conditions over these names, each read once; one that cannot be read or worked out does not hold, and says why. */
export function createAsk(names: ConditionNames): (condition: string, values: object) => ConditionAnswer {
  const known = new Map<string, Condition | null>();
  return (text, values) => {
    const condition = known.get(text) ?? read(known, text, names);
    if (condition === null) return { missing: text };
    const answer = holds(condition, values as Readonly<Record<string, unknown>>);
    return "fault" in answer ? { missing: answer.fault } : answer;
  };
}

function read(known: Map<string, Condition | null>, text: string, names: ConditionNames): Condition | null {
  if (known.has(text)) return null;
  const compiled = compileCondition(text, names);
  const condition = isConditionFault(compiled) ? null : compiled;
  known.set(text, condition);
  return condition;
}
