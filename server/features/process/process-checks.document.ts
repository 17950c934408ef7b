import type { Finding } from "../../platform/config-document/problem.ts";

const mostPriorities = 5;
const mostCriteria = 5;

/** What the checks look at of a process. */
interface CheckedProcess {
  severities: readonly { id: string }[];
  priorities: readonly { id: string; criteria: readonly string[] }[];
  roles: readonly { id: string; deputyOf?: string | undefined; combinesInto?: string | undefined }[];
  owedUpdates: readonly { from: string; to: readonly string[] }[];
}

/** What the forms of the parts cannot tell: counts, circles, and words that are taken. */
export function checkProcess(process: CheckedProcess): Finding[] {
  return [...checkSeverities(process), ...checkPriorities(process), ...checkRoles(process), ...checkUpdates(process)];
}

function checkSeverities({ severities }: CheckedProcess): Finding[] {
  const none: Finding = { path: ["process", "severities"], message: "There is no severity.", mend: "Write one at least, the worst first." };
  return [...(severities.length === 0 ? [none] : []), ...severities.flatMap(({ id }) => takenWord("severities", id))];
}

function checkPriorities({ priorities }: CheckedProcess): Finding[] {
  const path = ["process", "priorities"];
  const tooMany: Finding = { path, message: `There are ${priorities.length} priorities; at most ${mostPriorities} can be told apart.`, mend: "Join those that lead to the same work." };
  const criteria = priorities
    .filter((priority) => priority.criteria.length > mostCriteria)
    .map(({ id, criteria: own }): Finding => ({ path: [...path, id, "criteria"], message: `There are ${own.length} criteria; at most ${mostCriteria} are kept in mind.`, mend: "Join or remove some." }));
  return [...(priorities.length > mostPriorities ? [tooMany] : []), ...criteria];
}

function checkRoles({ roles }: CheckedProcess): Finding[] {
  const next = new Map(roles.map(({ id, combinesInto }) => [id, combinesInto]));
  const circles = roles.filter(({ id }) => leadsBack(id, next)).map(({ id }): Finding => {
    return { path: ["process", "roles", id, "combinesInto"], message: "This leads back to the role itself.", mend: "Let one role of the circle combine into none." };
  });
  const own = roles.filter(({ id, deputyOf }) => deputyOf === id).map(({ id }): Finding => {
    return { path: ["process", "roles", id, "deputyOf"], message: "A role cannot be its own deputy.", mend: "Name another role, or remove it." };
  });
  return [...circles, ...own, ...roles.flatMap(({ id }) => takenWord("roles", id))];
}

function leadsBack(id: string, next: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  let role = next.get(id);
  while (role !== undefined && role !== id && !seen.has(role)) {
    seen.add(role);
    role = next.get(role);
  }
  return role === id;
}

/** Nobody owes news to oneself. */
function checkUpdates({ owedUpdates }: CheckedProcess): Finding[] {
  return owedUpdates.flatMap(({ from, to }, index) => {
    const isToSelf = to.includes(from);
    return isToSelf ? [{ path: ["process", "owedUpdates", index, "to"], message: `\`${from}\` would owe news to itself.`, mend: "Name another role or an audience." }] : [];
  });
}

function takenWord(space: "severities" | "roles", id: string): Finding[] {
  if (id !== "default") return [];
  return [{ path: ["process", space, id], isName: true, message: "`default` means all that are not named.", mend: "Choose another id." }];
}
