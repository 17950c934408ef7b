import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";

type Action = ChangeView["action"];

const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  people: ["person", "people"],
  teams: ["team", "teams"],
  schedules: ["schedule", "schedules"],
  escalationPolicies: ["escalation policy", "escalation policies"],
  services: ["service", "services"],
  customers: ["customer", "customers"],
  sources: ["source", "sources"],
  slos: ["SLO", "SLOs"],
  runbooks: ["runbook", "runbooks"],
  audiences: ["audience", "audiences"],
  statusPages: ["status page", "status pages"],
};

const wholes: Readonly<Record<string, string>> = { organization: "the organization", routes: "the routes", grouping: "the grouping", process: "the written process" };

const verbs: Readonly<Record<Action, string>> = { create: "Makes", update: "Changes", delete: "Deletes", reorder: "Reorders" };

const order: readonly Action[] = ["delete", "create", "update", "reorder"];

/** What a plan does in one sentence per kind of act, what goes first: `Makes 11 people, 4 teams and the written process.` */
export function planSentences(changes: readonly ChangeView[]): { action: Action; sentence: string }[] {
  return order.flatMap((action) => {
    const own = changes.filter((change) => change.action === action);
    return own.length === 0 ? [] : [{ action, sentence: `${verbs[action]} ${listWords(countedSections(own))}.` }];
  });
}

function countedSections(changes: readonly ChangeView[]): string[] {
  const counts = new Map<string, number>();
  for (const { section } of changes) counts.set(section, (counts.get(section) ?? 0) + 1);
  return [...counts].map(([section, count]) => {
    const noun = nouns[section];
    if (noun === undefined) return wholes[section] ?? section;
    return `${count} ${count === 1 ? noun[0] : noun[1]}`;
  });
}

/** `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
