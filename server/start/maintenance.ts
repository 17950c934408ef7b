import { backup as writeBackup, type BackupSummary } from "../platform/database/backup.ts";
import { openDatabase } from "../platform/database/database.ts";
import { inspectBackup, ownMigrations, restoreInspected, type RestoreSummary } from "../platform/database/restore.ts";
import { publicKeyOf } from "../platform/event-log/checkpoint.ts";
import { verifyLog, type LogVerdict } from "../platform/event-log/log-verification.ts";
import { isRefusal, refuse, type Refusal } from "../values/refusal.ts";
import { readCheckpointFiles, saveCheckpoint, type CheckpointFiles } from "./checkpoint-notes.ts";
import { readSecret, whereSecretLies, withKnownDatabase, withNewDatabase, type Way } from "./known-database.ts";
import { rebuild as rebuildTables, type Rebuilt } from "./rebuild.ts";

/** What the verbs that look after a database are given. */
export interface Maintenance extends Way {
  progress: (line: string) => void;
}

/** How many rows each table has; tables without rows are left out. */
export type RowCounts = ReadonlyMap<string, number>;

type Counted<Summary> = Summary & { counts: RowCounts };

const eventsAtOnce = 1_000;

export async function backup(to: Maintenance, file: string): Promise<Counted<BackupSummary> | Refusal> {
  const { counts, tableDone } = countRows();
  const summary = await withKnownDatabase(to, (url) => writeBackup(url, file, tableDone));
  return isRefusal(summary) ? summary : { ...summary, counts };
}

/** The file is looked at first, so that a wrong one does not leave an empty database behind. */
export async function restore(to: Maintenance, file: string): Promise<Counted<RestoreSummary> | Refusal> {
  const header = await inspectBackup(file, ownMigrations);
  if (isRefusal(header)) return header;
  const { counts, tableDone } = countRows();
  const options = { migrations: ownMigrations, progress: to.progress, tableDone };
  const summary = await withNewDatabase(to, (url) => restoreInspected(url, file, header, options));
  return isRefusal(summary) ? summary : { ...summary, counts };
}

function countRows() {
  const counts = new Map<string, number>();
  const tableDone = (table: string, rows: number) => {
    if (rows > 0) counts.set(table, rows);
  };
  return { counts, tableDone };
}

export function rebuild(to: Maintenance): Promise<Rebuilt | Refusal> {
  return withKnownDatabase(to, async (url) => {
    const database = openDatabase({ url, connections: 2, isPatient: true });
    return rebuildTables(database, { batch: eventsAtOnce, progress: to.progress }).finally(() => database.close());
  });
}

export type WholeLog = Extract<LogVerdict, { isWhole: true }>;

/** Refused with the first difference where somebody changed the log; only a whole log's newest checkpoint is saved. */
export async function verify(to: Maintenance, files: CheckpointFiles): Promise<WholeLog | Refusal> {
  const kept = await readCheckpointFiles(files);
  if (isRefusal(kept)) return kept;
  const secret = await readSecret(to.settings);
  const verdict = await withKnownDatabase(to, async (url) => {
    if (isRefusal(secret)) return secret;
    const database = openDatabase({ url, connections: 2, isPatient: true });
    const trust = { publicKeys: [publicKeyOf(secret)], kept };
    return database.transaction((tx) => verifyLog(tx, trust)).finally(() => database.close());
  });
  if (isRefusal(verdict)) return verdict;
  if (!verdict.isWhole) return refuse(verdict.difference.code, verdict.difference.sentence + (await mendOf(verdict.difference.code, to)));
  if (files.saveTo === null) return verdict;
  if (verdict.newest === null) return refuse("checkpoint.none-yet", "There is no checkpoint to save yet. A running Muster makes one within a minute of its first event.");
  return (await saveCheckpoint(files.saveTo, verdict.newest)) ?? verdict;
}

async function mendOf(code: string, { settings }: Maintenance): Promise<string> {
  if (code !== "log.checkpoint-not-genuine") return "";
  const file = await whereSecretLies(settings);
  const where = settings.secret === null && !isRefusal(file) ? `put the file \`secret\` of the one that was backed up at ${file}` : "give the key of the one that was backed up in MUSTER_SECRET";
  return ` If this Muster was restored from a backup, ${where} and verify again (docs/operate.md, Backup and restore).`;
}
