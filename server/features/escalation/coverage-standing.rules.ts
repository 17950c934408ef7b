import type { CoverageFacts, CoveredService, Finding } from "./coverage-facts.rules.ts";
import type { WatchedPolicy } from "./coverage-gaps.rules.ts";
import { scheduleOf } from "./coverage-time.rules.ts";
import { fewOf } from "./coverage-words.rules.ts";

const always = { timezone: null, pattern: null, people: [], policyIds: [], occurrences: [] };
const configuration = "/settings/configuration";

/** Services that nobody is paged for. */
export function findUnpaged({ services, policies }: CoverageFacts): Finding[] {
  const known = new Set(policies.map(({ id }) => id));
  return services
    .filter(({ policyId }) => policyId === null || !known.has(policyId))
    .map(({ id, name }) => ({
      ...always,
      id: `no-policy:${id}`,
      kind: "no-policy",
      weight: "breaks",
      title: `${name} has no escalation policy.`,
      text: "Its alerts page the administrators, and nobody of its team.",
      mend: { words: "Give the service a policy", link: `/services/${id}` },
    }));
}

/** Steps that never mean anybody. Those with a schedule are told of with the schedule. */
export function findEmptySteps(facts: CoverageFacts, watched: readonly WatchedPolicy[]): Finding[] {
  return watched.flatMap(({ policy, moments }) =>
    policy.steps.flatMap((targets, place): Finding[] => {
      const isEmpty = moments.every(({ steps }) => steps[place]?.length === 0);
      if (!isEmpty || targets.some((target) => isSchedule(facts, target))) return [];
      const isAll = moments.every(({ steps }) => steps.every((people) => people.length === 0));
      return [
        {
          ...always,
          id: `empty-step:${policy.id}:${place + 1}`,
          kind: "empty-step",
          weight: isAll ? "breaks" : "risks",
          title: `Step ${place + 1} of ${policy.name} means nobody: ${fewOf(targets.map((target) => wordEmpty(facts, target)))}.`,
          text: isAll ? "A page reaches nobody but the administrators." : "It is passed at once, and the next step comes sooner than it was meant to.",
          mend: { words: "Put people into the step", link: configuration },
          policyIds: [policy.id],
        },
      ];
    }),
  );
}

function isSchedule(facts: CoverageFacts, target: string): boolean {
  const id = scheduleOf(facts, target);
  return id !== null && facts.schedules.some((schedule) => schedule.id === id);
}

function wordEmpty({ teams, roles }: CoverageFacts, target: string): string {
  const [kind, id = ""] = target.split("/");
  if (kind === "team") return `the team ${teams.find((team) => team.id === id)?.name ?? id} has no members`;
  if (kind === "role") return `the role ${roles.find((role) => role.id === id)?.name ?? id} has no schedule`;
  return `${target} is not there`;
}

/** Teams of services whose manager is to join, and who have none. */
export function findUnmanaged({ joinsManagers, teams, services }: CoverageFacts): Finding[] {
  if (!joinsManagers) return [];
  const owned = (teamId: string) => services.filter((service) => service.teamId === teamId);
  return teams
    .filter(({ id, managerId }) => managerId === null && owned(id).length > 0)
    .map(({ id, name }) => ({
      ...always,
      id: `no-manager:${id}`,
      kind: "no-manager",
      weight: "risks",
      title: `The team ${name} has no manager, and the process asks its manager to join.`,
      text: `An incident of ${fewOf(owned(id).map((service) => service.name))} calls nobody in at that point.`,
      mend: { words: "Name a manager for the team", link: configuration },
    }));
}

/** Services that one person alone knows. */
export function findOneExpert({ services, people }: CoverageFacts): Finding[] {
  const alone = services.filter(({ experts }) => experts.length === 1);
  return alone.map((service) => expertFinding(service, people));
}

function expertFinding({ id, name, experts: [personId = ""] }: CoveredService, people: CoverageFacts["people"]): Finding {
  const expert = people.get(personId) ?? personId;
  return {
    ...always,
    id: `one-expert:${id}`,
    kind: "one-expert",
    weight: "risks",
    title: `${expert} is the only expert of ${name}.`,
    text: `Whenever ${expert} is away, nobody is named who knows it.`,
    mend: { words: "Name a second expert", link: `/services/${id}` },
    people: [personId],
  };
}
