import { toIso, type Instant } from "../../values/instant.ts";
import { subjectKey, type Subject } from "../../values/subject.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readGroupsOfCalls } from "../alert-intake/index.ts";

export interface ActionSearch {
  subject: Subject;
  since: Instant;
}

/** What people do to alerts, as the traces tell of it. */
const actions = ["alert.noted", "alert.owned", "alert.verdict", "alert.snoozed", "alert.snooze-ended", "alert.acknowledged-by-hand", "alert.resolved-by-hand", "hold.released-by-hand", "answer.have", "answer.cannot"];

/** When somebody last did something about each subject after a moment, by its key; absent where nobody did. What Muster does by itself is no action. */
export async function readLastActions(tx: Tx, searches: readonly ActionSearch[]): Promise<Map<string, Instant>> {
  if (searches.length === 0) return new Map();
  const groups = await readGroupsOfCalls(tx, searches.map(({ subject }) => subject));
  const ofGroups = searches.flatMap(({ subject, since }) => (subject.kind === "group" ? [subject.id] : (groups.get(subjectKey(subject)) ?? [])).map((groupId) => ({ key: subjectKey(subject), groupId, since })));
  const ofIncidents = searches.filter(({ subject }) => subject.kind === "incident");
  const rows = await tx.rows<{ key: string; at: Instant }>(
    `select key, max(at) as at from (
       select key, decision.at from unnest($1::text[], $2::uuid[], $3::timestamptz[]) as asked (key, group_id, since)
       join decision on decision.group_id = asked.group_id and decision.at > since and decision.code = any($4::text[])
       union all
       select key, recorded_at from unnest($5::text[], $6::text[], $7::timestamptz[]) as asked (key, stream_id, since)
       join event_log on event_log.stream_id = asked.stream_id and recorded_at > since and actor ->> 'kind' <> 'muster'
     ) as acted group by key`,
    [
      ofGroups.map(({ key }) => key),
      ofGroups.map(({ groupId }) => groupId),
      ofGroups.map(({ since }) => toIso(since)),
      actions,
      ofIncidents.map(({ subject }) => subjectKey(subject)),
      ofIncidents.map(({ subject }) => `incident/${subject.id}`),
      ofIncidents.map(({ since }) => toIso(since)),
    ],
  );
  return new Map(rows.map(({ key, at }) => [key, at]));
}
