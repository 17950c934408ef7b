import type { PolicyView } from "./policy.contract.ts";
import type { ListedPolicyRow } from "./policy.queries.ts";
import { wordEnd, wordQuestion, wordStep, wordTarget, type TargetNames } from "./policy-wording.rules.ts";

/** What a policy means at this moment. */
export interface PolicySurroundings {
  names: TargetNames;
  /** Person ids by target. */
  peopleNow: Readonly<Record<string, readonly string[]>>;
}

export function presentPolicy(row: ListedPolicyRow, { names, peopleNow }: PolicySurroundings): PolicyView {
  return {
    id: row.id,
    name: row.name ?? row.id,
    repeat: row.repeat,
    askAfter: row.ask_after,
    question: wordQuestion(row.ask_after),
    steps: row.steps.map((step, index) => ({
      sentence: wordStep(step, names, index === row.steps.length - 1),
      wait: step.wait,
      roundRobin: step.roundRobin,
      acknowledgements: step.acknowledgements,
      targets: step.targets.map((target) => ({
        target,
        words: wordTarget(target, names),
        peopleNow: (peopleNow[target] ?? []).map((id) => ({ id, name: names[`person/${id}`] ?? id })),
      })),
    })),
    end: wordEnd(row.repeat),
    services: row.services,
    isFromFile: row.is_from_file,
  };
}
