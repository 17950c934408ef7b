import type { AskCondition, ConditionValues } from "../../values/condition-answer.ts";
import type { WrittenProcess } from "../process/process.rules.ts";

/** The sentences of the process by which alerts that nobody declared look like an incident: those whose condition holds. Where there is none a person judges. */
export function declareReasons({ declareWhen }: Pick<WrittenProcess, "declareWhen">, values: ConditionValues, ask: AskCondition): string[] {
  return declareWhen.flatMap(({ text, when }) => {
    const answer = when === undefined ? { holds: false } : ask(when, values);
    return "holds" in answer && answer.holds ? [text] : [];
  });
}
