import type { Tx } from "../../platform/database/database.ts";
import { readDueTimes } from "../../platform/due-work/due-work.queries.ts";
import type { Instant } from "../../values/instant.ts";
import { alertOf, type AlertRow } from "./alert.queries.ts";
import type { Alert } from "./fold.rules.ts";
import { lapseKey } from "./lapse.intake.ts";
import type { SilenceRow } from "./silence.queries.ts";

/** An alert, and when it ends unless its tool speaks of it again. */
export interface LapsingAlert {
  alert: Alert;
  lapsesAt: Instant | null;
}

const mostListed = 20_000;
const mostSilences = 1_000;

/** The source of the kind `alertmanager` that has the key; null where none has. */
export async function findAlertmanagerSource(tx: Tx, keyHash: Buffer): Promise<string | null> {
  return (await tx.first<{ id: string }>("select id from source where kind = 'alertmanager' and key_hash = $1", [keyHash]))?.id ?? null;
}

/** What a source said that is not over, in the order of their fingerprints, as Alertmanager lists them. */
export async function readOpenAlertsOfSource(tx: Tx, sourceId: string): Promise<LapsingAlert[]> {
  const rows = await tx.rows<AlertRow>("select * from alert where source_id = $1 and is_current and status <> 'resolved' order by key limit $2", [sourceId, mostListed]);
  const ends = await readDueTimes(tx, rows.map(({ fingerprint }) => lapseKey(fingerprint)));
  return rows.map((row) => ({ alert: alertOf(row), lapsesAt: ends.get(lapseKey(row.fingerprint)) ?? null }));
}

/** What a source may see of silences: its own, and those that hold back what it said. */
const visible = `((made_by->>'kind' = 'source' and made_by->>'id' = $1)
  or exists (select from alert where source_id = $1 and is_current and status <> 'resolved' and held_by = 'silence' and held_id = silence.id::text))`;

/** The silences that a source may see, those that end last first. */
export async function listSilencesOfSource(tx: Tx, sourceId: string): Promise<SilenceRow[]> {
  return tx.rows<SilenceRow>(`select * from silence where ${visible} order by least(ends_at, ended_at) desc, id limit $2`, [sourceId, mostSilences]);
}

/** A silence that a source may see. */
export async function readSilenceOfSource(tx: Tx, sourceId: string, id: string): Promise<SilenceRow | null> {
  return tx.first<SilenceRow>(`select * from silence where ${visible} and id::text = $2`, [sourceId, id]);
}
