import type { Tx } from "../../platform/database/database.ts";

export interface Named {
  id: string;
  name: string;
}

/** Where a list goes on: after the entry with the id, in the order of the configuration; `only` narrows it to one. */
export interface CatalogPart {
  limit: number;
  after: string | null;
  only: string | null;
}

/** The part that is one entry. */
export function partOf(id: string): CatalogPart {
  return { limit: 1, after: null, only: id };
}

const inPart = (table: string) =>
  `($2::text is null or (${table}.place, ${table}.id) > (select place, id from ${table} where id = $2)) and ($3::text is null or ${table}.id = $3)
   order by ${table}.place, ${table}.id limit $1`;

/** Ids and names as a list; what is not there any more is left out. */
const namesOf = (alias: string, order: string, from: string) =>
  `(select coalesce(jsonb_agg(jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) order by ${order}), '[]') from ${from})`;

const valuesOf = ({ limit, after, only }: CatalogPart) => [limit + 1, after, only];

export interface CatalogPersonRow extends Named {
  email: string;
  timezone: string;
  is_from_file: boolean;
  teams: Named[];
}

/** People with their teams, one more than the limit. */
export async function listPeople(tx: Tx, part: CatalogPart): Promise<CatalogPersonRow[]> {
  return tx.rows<CatalogPersonRow>(
    `select id, name, email, coalesce(timezone, (select timezone from organization), 'UTC') as timezone, is_from_file,
       ${namesOf("team", "team.place", "team where exists (select from team_member where team_id = team.id and person_id = person.id)")} as teams
     from person where ${inPart("person")}`,
    valuesOf(part),
  );
}

export interface CatalogTeamRow extends Named {
  is_from_file: boolean;
  members: Named[];
  manager: Named | null;
  services: Named[];
}

export async function listTeams(tx: Tx, part: CatalogPart): Promise<CatalogTeamRow[]> {
  return tx.rows<CatalogTeamRow>(
    `select id, name, is_from_file,
       ${namesOf("person", "team_member.place", "team_member join person on person.id = person_id where team_id = team.id")} as members,
       (select jsonb_build_object('id', person.id, 'name', person.name) from person where person.id = team.manager_id) as manager,
       ${namesOf("service", "service.place", "service where service.team_id = team.id")} as services
     from team where ${inPart("team")}`,
    valuesOf(part),
  );
}

export interface CatalogCustomerRow extends Named {
  touch: "high" | "low";
  sla_target: number | null;
  sla_window: string | null;
  is_from_file: boolean;
  services: Named[];
}

export async function listCustomers(tx: Tx, part: CatalogPart): Promise<CatalogCustomerRow[]> {
  return tx.rows<CatalogCustomerRow>(
    `select id, name, touch, sla_target, sla_window, is_from_file,
       ${namesOf("service", "link.place", "customer_service as link join service on service.id = link.service_id where link.customer_id = customer.id")} as services
     from customer where ${inPart("customer")}`,
    valuesOf(part),
  );
}

export interface CatalogServiceRow extends Named {
  description: string | null;
  tier: number | null;
  escalation_policy_id: string | null;
  is_from_file: boolean;
  team: Named | null;
  depends_on: Named[];
  carries: Named[];
  experts: Named[];
  runbooks: string[];
}

export async function listServices(tx: Tx, part: CatalogPart): Promise<CatalogServiceRow[]> {
  return tx.rows<CatalogServiceRow>(
    `select id, name, description, tier, escalation_policy_id, is_from_file,
       (select jsonb_build_object('id', team.id, 'name', team.name) from team where team.id = service.team_id) as team,
       ${namesOf("below", "link.place", "service_link as link join service as below on below.id = target_id where kind = 'depends-on' and service_id = service.id")} as depends_on,
       ${namesOf("above", "above.place", "service_link as link join service as above on above.id = service_id where kind = 'depends-on' and target_id = service.id")} as carries,
       ${namesOf("person", "link.place", "service_link as link join person on person.id = target_id where kind = 'expert' and service_id = service.id")} as experts,
       array(select target_id from service_link where service_id = service.id and kind = 'runbook' order by place) as runbooks
     from service where ${inPart("service")}`,
    valuesOf(part),
  );
}
