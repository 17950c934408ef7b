import { toIso, type Instant } from "../../values/instant.ts";
import type { Actor } from "../../values/actor.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Verdict } from "./alert-care.rules.ts";

/** Who owns these alerts from now on. */
export async function writeOwner(tx: Tx, ids: readonly string[], personId: string | null): Promise<void> {
  await tx.run("update alert set owner_id = $2 where id = any($1::uuid[])", [ids, personId]);
}

/** Until when these alerts are quiet. */
export async function writeSnooze(tx: Tx, ids: readonly string[], until: Instant): Promise<void> {
  await tx.run("update alert set snoozed_until = $2 where id = any($1::uuid[])", [ids, toIso(until)]);
}

/** Whoever had these alerts by snoozing them has them no more. */
export async function dropSnoozers(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run("update alert set owner_id = nullif(owner_id, acknowledged_by) where id = any($1::uuid[])", [ids]);
}

/** What these alerts turned out to be, and who says so. */
export async function writeVerdict(tx: Tx, ids: readonly string[], verdict: Verdict | null, personId: string | null): Promise<void> {
  await tx.run(
    "update alert set verdict = $2, verdict_by = $3, verdict_at = case when $2::text is null then null else muster_now() end where id = any($1::uuid[])",
    [ids, verdict, verdict === null ? null : personId],
  );
}

export interface NoteRow {
  id: string;
  at: Instant;
  person_id: string | null;
  person_name: string | null;
  text: string;
}

export async function insertNote(tx: Tx, note: { id: string; alertId: string; personId: string | null; actor: Actor; text: string }): Promise<void> {
  await tx.run("insert into alert_note (id, alert_id, at, person_id, actor, text) values ($1, $2, muster_now(), $3, $4::jsonb, $5)", [
    note.id, note.alertId, note.personId, JSON.stringify(note.actor), note.text,
  ]);
}

/** What people wrote about an alert, oldest first. */
export async function readNotes(tx: Tx, alertId: string): Promise<NoteRow[]> {
  return tx.rows<NoteRow>(
    `select alert_note.id, at, person_id, person.name as person_name, text from alert_note left join person on person.id = person_id
     where alert_id = $1 order by at, alert_note.id limit 500`,
    [alertId],
  );
}
