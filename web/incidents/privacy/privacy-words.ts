import type { PrivacyView } from "../../../server/features/incidents/privacy.contract.ts";
import type { TargetGroup } from "../dialogs/target-options.ts";
import { countOf, listWords } from "../room-words.ts";

/** Somebody who can be named: a person or a team sees it, an audience is told. */
export interface Nameable {
  who: string;
  name: string;
  kind: "person" | "team" | "audience";
  /** By name. */
  people: readonly string[];
}

/** As a field offers them. */
export function nameableGroups(all: readonly Nameable[]): TargetGroup[] {
  const groups = [
    { group: "People", kind: "person" },
    { group: "Teams", kind: "team" },
    { group: "Audiences, who are told and see nothing", kind: "audience" },
  ] as const;
  return groups
    .map(({ group, kind }) => ({ group, items: all.filter((one) => one.kind === kind).map(({ who, name }) => ({ value: who, label: name })) }))
    .filter(({ items }) => items.length > 0);
}

/** What naming them will do, a sentence each. */
export function willSeeWords(all: readonly Nameable[], who: readonly string[]): string[] {
  const chosen = who.flatMap((one) => all.find((nameable) => nameable.who === one) ?? []);
  const people = [...new Set(chosen.flatMap((one) => one.people))];
  const told = chosen.filter(({ kind }) => kind === "audience").map(({ name }) => name);
  return [
    ...(people.length === 0 ? [] : [`${listWords(people)} ${people.length > 1 ? "see" : "sees"} everything in it, from its beginning.`]),
    ...(told.length === 0 ? [] : [`${listWords(told)} may be told by updates, and ${told.length > 1 ? "see" : "sees"} nothing else.`]),
  ];
}

const because: Readonly<Record<PrivacyView["named"][number]["because"], string>> = {
  declared: "declared it",
  role: "holds a role",
  "in it": "was in it",
  paged: "was paged for it",
  named: "named",
  administrator: "opened it as an administrator",
  merged: "saw one that was merged into it",
};

/** Why somebody sees it, and of a team who is meant. */
export function whyWords({ kind, because: why, people }: Pick<PrivacyView["named"][number], "kind" | "because" | "people">): string {
  if (kind === "audience") return "is told, and sees nothing";
  return kind === "team" ? `team: ${people.length === 0 ? "nobody yet" : listWords(people.map(({ name }) => name))}` : because[why];
}

/** How many people see it. */
export function countWords(named: PrivacyView["named"]): string {
  return countOf(new Set(named.flatMap(({ people }) => people.map(({ id }) => id))).size, "person", "people");
}
