import type { Tx } from "../../platform/database/database.ts";
import type { Weekday } from "../../values/civil.ts";

export interface Person {
  id: string;
  name: string;
  email: string;
  /** The person's own, else the organization's. */
  timezone: string;
}

const personColumns = "person.id, person.name, person.email, coalesce(person.timezone, (select timezone from organization), 'UTC') as timezone";

/** The people of the given ids that exist. */
export async function readPeople(tx: Tx, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await tx.rows<Person>(`select ${personColumns} from person where id = any($1::text[])`, [ids]);
  return new Map(rows.map((person) => [person.id, person]));
}

/** Everybody, in the order of the configuration. */
export async function readAllPeople(tx: Tx): Promise<Person[]> {
  return tx.rows<Person>(`select ${personColumns} from person order by place, id`);
}

export interface ContactRow {
  person_id: string;
  id: string;
  channel: string;
  address: string;
  verified_at: number | null;
  verified_by: "file" | "code" | "browser" | null;
  /** Added by the person beside the configuration. */
  is_own: boolean;
  /** What it is called where the address says nothing to people. */
  name: string | null;
}

export async function readContacts(tx: Tx, personIds: readonly string[]): Promise<ContactRow[]> {
  return tx.rows<ContactRow>(
    "select person_id, id, channel, address, verified_at, verified_by, is_own, name from contact where person_id = any($1::text[]) order by person_id, is_own, place, id",
    [personIds],
  );
}

export interface NotificationRuleRow {
  person_id: string;
  urgency: "high" | "low";
  contact_id: string;
  after: string | null;
  /** The person's own order, beside the configuration. */
  is_own: boolean;
}

/** The order in which people are reached: by urgency their own where they made one, else that of the configuration. */
export async function readNotificationRules(tx: Tx, personIds: readonly string[]): Promise<NotificationRuleRow[]> {
  return tx.rows<NotificationRuleRow>(
    `select person_id, urgency, contact_id, after, is_own from (
       select person_id, urgency, contact_id, after, place, true as is_own from own_notification_rule
       union all
       select person_id, urgency, contact_id, after, place, false from notification_rule as rule
       where not exists (select from own_notification_rule as own where (own.person_id, own.urgency) = (rule.person_id, rule.urgency))
     ) as rule where person_id = any($1::text[]) order by person_id, urgency, place`,
    [personIds],
  );
}

/** Person ids of each team, in their order. */
export async function readTeamMembers(tx: Tx, teamIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ team_id: string; people: string[] }>(
    "select team_id, array_agg(person_id order by place) as people from team_member where team_id = any($1::text[]) group by team_id",
    [teamIds],
  );
  return new Map(rows.map((row) => [row.team_id, row.people]));
}

export interface BusinessHours {
  days: Weekday[];
  from: string;
  to: string;
}

/** The organization's working hours; Monday to Friday, 9 to 18, where nothing was configured. */
export async function readBusinessHours(tx: Tx): Promise<BusinessHours> {
  const row = await tx.first<{ business_days: Weekday[]; business_from: string; business_to: string }>(
    "select business_days, business_from, business_to from organization",
  );
  if (!row) return { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" };
  return { days: row.business_days, from: row.business_from, to: row.business_to };
}

export interface ServiceRow {
  id: string;
  name: string;
  team_id: string | null;
  tier: number | null;
  escalation_policy_id: string | null;
}

export async function readServices(tx: Tx): Promise<ServiceRow[]> {
  return tx.rows<ServiceRow>("select id, name, team_id, tier, escalation_policy_id from service order by place, id");
}

export async function readTeams(tx: Tx): Promise<{ id: string; name: string; manager_id: string | null }[]> {
  return tx.rows("select id, name, manager_id from team order by place, id");
}
