import type { Tx } from "../../platform/database/database.ts";
import { readAllPeople, readServices, readTeamMembers, readTeams, type Person } from "../directory/index.ts";
import { readWhoIsOnCall } from "../on-call/index.ts";
import type { WrittenProcess } from "../process/index.ts";
import type { IncidentState } from "../incidents/index.ts";
import type { Addressee, AudienceStyle, Circle, Member } from "./recipients.rules.ts";
import type { Organization } from "./told.rules.ts";

/** The organization as whoever tells people things knows it. */
export interface KnownOrganization extends Organization {
  audiences: ReadonlyMap<string, KnownAudience>;
  people: ReadonlyMap<string, Person>;
  /** Names by `team/web`, `schedule/commanders`, `service/checkout`. */
  names: ReadonlyMap<string, string>;
  /** Its members, and who manages it. */
  peopleOfTeam: ReadonlyMap<string, readonly string[]>;
  timezone: string;
}

export interface KnownAudience extends Addressee {
  services: readonly string[];
  statusPageId: string | null;
}

/** Reads who and what there is, as of now. */
export async function readOrganization(tx: Tx): Promise<KnownOrganization> {
  const services = await readServices(tx);
  const teams = await readTeams(tx);
  const members = await readTeamMembers(tx, teams.map(({ id }) => id));
  const schedules = await tx.rows<{ id: string; name: string | null }>("select id, name from schedule");
  const organization = await tx.first<{ timezone: string }>("select timezone from organization");
  const names = [
    ...services.map(({ id, name }) => [`service/${id}`, name] as const),
    ...teams.map(({ id, name }) => [`team/${id}`, name] as const),
    ...schedules.map(({ id, name }) => [`schedule/${id}`, name ?? id] as const),
  ];
  return {
    audiences: new Map((await readAudiences(tx)).map((audience) => [audience.id, audience])),
    people: new Map((await readAllPeople(tx)).map((person) => [person.id, person])),
    names: new Map(names),
    teamOfService: new Map(services.flatMap(({ id, team_id }) => (team_id === null ? [] : [[id, team_id] as const]))),
    managerOf: new Map(teams.flatMap(({ id, manager_id }) => (manager_id === null ? [] : [[id, manager_id] as const]))),
    peopleOfTeam: new Map(teams.map(({ id, manager_id }) => [id, [...new Set([...(members.get(id) ?? []), ...(manager_id === null ? [] : [manager_id])])]])),
    timezone: organization?.timezone ?? "UTC",
  };
}

interface AudienceRow {
  id: string;
  name: string;
  style: AudienceStyle;
  status_page_id: string | null;
  services: string[];
  members: { target: string | null; email: string | null }[];
}

/** Audiences in the order of the configuration: at most `limit` of them behind the one with the id. */
export async function readAudiences(tx: Tx, limit: number | null = null, after: string | null = null): Promise<KnownAudience[]> {
  const rows = await tx.rows<AudienceRow>(
    `select id, name, style, status_page_id, services,
       (select coalesce(jsonb_agg(jsonb_build_object('target', target, 'email', email) order by place), '[]') from audience_member where audience_id = audience.id) as members
     from audience where $2::text is null or (place, id) > (select place, id from audience where id = $2) order by place, id limit $1`,
    [limit, after],
  );
  return rows.map(({ id, name, style, services, status_page_id: statusPageId, members }) => ({ id, name, style, services, statusPageId, hasStatusPage: statusPageId !== null, members: members.map(memberOf) }));
}

function memberOf({ target, email }: AudienceRow["members"][number]): Member {
  return target === null ? { email: email ?? "" } : { target };
}

/** An audience, or the part of the organization that `team/web`, `person/grete` and the like mean; null where there is none. */
export function addresseeOf(id: string, { audiences, people, names }: KnownOrganization, process: WrittenProcess): Addressee | null {
  const [kind = "", own] = id.split("/", 2);
  if (own === undefined) return audiences.get(id) ?? null;
  const name = kind === "person" ? people.get(own)?.name : kind === "role" ? process.roles.find((role) => role.id === own)?.name : kind === "team" || kind === "schedule" ? names.get(id) : undefined;
  return name === undefined ? null : { id, name, style: "technical", members: [{ target: id }], hasStatusPage: false };
}

/** Who is on call by schedule, as far as it was asked: several incidents mean the same people. */
export type OnCall = Map<string, readonly string[]>;

export interface CircleOf {
  organization: KnownOrganization;
  process: WrittenProcess;
  state: IncidentState;
  onCall: OnCall;
  /** Who wrote into the incident. */
  writers: readonly string[];
}

/** Who is meant by these targets now: a role by who holds it in the incident, else by who is on call for it. */
export async function readCircle(tx: Tx, { organization, process, state, onCall, writers }: CircleOf, targets: readonly string[]): Promise<Circle> {
  const holdersOf = (role: string) => state.holders.filter((holder) => holder.role === role).map(({ personId }) => personId);
  const scheduleOf = (target: string) => scheduleBehind(target, process, holdersOf);
  const schedules = [...new Set(targets.flatMap((target) => scheduleOf(target) ?? []))];
  const unread = schedules.filter((id) => !onCall.has(id));
  for (const { scheduleId, people } of unread.length === 0 ? [] : await readWhoIsOnCall(tx, unread, tx.now)) onCall.set(scheduleId, people.map(({ personId }) => personId));
  const meant = (target: string): readonly string[] => {
    const [kind, id = ""] = target.split("/", 2);
    if (kind === "person") return [id];
    if (kind === "team") return organization.peopleOfTeam.get(id) ?? [];
    const schedule = scheduleOf(target);
    return schedule === null ? holdersOf(id) : (onCall.get(schedule) ?? []);
  };
  return {
    people: organization.people,
    byTarget: new Map(targets.map((target) => [target, meant(target)])),
    inIncident: [...new Set([...state.holders.map(({ personId }) => personId), ...writers])],
    timezone: organization.timezone,
  };
}

function scheduleBehind(target: string, { roles }: WrittenProcess, holdersOf: (role: string) => string[]): string | null {
  const [kind, id = ""] = target.split("/", 2);
  if (kind === "schedule") return id;
  return kind === "role" && holdersOf(id).length === 0 ? (roles.find((role) => role.id === id)?.schedule ?? null) : null;
}

/** What customers call the services, on the page that an audience reads. */
export async function readComponents(tx: Tx, statusPageIds: readonly string[], serviceIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>("select name from status_component where status_page_id = any($1::text[]) and services && $2::text[] order by status_page_id, place", [
    statusPageIds,
    serviceIds,
  ]);
  return [...new Set(rows.map(({ name }) => name))];
}
