import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readAllPeople, readTeamMembers, readTeams } from "../directory/index.ts";
import { readAbsences, readRestHours, readSchedules, scheduleName } from "../on-call/index.ts";
import { messengersOf, readUnreachable } from "../paging/index.ts";
import { readProcess } from "../process/index.ts";
import type { CoverageFacts, CoveredSchedule, CoveredService, CoveredTeam } from "./coverage-facts.rules.ts";
import { dutyMargin } from "./coverage-time.rules.ts";
import { listPolicies } from "./policy.queries.ts";

/** Everything that decides who would be paged in the days from now on. */
export async function readCoverageFacts(tx: Tx, days: number): Promise<CoverageFacts> {
  const [from, to] = [tx.now, tx.now + days * millisecondsOfDay];
  const people = await readAllPeople(tx);
  const { process } = await readProcess(tx, "in force");
  const policies = await listPolicies(tx, { limit: mostPolicies, after: null, only: null });
  const unreachable = await readUnreachable(tx, people.map(({ id }) => id));
  return {
    from,
    to,
    restHours: await readRestHours(tx),
    sendsMail: messengersOf(tx).mail !== undefined,
    people: new Map(people.map(({ id, name }) => [id, name])),
    unreachable: unreachable.high,
    absences: await readAbsences(tx, { personIds: null, from, to }),
    schedules: await readCoveredSchedules(tx, from, to),
    teams: await readCoveredTeams(tx),
    roles: process.roles.map(({ id, name, schedule }) => ({ id, name, scheduleId: schedule ?? null })),
    policies: policies.map(({ id, name, steps }) => ({
      id,
      name: name ?? id,
      steps: steps.map(({ targets }) => targets),
      asks: steps.map(({ acknowledgements: needed, roundRobin }) => ({ needed, mostPaged: roundRobin ? 1 : Number.POSITIVE_INFINITY })),
    })),
    services: await readCoveredServices(tx),
    joinsManagers: Object.values(process.join).some((entries) => entries.some(({ who }) => who === "team-manager")),
  };
}

const mostPolicies = 100_000;

async function readCoveredSchedules(tx: Tx, from: Instant, to: Instant): Promise<CoveredSchedule[]> {
  const schedules = await readSchedules(tx, null, from - dutyMargin, to + dutyMargin);
  return schedules.map((schedule) => ({ ...schedule, name: scheduleName(schedule), clock: zoneNamed(schedule.zone) }));
}

async function readCoveredTeams(tx: Tx): Promise<CoveredTeam[]> {
  const teams = await readTeams(tx);
  const members = await readTeamMembers(tx, teams.map(({ id }) => id));
  return teams.map(({ id, name, manager_id }) => ({ id, name, managerId: manager_id, members: members.get(id) ?? [] }));
}

async function readCoveredServices(tx: Tx): Promise<CoveredService[]> {
  const rows = await tx.rows<{ id: string; name: string; team_id: string | null; escalation_policy_id: string | null; experts: string[] }>(
    `select id, name, team_id, escalation_policy_id,
       array(select target_id from service_link join person on person.id = target_id where service_id = service.id and kind = 'expert' order by service_link.place) as experts
     from service order by place, id`,
  );
  return rows.map(({ id, name, team_id, escalation_policy_id, experts }) => ({ id, name, teamId: team_id, policyId: escalation_policy_id, experts }));
}
