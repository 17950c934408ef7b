import type { Settings } from "../platform/config/settings.ts";
import { backup as writeBackup, type BackupSummary } from "../platform/database/backup.ts";
import { openDatabase } from "../platform/database/database.ts";
import { ownMigrations, restore as loadBackup, type RestoreSummary } from "../platform/database/restore.ts";
import { chooseDataDirectory, embeddedUrl } from "../platform/embedded-postgres/index.ts";
import { publicKeyOf } from "../platform/event-log/checkpoint.ts";
import { verifyLog, type LogVerdict } from "../platform/event-log/log-verification.ts";
import type { Logger } from "../platform/log/log.ts";
import { isRefusal, refuse, type Refusal } from "../values/refusal.ts";
import { openGround } from "./ground.ts";
import { rebuild as rebuildTables, type Rebuilt } from "./rebuild.ts";

/** What the verbs that look after a database are given. */
export interface Maintenance {
  settings: Settings;
  log: Logger;
  progress: (line: string) => void;
}

const eventsAtOnce = 1_000;

export function backup(to: Maintenance, file: string): Promise<BackupSummary | Refusal> {
  return withDatabase(to, (url) => writeBackup(url, file, to.progress));
}

export function restore(to: Maintenance, file: string): Promise<RestoreSummary | Refusal> {
  return withDatabase(to, (url) => loadBackup(url, file, { migrations: ownMigrations, progress: to.progress }));
}

export function rebuild(to: Maintenance): Promise<Rebuilt | Refusal> {
  return withDatabase(to, async (url) => {
    const database = openDatabase({ url, connections: 2, isPatient: true });
    return rebuildTables(database, { batch: eventsAtOnce, progress: to.progress }).finally(() => database.close());
  });
}

export type WholeLog = Extract<LogVerdict, { isWhole: true }>;

/** Refused with the first difference where somebody changed the log. */
export function verify(to: Maintenance): Promise<WholeLog | Refusal> {
  return withDatabase(to, async (url, secret) => {
    const database = openDatabase({ url, connections: 2, isPatient: true });
    const trust = { publicKeys: [publicKeyOf(secret)], kept: [] };
    const verdict = await database.transaction((tx) => verifyLog(tx, trust)).finally(() => database.close());
    return verdict.isWhole ? verdict : refuse(verdict.difference.code, verdict.difference.sentence);
  });
}

/** The database of DATABASE_URL, the embedded one if it runs, or the embedded one started for this alone. */
async function withDatabase<T>({ settings, log }: Maintenance, work: (url: string, secret: string) => Promise<T>): Promise<T> {
  const running = settings.databaseUrl ?? (await findRunning(settings));
  const ground = await openGround({ ...settings, databaseUrl: running }, log, (error) => log.error({ err: error }, "PostgreSQL ended."));
  try {
    return await work(ground.databaseUrl, ground.secret);
  } finally {
    await ground.stop();
  }
}

async function findRunning(settings: Settings): Promise<string | null> {
  const choice = await chooseDataDirectory({ named: settings.dataDirectory, workingDirectory: process.cwd() });
  return isRefusal(choice) ? null : embeddedUrl(choice.directory);
}
