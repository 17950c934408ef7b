import type { ConditionValues } from "../../values/condition-answer.ts";
import type { Instant } from "../../values/instant.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** What is known around an incident and stands in other records than its log. */
export interface Surroundings {
  /** The most important tier of the services hit; null where none has one. */
  tier: number | null;
  /** The customers that were stated to be touched, as far as they are known. */
  customers: readonly { touch: string | null; slaTarget: number | null }[];
  teamsPaged: number;
}

export const nothingAround: Surroundings = { tier: null, customers: [], teamsPaged: 0 };

/**
 * The values that the conditions of the process are held against. What nobody stated, counted or measured is absent. Beside what was stated, `impact` has `tier`,
 * and of the customers touched `highTouch` and `slaTarget`, the strictest that one of them was promised.
 */
export function conditionValues(state: IncidentState, around: Surroundings, at: Instant): ConditionValues {
  const { impact, acknowledged } = state;
  const targets = around.customers.flatMap(({ slaTarget }) => slaTarget ?? []);
  return {
    impact: {
      ...impact,
      ...(around.tier !== null && { tier: around.tier }),
      ...(impact.customerIds !== undefined && { highTouch: around.customers.some(({ touch }) => touch === "high") }),
      ...(targets.length > 0 && { slaTarget: Math.max(...targets) }),
    },
    slaAtRisk: impact.slaAtRisk,
    slaBreached: impact.slaBreached,
    teamsPaged: around.teamsPaged,
    acknowledgedFor: acknowledged ? at - acknowledged.at : undefined,
  };
}

/** Somebody who was paged, as what. */
export interface PagedOne {
  personId: string;
  /** What meant them: `team/web`, `schedule/web-primary`, `person/grete`. */
  via: string;
}

/** Who belongs to a team. */
export interface TeamOfPeople {
  teamId: string;
  managerId: string | null;
  members: readonly string[];
}

/**
 * How many teams were paged: those of the services whose people were, those that were named, and one for each person who belongs to none of them. A manager
 * of a team that is counted brings no other in.
 */
export function countTeamsPaged(paged: readonly PagedOne[], serviceTeams: readonly string[], teams: readonly TeamOfPeople[]): number {
  if (paged.length === 0) return 0;
  const named = paged.flatMap(({ via }) => (via.startsWith("team/") ? [via.slice("team/".length)] : []));
  const counted = new Set([...named, ...serviceTeams.filter((team) => paged.some(({ personId }) => isOf(teams, team, personId)))]);
  for (const { personId } of paged) {
    if ([...counted].some((team) => isOf(teams, team, personId))) continue;
    const own = teams.find(({ members }) => members.includes(personId));
    if (own) counted.add(own.teamId);
  }
  return counted.size;
}

function isOf(teams: readonly TeamOfPeople[], teamId: string, personId: string): boolean {
  const team = teams.find((one) => one.teamId === teamId);
  return team !== undefined && (team.managerId === personId || team.members.includes(personId));
}
