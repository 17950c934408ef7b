import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { ReadinessEntry } from "./readiness.document.ts";

export interface ReadinessRow {
  schedule_id: string;
  person_id: string;
  starts_at: Instant;
  ticked: string[];
  answered_at: Instant;
  ready_at: Instant | null;
}

/** Names one shift of one person. */
export function readyKey(scheduleId: string, personId: string, startsAt: Instant): string {
  return JSON.stringify([scheduleId, personId, startsAt]);
}

/** What the people said about shifts that begin after a moment, by shift. */
export async function readReadiness(tx: Tx, personIds: readonly string[], since: Instant): Promise<Map<string, ReadinessRow>> {
  const rows = await tx.rows<ReadinessRow>("select * from shift_readiness where person_id = any($1::text[]) and starts_at > $2", [personIds, toIso(since)]);
  return new Map(rows.map((row) => [readyKey(row.schedule_id, row.person_id, row.starts_at), row]));
}

/** When the people were found ready, by shift. */
export async function readReadyTimes(tx: Tx, personIds: readonly string[], since: Instant): Promise<Map<string, Instant | null>> {
  return new Map([...(await readReadiness(tx, personIds, since))].map(([key, row]) => [key, row.ready_at]));
}

/** What a schedule asks of whoever begins a shift; null where it asks nothing. */
export async function readReadinessEntry(tx: Tx, scheduleId: string): Promise<ReadinessEntry | null> {
  return (await tx.first<{ readiness: ReadinessEntry | null }>("select readiness from schedule where id = $1", [scheduleId]))?.readiness ?? null;
}

/** Keeps what somebody ticked; the first time at which everything was in order stays, until something is unticked. */
export async function writeReadiness(tx: Tx, shift: { scheduleId: string; personId: string; from: Instant }, ticked: readonly string[], isReady: boolean): Promise<void> {
  await tx.run(
    `insert into shift_readiness (schedule_id, person_id, starts_at, ticked, answered_at, ready_at) values ($1, $2, $3, $4, $5, case when $6 then $5::timestamptz end)
     on conflict (schedule_id, person_id, starts_at) do update set ticked = excluded.ticked, answered_at = excluded.answered_at,
       ready_at = case when $6 then coalesce(shift_readiness.ready_at, excluded.ready_at) end`,
    [shift.scheduleId, shift.personId, toIso(shift.from), ticked, toIso(tx.now), isReady],
  );
}

/** Whom somebody leads: the members of the teams whose manager they are. */
export async function readLed(tx: Tx, managerId: string): Promise<string[]> {
  const rows = await tx.rows<{ person_id: string }>("select distinct person_id from team_member join team on team.id = team_id where manager_id = $1 and person_id <> $1", [managerId]);
  return rows.map((row) => row.person_id);
}
