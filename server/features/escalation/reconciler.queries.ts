import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { EscalationRow } from "./escalation.queries.ts";

/** An escalation of which something falls due that nobody is about to do. */
export type StalledEscalation = EscalationRow & { due_at: Instant; is_late: boolean };

/** Escalations of which something falls due for which there is no row of due work, or a later one that was never tried. */
export async function readStalledEscalations(tx: Tx, most: number): Promise<StalledEscalation[]> {
  return tx.rows<StalledEscalation>(
    `select escalation.*, due_work.id is not null as is_late from escalation
     left join due_work on key = 'escalation/' || subject_kind || '-' || subject_id || case when subject_kind = 'group' then '' else '-' || call end
     where escalation.due_at is not null
       and (due_work.id is null or due_work.due_at > escalation.due_at + interval '1 second' and due_work.attempts = 0 and parked_at is null)
     limit $1`,
    [most],
  );
}

/** Escalations of which something falls due later. */
export async function readWaitingEscalations(tx: Tx): Promise<EscalationRow[]> {
  return tx.rows<EscalationRow>("select * from escalation where due_at > muster_now() order by subject_kind, subject_id, call");
}

/** Open groups of which the trace says, within a day, that they wait for others, whose wait is over, and for which nobody looks although something fires in them. */
export async function readForgottenGroups(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `with waited as (
       select distinct group_id from decision
       where code = 'group.waits' and at between muster_now() - interval '1 day' and muster_now()
         and at + ((details->>'waitMilliseconds')::float8 + 5000) * interval '1 millisecond' < muster_now()
     )
     select alert_group.id from waited join alert_group on alert_group.id = waited.group_id
     where alert_group.status = 'open' and alert_group.urgency <> 'none' and incident_id is null
       and not exists (select from escalation where subject_kind = 'group' and subject_id = alert_group.id and call = '')
       and not exists (select from due_work where key = 'begin/group-' || alert_group.id)
       and exists (select from alert where alert.group_id = alert_group.id and alert.status = 'firing' and held_by is null)
     limit $1`,
    [most],
  );
  return rows.map((row) => row.id);
}
