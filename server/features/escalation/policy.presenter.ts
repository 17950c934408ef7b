import type { PolicyView } from "./policy.contract.ts";
import type { ListedPolicyRow } from "./policy.queries.ts";
import { wordEnd, wordStep, wordTarget, type TargetNames } from "./policy-wording.rules.ts";

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
    steps: row.steps.map(({ targets, wait }, index) => ({
      sentence: wordStep(targets, wait, names, index === row.steps.length - 1),
      wait,
      targets: targets.map((target) => ({
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
