import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { AskedShift, ShiftFact } from "../on-call/index.ts";
import { refOf } from "./incident-ref.rules.ts";
import { readIncidentStories } from "./story.queries.ts";

const most = 20;
const silencesAhead = "7 days";

/** What happened in somebody's shift and what is open now: their pages, alerts of its services and of their pages, incidents, silences that end soon. */
export async function readShiftFacts(tx: Tx, shift: AskedShift): Promise<ShiftFact[]> {
  return [...(await readPageFacts(tx, shift)), ...(await readIncidentFacts(tx, shift)), ...(await readAlertFacts(tx, shift)), ...(await readSilenceFacts(tx))];
}

async function readPageFacts(tx: Tx, { personId, from, to }: AskedShift): Promise<ShiftFact[]> {
  const row = await tx.first<{ pages: number; things: number; answered: number }>(
    `select count(*)::int as pages, count(distinct (subject_kind, subject_id))::int as things,
       count(distinct (subject_kind, subject_id)) filter (where answer = 'have')::int as answered
     from page where person_id = $1 and opened_at >= $2 and opened_at <= $3 and status <> 'held-back'`,
    [personId, toIso(from), toIso(to)],
  );
  if (!row || row.pages === 0) return [];
  const things = row.things === 1 ? "one thing" : `${row.things} things`;
  return [{ key: "pages", kind: "pages", words: `Paged for ${things} in this shift, ${row.answered} taken.`, path: "/pages", at: null }];
}

/** Subjects of which the person was told in the shift. */
const paged = "select subject_id from page where person_id = $1 and opened_at >= $2 and opened_at <= $3";

async function readAlertFacts(tx: Tx, { personId, from, to, serviceIds }: AskedShift): Promise<ShiftFact[]> {
  const rows = await tx.rows<{ id: string; title: string; status: string; service: string | null; snoozed_until: Instant | null }>(
    `select alert.id, alert.title, alert.status, service.name as service, snoozed_until
     from alert left join service on service.id = alert.service_id
     where alert.status <> 'resolved' and is_current and (alert.service_id = any($4::text[]) or alert.group_id in (${paged}))
     order by snoozed_until nulls first, first_at desc, alert.id limit ${most}`,
    [personId, toIso(from), toIso(to), serviceIds],
  );
  return rows.map(({ id, title, status, service, snoozed_until: until }) => {
    const name = service === null ? title : `${title} (${service})`;
    const isSnoozed = until !== null && until > tx.now;
    return { key: `alert/${id}`, kind: isSnoozed ? "snoozed" : "alert", words: isSnoozed ? `Snoozed: ${name}, until` : `${status === "acknowledged" ? "In hand" : "Firing"}: ${name}`, path: `/alerts/${id}`, at: isSnoozed ? until : null };
  });
}

async function readIncidentFacts(tx: Tx, { personId, from, to, serviceIds }: AskedShift): Promise<ShiftFact[]> {
  const rows = await tx.rows<{ id: string; number: number; status: string }>(
    `select id, number, status from seen_incident
     where status in ('open', 'mitigated') and not is_drill and (service_ids && $4::text[] or commander_id = $1 or id in (${paged}))
     order by declared_at desc, id limit ${most}`,
    [personId, toIso(from), toIso(to), serviceIds],
  );
  const stories = await readIncidentStories(tx, rows.map(({ id }) => id));
  return rows.map(({ id, number, status }) => {
    const ref = refOf(number);
    const story = stories.get(id);
    const severity = story?.severityName ? `, ${story.severityName}` : "";
    return { key: `incident/${id}`, kind: "incident", words: `${ref}${severity}, ${status}: ${story?.title ?? ""}`, path: `/incidents/${ref}`, at: null };
  });
}

async function readSilenceFacts(tx: Tx): Promise<ShiftFact[]> {
  const rows = await tx.rows<{ id: string; reason: string; ends_at: Instant }>(
    `select id, reason, ends_at from silence where ended_at is null and starts_at <= $1::timestamptz and ends_at > $1::timestamptz and ends_at < $1::timestamptz + interval '${silencesAhead}'
     order by ends_at, id limit ${most}`,
    [toIso(tx.now)],
  );
  return rows.map(({ id, reason, ends_at }) => ({ key: `silence/${id}`, kind: "silence", words: `The silence “${reason.replaceAll(/\s+/g, " ").trim()}” ends`, path: "/alerts/silences", at: ends_at }));
}
