import type { Instant } from "../../values/instant.ts";
import { callOf, subjectKey, subjectOf, type Subject } from "../../values/subject.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import { readContacts, readPeople } from "../directory/index.ts";
import type { Channel } from "./page.events.ts";

export interface PageRow {
  id: string;
  subject_kind: Subject["kind"];
  subject_id: string;
  /** Which search of an incident; empty where it is about a group. */
  call: string;
  pass: number;
  step: number;
  person_id: string;
  contact_id: string;
  channel: Channel | null;
  via: string;
  urgency: "high" | "low" | null;
  status: string;
  opened_at: Instant;
  due_at: Instant | null;
  hold_reason: string | null;
  handed_over_at: Instant | null;
  provider_id: string | null;
  attempts: number;
  answer: "have" | "cannot" | null;
  answered_at: Instant | null;
  answered_through: object | null;
  closed_at: Instant | null;
  close_reason: string | null;
  closed_by_person: string | null;
  /** Who took it, where its channel has several providers. */
  provider: string | null;
  receipt: "awaited" | "arrived" | "missing" | null;
  receipt_at: Instant | null;
  receipt_words: string | null;
  /** The page whose message told of this one too. */
  carrier_id: string | null;
}

export function subjectOfPage({ subject_kind, subject_id, call }: Pick<PageRow, "subject_kind" | "subject_id" | "call">): Subject {
  return subjectOf(subject_kind, subject_id, call);
}

export async function readPages(tx: Tx, ids: readonly string[]): Promise<Map<string, PageRow>> {
  const rows = await tx.rows<PageRow>("select * from page where id = any($1::uuid[])", [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** All pages of one subject, in the order in which they were opened. */
export async function readPagesOfSubject(tx: Tx, subject: Subject): Promise<PageRow[]> {
  return tx.rows<PageRow>("select * from page where subject_kind = $1 and subject_id = $2 and call = $3 order by pass, step, person_id, due_at nulls last, id", [subject.kind, subject.id, callOf(subject)]);
}

/** The pages by which one person was turned to in one step, in their order, whatever became of them. */
export async function readPagesOfPerson(tx: Tx, page: Pick<PageRow, "subject_kind" | "subject_id" | "call" | "pass" | "step" | "person_id">): Promise<PageRow[]> {
  const { subject_kind, subject_id, call, pass, step, person_id } = page;
  return tx.rows<PageRow>(
    "select * from page where subject_kind = $1 and subject_id = $2 and call = $3 and pass = $4 and step = $5 and person_id = $6 order by due_at nulls last, id",
    [subject_kind, subject_id, call, pass, step, person_id],
  );
}

/** The page that a message carried, and those that it told of beside it. */
export async function readPagesOfMessage(tx: Tx, carrierId: string): Promise<PageRow[]> {
  return tx.rows<PageRow>("select * from page where id = $1 or carrier_id = $1 or id in (select page_id from page_carried where carrier_id = $1) order by opened_at desc, id", [carrierId]);
}

/** The pages of a message by the name that its provider gave it; null stands for the only provider of a channel. */
export async function readPagesOfProvider(tx: Tx, provider: string | null, providerId: string): Promise<string[]> {
  const rows = await tx.rows<{ page_id: string }>("select distinct page_id from page_attempt where provider_id = $2 and ($1::text is null or provider is null or provider = $1) order by page_id", [provider, providerId]);
  return rows.map((row) => row.page_id);
}

/** Where a page goes; null where the contact is gone. */
export async function readAddress(tx: Tx, page: Pick<PageRow, "person_id" | "contact_id">): Promise<string | null> {
  const contact = (await readContacts(tx, [page.person_id])).find((row) => row.id === page.contact_id);
  return contact?.address ?? (await readPeople(tx, [page.person_id])).get(page.person_id)?.email ?? null;
}

export interface AttemptRow {
  page_id: string;
  attempt: number;
  claimed_at: Instant;
  ended_at: Instant;
  provider_id: string | null;
  error: string | null;
  again_at: Instant | null;
  provider: string | null;
}

export async function readAttempts(tx: Tx, pageIds: readonly string[]): Promise<AttemptRow[]> {
  return tx.rows<AttemptRow>("select * from page_attempt where page_id = any($1::uuid[]) order by page_id, attempt", [pageIds]);
}

/** All pages of all calls of one incident, in the order in which they were opened. */
export async function readPagesOfIncident(tx: Tx, incidentId: string): Promise<PageRow[]> {
  return tx.rows<PageRow>("select * from page where subject_kind = 'incident' and subject_id = $1 order by call, pass, step, person_id, due_at nulls last, id", [incidentId]);
}

/** Pages that a withdrawal concerns: all but those held back or withdrawn before. */
export const withdrawable = ["due", "sent", "failed", "answered"];
/** Pages that go with their subject when it becomes another: all but those that are over. */
export const movable = [...withdrawable, "held-back"];

/** Pages of the subjects in one of the statuses, by the key of their subject. */
export async function readPageIds(tx: Tx, subjects: readonly Subject[], statuses: readonly string[]): Promise<Map<string, string[]>> {
  if (subjects.length === 0) return new Map();
  const rows = await tx.rows<{ subject_kind: Subject["kind"]; subject_id: string; call: string; ids: string[] }>(
    `select subject_kind, subject_id, call, array_agg(id order by id) as ids from page
     where (subject_kind, subject_id, call) in (select * from unnest($1::text[], $2::uuid[], $3::text[])) and status = any($4)
     group by subject_kind, subject_id, call`,
    [subjects.map((subject) => subject.kind), subjects.map((subject) => subject.id), subjects.map(callOf), statuses],
  );
  return new Map(rows.map((row) => [subjectKey(subjectOfPage(row)), row.ids]));
}

export interface PageFilter {
  limit: number;
  before: TimePlace | null;
  personId: string | null;
  subjectId: string | null;
  status: string | null;
}

export interface ListedPageRow extends PageRow {
  title: string | null;
  service_name: string | null;
  alert_id: string | null;
  person_name: string | null;
  answered_by_name: string | null;
}

const listed = `
  select page.*, alert_group.title, service.name as service_name, person.name as person_name, answered.name as answered_by_name,
    (select alert.id from alert where alert.group_id = alert_group.id order by alert.first_at, alert.id limit 1) as alert_id
  from page
  left join alert_group on page.subject_kind = 'group' and alert_group.id = page.subject_id
  left join service on service.id = alert_group.service_id
  left join person on person.id = page.person_id
  left join person as answered on answered.id = page.closed_by_person`;

/** Of an incident only where whoever asks sees it. */
const isSeen = "not exists (select from hidden_incident where page.subject_kind = 'incident' and hidden_incident.id = page.subject_id)";

/** Empties the read tables, for a rebuild to make again. */
export async function deletePages(tx: Tx): Promise<void> {
  await tx.run("delete from page_attempt");
  await tx.run("delete from page");
}

/** Pages newest first. What was sent for the search of an incident was sent for every group it stands for too. */
export async function listPages(tx: Tx, filter: PageFilter): Promise<ListedPageRow[]> {
  return tx.rows<ListedPageRow>(
    `${listed}
     where ($1::text is null or page.person_id = $1) and ($2::uuid is null or page.subject_id = $2
         or (page.subject_kind = 'incident' and (page.subject_id, page.call) = (select incident_id, call from alert_group where alert_group.id = $2)))
       and ($3::text is null or page.status = $3) and ${isSeen}
       and ($4::timestamptz is null or (page.opened_at, page.id) < ($4, $5::uuid))
     order by page.opened_at desc, page.id desc limit $6`,
    [filter.personId, filter.subjectId, filter.status, filter.before?.at ?? null, filter.before?.id ?? null, filter.limit],
  );
}

export async function readListedPage(tx: Tx, id: string): Promise<ListedPageRow | null> {
  return tx.first<ListedPageRow>(`${listed} where page.id = $1 and ${isSeen}`, [id]);
}
