import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { incidentStream, refOf } from "../incidents/index.ts";

/**
 * The streams of incidents with everything that belongs to them: the alert groups that were ever part of one, the searches for people, the pages, the
 * retrospectives. Which groups and retrospectives these are, the incidents' own events say.
 */
export async function readStreamsOf(tx: Tx, incidentIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ stream_id: string }>(
    `with facts as (select type, data from event_log where stream_id = any($2::text[]) and type in ('incident declared', 'group joined', 'incident absorbed', 'retrospective begun')),
       joined as (
         select data ->> 'groupId' as id from facts where type = 'group joined'
         union select jsonb_array_elements_text(data -> 'groupIds') from facts where type in ('incident declared', 'incident absorbed')),
       belonging as (
         select unnest($2::text[]) as stream_id
         union select 'group/' || id from joined
         union select 'escalation/group-' || id from joined
         union select 'escalation/incident-' || subject_id || '-' || call from escalation where subject_kind = 'incident' and subject_id = any($1::uuid[])
         union select 'page/' || id from page where subject_kind = 'incident' and subject_id = any($1::uuid[])
         union select 'page/' || page.id from page join joined on page.subject_id = joined.id::uuid where subject_kind = 'group'
         union select 'retrospective/' || (data ->> 'retrospectiveId') from facts where type = 'retrospective begun')
     select stream_id from stream_head join belonging using (stream_id) where version > 0 order by stream_id`,
    [incidentIds, incidentIds.map(incidentStream)],
  );
  return rows.map(({ stream_id }) => stream_id);
}

/** The ids of incidents that were declared in a span, the oldest first. */
export async function readDeclaredIn(tx: Tx, { from, to }: { from: Instant; to: Instant }): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>("select id from seen_incident where declared_at >= $1 and declared_at < $2 order by number", [toIso(from), toIso(to)]);
  return rows.map(({ id }) => id);
}

/** The streams of the audit trail that speak of incidents of which whoever asks may not know. */
export async function readHiddenTrails(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ number: number }>("select number from hidden_incident");
  return new Set(rows.flatMap(({ number }) => [`audit/incidents/${refOf(number)}`, `audit/evidence-packs/${refOf(number)}`]));
}
