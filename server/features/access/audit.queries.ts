import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { AuditQuery } from "./audit.contract.ts";
import type { AuditData, AuditFact } from "./audit.events.ts";

export interface AuditRow {
  position: number;
  type: AuditFact["type"];
  data: AuditData;
  actor: Actor;
  recorded_at: Instant;
}

/** Of an incident only where whoever asks sees it. */
const isSeen = "not exists (select from hidden_incident where data->>'id' = 'INC-' || hidden_incident.number)";

/** Entries of the audit trail, newest first, one more than the limit. */
export async function readAudit(tx: Tx, query: AuditQuery): Promise<AuditRow[]> {
  const [kind, actorId] = splitOnce(query.actor ?? null);
  return tx.rows<AuditRow>(
    `select position, type, data, actor, recorded_at from event_log
     where stream_id like 'audit/%' and ${isSeen} and ($2::bigint is null or position < $2)
       and ($3::text is null or data->>'section' = $3) and ($4::text is null or data->>'id' = $4)
       and ($5::text is null or actor->>'kind' = $5) and ($6::text is null or actor->>'id' = $6)
     order by position desc limit $1`,
    [query.limit + 1, query.cursor ?? null, query.section ?? null, query.id ?? null, kind, actorId],
  );
}

function splitOnce(text: string | null): [string | null, string | null] {
  const slash = text?.indexOf("/") ?? -1;
  return text === null || slash < 0 ? [text, null] : [text.slice(0, slash), text.slice(slash + 1)];
}
