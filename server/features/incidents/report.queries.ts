import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { IncidentStatus } from "./incident-words.rules.ts";

export type CameBy = "form" | "mail" | "api";

export interface NewReport {
  id: string;
  cameBy: CameBy;
  /** SHA-256 of the Message-ID, so that a mail that comes again is the same report. */
  mailKey: Buffer | null;
  whatId: string;
  whereId: string | null;
  serviceId: string | null;
  since: Instant | null;
  reporter: string | null;
}

/** Stores a report and gives its number. */
export async function insertReport(tx: Tx, report: NewReport): Promise<number> {
  const row = await tx.first<{ number: number }>(
    `insert into report (id, received_at, came_by, mail_key, what_id, where_id, service_id, since, reporter)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning number`,
    [report.id, toIso(tx.now), report.cameBy, report.mailKey, report.whatId, report.whereId, report.serviceId, toIsoOrNull(report.since), report.reporter],
  );
  if (!row) throw new Error("A report got no number.");
  return row.number;
}

export interface ReportRow {
  id: string;
  number: number;
  received_at: Instant;
  came_by: CameBy;
  what: string | null;
  where: string | null;
  service: { id: string; name: string } | null;
  since: Instant | null;
  reporter: string | null;
  incident_id: string | null;
  incident: { number: number; title: string | null; status: Exclude<IncidentStatus, "none"> } | null;
  settled_at: Instant | null;
  settled_by: { id: string; name: string } | null;
}

const listed = `
  select report.id, report.number, received_at, came_by, what.body as what, whereabouts.body as "where", since, reporter, incident_id, settled_at,
    (select jsonb_build_object('id', service.id, 'name', service.name) from service where service.id = report.service_id) as service,
    (select jsonb_build_object('number', incident.number, 'title', title.body, 'status', incident.status)
     from incident join content as title on title.id = title_id where incident.id = incident_id) as incident,
    (select jsonb_build_object('id', person.id, 'name', person.name) from person where settled_by ->> 'kind' = 'person' and person.id = settled_by ->> 'id') as settled_by
  from report join content as what on what.id = what_id left join content as whereabouts on whereabouts.id = where_id`;

/** What is with an incident that whoever asks may not know of is not there for them either. */
const isSeen = "not exists (select from hidden_incident where hidden_incident.id = report.incident_id)";

const states = {
  waiting: "incident_id is null and settled_at is null",
  linked: "incident_id is not null",
  settled: "settled_at is not null",
  all: "true",
} as const;

export interface ReportPart {
  state: keyof typeof states;
  incidentId: string | null;
  before: TimePlace | null;
  limit: number;
}

/** Reports newest first. */
export async function listReports(tx: Tx, { state, incidentId, before, limit }: ReportPart): Promise<ReportRow[]> {
  return tx.rows<ReportRow>(
    `${listed} where ${states[state]} and ${isSeen} and ($1::uuid is null or incident_id = $1) and ($2::timestamptz is null or (received_at, report.id) < ($2, $3::uuid))
     order by received_at desc, report.id desc limit $4`,
    [incidentId, before?.at ?? null, before?.id ?? null, limit],
  );
}

export async function readReport(tx: Tx, id: string): Promise<ReportRow | null> {
  return tx.first<ReportRow>(`${listed} where report.id = $1`, [id]);
}

export async function findReportOfMail(tx: Tx, mailKey: Buffer): Promise<ReportRow | null> {
  return tx.first<ReportRow>(`${listed} where mail_key = $1`, [mailKey]);
}

export interface HeldReport {
  id: string;
  number: number;
  incident_id: string | null;
  settled_at: Instant | null;
}

/** Keeps reports from others until COMMIT, in the order of their ids. */
export async function lockReports(tx: Tx, ids: readonly string[]): Promise<HeldReport[]> {
  return tx.rows<HeldReport>(`select id, number, incident_id, settled_at from report where id = any($1::uuid[]) and ${isSeen} order by id for update`, [ids]);
}

/** A report that people work on after all is settled no more. */
export async function setIncidentOfReports(tx: Tx, ids: readonly string[], incidentId: string): Promise<void> {
  await tx.run("update report set incident_id = $2, settled_at = null, settled_by = null where id = any($1::uuid[])", [ids, incidentId]);
}

export async function setSettled(tx: Tx, id: string, actor: Actor): Promise<void> {
  await tx.run("update report set settled_at = $2, settled_by = $3 where id = $1", [id, toIso(tx.now), JSON.stringify(actor)]);
}

/** When the first of the reports came; null where there are none. */
export async function readFirstReceived(tx: Tx, ids: readonly string[]): Promise<Instant | null> {
  return (await tx.first<{ at: Instant | null }>("select min(received_at) as at from report where id = any($1::uuid[])", [ids]))?.at ?? null;
}

/** The organization's name and the zone in which people without an account tell times. */
export async function readOrganization(tx: Tx): Promise<{ name: string | null; timezone: string }> {
  const row = await tx.first<{ name: string; timezone: string }>("select name, timezone from organization");
  return row ?? { name: null, timezone: "UTC" };
}

/** The reports of an incident that was merged go along. */
export async function moveReports(tx: Tx, fromIncidentId: string, intoIncidentId: string): Promise<void> {
  await tx.run("update report set incident_id = $2 where incident_id = $1", [fromIncidentId, intoIncidentId]);
}
