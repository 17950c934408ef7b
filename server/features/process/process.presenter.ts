import type { GridView, ProcessWords } from "./contract.ts";
import type { ProcessVersion } from "./process.queries.ts";
import { cellOf, type WrittenProcess } from "./process.rules.ts";

/** What the process says of each pair of a severity and a priority that it says anything of. */
export function presentGrid(process: WrittenProcess, audienceNamed: (id: string) => string): GridView {
  const cells = process.severities.flatMap(({ id: severity }) => process.priorities.map(({ id: priority }) => ({ severity, priority, ...cellOf(process, severity, priority) })));
  const pairs = (wanted: "forbidden" | "confirm") => cells.filter(({ verdict }) => verdict === wanted).map(({ severity, priority, because }) => ({ severity, priority, because }));
  const roleNamed = (id: string) => process.roles.find((role) => role.id === id)?.name ?? id;
  const asks = cells
    .filter(({ ask }) => [ask.roles, ask.tell, ask.updateEvery, ask.actions].some((part) => part.length > 0))
    .map(({ severity, priority, ask }) => ({ severity, priority, roles: ask.roles.map((id) => ({ id, name: roleNamed(id) })), tell: ask.tell.map((id) => ({ id, name: audienceNamed(id) })), updateEvery: [...ask.updateEvery], actions: [...ask.actions] }));
  return { forbidden: pairs("forbidden"), confirm: pairs("confirm"), asks };
}

export function presentProcessWords({ version, process }: ProcessVersion, audiences: ReadonlyMap<string, string>): ProcessWords {
  const { severities, priorities, roles, kinds, declareWhen } = process;
  return {
    version,
    severities: severities.map(({ id, name, when = null, respond = null }, rank) => ({ id, name, rank, of: severities.length, when, respond })),
    priorities: priorities.map(({ id, name, criteria }) => ({ id, name, criteria: [...criteria] })),
    roles: roles.map(({ id, name, area = null, duties }) => ({ id, name, area, duties: [...duties] })),
    kinds: [...kinds],
    declareWhen: declareWhen.map(({ text }) => text),
    ...presentGrid(process, (id) => audiences.get(id) ?? id),
  };
}
