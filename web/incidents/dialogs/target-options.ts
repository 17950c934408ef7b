import type { PersonView, ServiceView, TeamView } from "../../../server/features/directory/contract.ts";
import type { ScheduleView } from "../../../server/features/on-call/contract.ts";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { freeFirst } from "../several/several-words.ts";

export interface TargetGroup {
  group: string;
  items: { value: string; label: string }[];
}

interface Directory {
  people: readonly PersonView[];
  teams: readonly TeamView[];
  services: readonly ServiceView[];
  schedules: readonly Pick<ScheduleView, "id" | "name">[];
  /** What each person holds in another incident, in words. */
  marks: ReadonlyMap<string, string>;
}

/** Whom one can look for: the experts of what is hit first, then teams, who is on call, vacant roles, and everybody; who holds a role in another incident is marked and comes last. */
export function targetOptions(incident: Pick<IncidentDetail, "services" | "roles">, { people, teams, services, schedules, marks }: Directory): TargetGroup[] {
  const hit = new Set(incident.services.map(({ id }) => id));
  const experts = new Map(services.filter(({ id }) => hit.has(id)).flatMap((service) => service.experts.map(({ id, name }) => [id, { id, name: `${name}, knows ${service.name}` }] as const)));
  const options = (some: readonly { id: string; name: string }[]) => freeFirst(some, marks).map(({ id, name }) => ({ value: `person/${id}`, label: [name, marks.get(id)].filter(Boolean).join(", ") }));
  const vacant = incident.roles.filter(({ holders, isCommand }) => holders.length === 0 && !isCommand);
  const groups: TargetGroup[] = [
    { group: "Experts of what is hit", items: options([...experts.values()]) },
    { group: "Teams", items: teams.map(({ id, name }) => ({ value: `team/${id}`, label: name })) },
    { group: "Who is on call", items: schedules.map(({ id, name }) => ({ value: `schedule/${id}`, label: name })) },
    { group: "Somebody to be", items: vacant.map(({ role, name }) => ({ value: `role/${role}`, label: name })) },
    { group: "People", items: options(people.filter(({ id }) => !experts.has(id))) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The names of what was chosen. */
export function chosenNames(groups: readonly TargetGroup[], chosen: readonly string[]): string[] {
  const names = new Map(groups.flatMap(({ items }) => items.map(({ value, label }) => [value, label.split(/, (?:knows|also) /)[0] ?? label] as const)));
  return chosen.map((target) => names.get(target) ?? target);
}
