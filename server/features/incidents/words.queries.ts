import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { readAllPeople, type Person } from "../directory/index.ts";
import { scheduleName } from "../on-call/index.ts";
import { readProcess, type WrittenProcess } from "../process/index.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { refOf } from "./incident-ref.rules.ts";

export interface Named {
  id: string;
  name: string;
}

/** The organization's own words: whoever presents incidents reads them once. */
export interface OrganizationWords {
  people: ReadonlyMap<string, Person>;
  services: ReadonlyMap<string, string>;
  customers: ReadonlyMap<string, string>;
  audiences: ReadonlyMap<string, string>;
  teams: ReadonlyMap<string, string>;
  schedules: ReadonlyMap<string, string>;
  tokens: ReadonlyMap<string, string>;
  processOf: (version: number | null) => WrittenProcess;
}

/** Reads the words for incidents that ran under these versions of the process. */
export async function readOrganizationWords(tx: Tx, caller: Caller, versions: readonly (number | null)[]): Promise<OrganizationWords> {
  const people = new Map((await readAllPeople(tx)).map((person) => [person.id, person]));
  const rows = await tx.rows<{ kind: string; id: string; name: string | null }>(
    `select 'service' as kind, id, name from service union all select 'customer', id, name from customer union all select 'audience', id, name from audience union all select 'team', id, name from team
     union all select 'schedule', id, name from schedule union all select 'token', id::text, name from api_token`,
  );
  const namesOf = (kind: string, worded = ({ id, name }: { id: string; name: string | null }) => name ?? id) => new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, worded(row)]));
  const processes = new Map<number | null, WrittenProcess>();
  for (const version of new Set(versions)) processes.set(version, (await readProcess(tx, version)).process);
  const fallback = (await readProcess(tx, null)).process;
  return {
    people,
    ...{ services: namesOf("service"), customers: namesOf("customer"), audiences: namesOf("audience"), teams: namesOf("team"), schedules: namesOf("schedule", scheduleName), tokens: namesOf("token") },
    processOf: (version) => processes.get(version) ?? fallback,
  };
}

/** Who did something, by name. */
export function actorNamed({ people, tokens }: OrganizationWords, actor: Actor): string {
  switch (actor.kind) {
    case "person":
      return people.get(actor.id)?.name ?? actor.id;
    case "page-link":
      return people.get(actor.personId)?.name ?? actor.personId;
    case "token":
      return tokens.get(actor.id) ?? "A token";
    case "source":
      return actor.id;
    case "muster":
      return "Muster";
  }
}

/** Short names of incidents, and titles of groups of alerts, by id. */
export async function readTitles(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const incidents = await tx.rows<{ id: string; number: number }>("select id, number from seen_incident where id = any($1::uuid[])", [ids]);
  const groups = await tx.rows<{ id: string; title: string }>("select id, title from alert_group where id = any($1::uuid[])", [ids]);
  return new Map([...incidents.map(({ id, number }) => [id, refOf(number)] as const), ...groups.map(({ id, title }) => [id, title] as const)]);
}

/** Null where all these services exist; else the reason, with the field and what is there. */
export async function unknownServices(tx: Tx, serviceIds: readonly string[]): Promise<Refusal | null> {
  if (serviceIds.length === 0) return null;
  const known = new Set((await tx.rows<{ id: string }>("select id from service where id = any($1::text[])", [serviceIds])).map(({ id }) => id));
  const unknown = serviceIds.find((id) => !known.has(id));
  if (unknown === undefined) return null;
  const message = `There is no service “${unknown}”. Services are listed at /api/v1/services.`;
  return refuse("incident.service.invalid", message, { errors: [{ path: "serviceIds", message }] });
}

/** Null where all these customers exist; else the reason, with the field and what is there. */
export async function unknownCustomers(tx: Tx, customerIds: readonly string[]): Promise<Refusal | null> {
  const missing = await tx.first<{ id: string }>("select id from unnest($1::text[]) as new (id) where not exists (select from customer where customer.id = new.id)", [customerIds]);
  if (missing === null) return null;
  const message = `There is no customer “${missing.id}”. Customers are listed at /api/v1/customers.`;
  return refuse("incident.customer.invalid", message, { errors: [{ path: "customerIds", message }] });
}

/** Null where there is such a person, or none was named; else the reason, with the field. */
export async function unknownPerson(tx: Tx, personId: string | null | undefined, field: string): Promise<Refusal | null> {
  if (personId === null || personId === undefined || (await tx.first("select from person where id = $1", [personId])) !== null) return null;
  const message = `There is no person “${personId}”. People are listed at /api/v1/people.`;
  return refuse("incident.person.invalid", message, { errors: [{ path: field, message }] });
}

/** Null where all that `person/…`, `team/…`, `schedule/…` or `role/…` mean is there; else the reason. */
export async function unknownTargets(tx: Tx, targets: readonly string[]): Promise<Refusal | null> {
  const rows = await tx.rows<{ target: string }>(
    `select 'person/' || id as target from person union all select 'team/' || id from team union all select 'schedule/' || id from schedule
     union all select 'role/' || (role ->> 'id') from (select document from process_version order by version desc limit 1) as newest, jsonb_array_elements(document -> 'roles') as role`,
  );
  const known = new Set(rows.map(({ target }) => target));
  const unknown = targets.find((target) => !known.has(target));
  if (unknown === undefined) return null;
  const message = `There is no “${unknown}” who could be paged.`;
  return refuse("incident.target.invalid", message, { errors: [{ path: "targets", message }] });
}
