import type { ProcessWords } from "./contract.ts";
import type { ProcessVersion } from "./process.queries.ts";

export function presentProcessWords({ version, process }: ProcessVersion): ProcessWords {
  const { severities, priorities, roles, kinds, declareWhen } = process;
  return {
    version,
    severities: severities.map(({ id, name, when = null, respond = null }, rank) => ({ id, name, rank, of: severities.length, when, respond })),
    priorities: priorities.map(({ id, name, criteria }) => ({ id, name, criteria: [...criteria] })),
    roles: roles.map(({ id, name, area = null, duties }) => ({ id, name, area, duties: [...duties] })),
    kinds: [...kinds],
    declareWhen: declareWhen.map(({ text }) => text),
  };
}
