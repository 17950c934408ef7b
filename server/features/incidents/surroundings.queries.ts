import type { Tx } from "../../platform/database/database.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { SeverityCondition } from "./proposal.rules.ts";
import { countTeamsPaged, type PagedOne, type Surroundings, type TeamOfPeople } from "./surroundings.rules.ts";

/** Reads what conditions may ask of besides the log, for several incidents at once. */
export async function readSurroundings(tx: Tx, states: ReadonlyMap<string, IncidentState>): Promise<Map<string, Surroundings>> {
  const ids = [...states.keys()];
  const customerIds = [...states.values()].flatMap(({ impact }) => impact.customerIds ?? []);
  const services = await readTiers(tx, [...states.values()].flatMap(({ serviceIds }) => serviceIds));
  const customers = await tx.rows<{ id: string; touch: string | null; sla_target: number | null }>("select id, touch, sla_target from customer where id = any($1::text[])", [customerIds]);
  const paged = await readPagedFor(tx, "incident", ids);
  const teams = paged.length === 0 ? [] : await readTeamsOfPeople(tx);
  return new Map([...states].map(([id, { serviceIds, impact }]) => {
    const hit = services.filter((service) => serviceIds.includes(service.id));
    const tiers = hit.flatMap(({ tier }) => tier ?? []);
    return [id, {
      tier: tiers.length === 0 ? null : Math.min(...tiers),
      customers: customers.filter((customer) => impact.customerIds?.includes(customer.id)).map(({ touch, sla_target: slaTarget }) => ({ touch, slaTarget })),
      teamsPaged: countTeamsPaged(paged.filter(({ subjectId }) => subjectId === id), hit.flatMap(({ team_id }) => team_id ?? []), teams),
    }];
  }));
}

async function readTiers(tx: Tx, serviceIds: readonly string[]): Promise<{ id: string; tier: number | null; team_id: string | null }[]> {
  return tx.rows("select id, tier, team_id from service where id = any($1::text[])", [serviceIds]);
}

/** Who was paged to work on these incidents or groups: whoever was asked to take a role or to join is no team at work. */
export async function readPagedFor(tx: Tx, kind: "incident" | "group", subjectIds: readonly string[]): Promise<(PagedOne & { subjectId: string })[]> {
  return tx.rows(
    `select distinct subject_id as "subjectId", person_id as "personId", via from page
     where subject_kind = $1 and subject_id = any($2::uuid[]) and status <> 'held-back' and call not like 'role:%' and call not like 'join:%'`,
    [kind, subjectIds],
  );
}

export async function readTeamsOfPeople(tx: Tx): Promise<TeamOfPeople[]> {
  return tx.rows(
    `select id as "teamId", manager_id as "managerId", array(select person_id from team_member where team_id = team.id order by place) as members from team order by place, id`,
  );
}

/** The severities that services propose, each with its condition. */
export async function readSeverityConditions(tx: Tx, serviceIds: readonly string[]): Promise<SeverityCondition[]> {
  return tx.rows(
    `select condition as "when", severity, service_id as "serviceId" from service_severity_rule where service_id = any($1::text[]) order by service_id, place`,
    [serviceIds],
  );
}
