import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Settings } from "../platform/config/settings.ts";
import { readAppliedMigrations, withCopyConnection } from "../platform/database/backup.queries.ts";
import { chooseDataDirectory, embeddedUrl, holdsCluster, startEmbeddedPostgres } from "../platform/embedded-postgres/index.ts";
import type { Logger } from "../platform/log/log.ts";
import { isRefusal, refuse, type Refusal } from "../values/refusal.ts";
import { secretFileIn } from "./ground.ts";

/** How a verb comes to its database. */
export interface Way {
  settings: Settings;
  log: Logger;
  /** From its call on, what asks the process to stop only aborts this. */
  heedStopSignals: () => AbortSignal;
}

type Work<T> = (url: string) => Promise<T | Refusal>;

/** Works on a database that Muster made before: that of DATABASE_URL, or the embedded one, started for this alone where it does not run. Makes none. */
export async function withKnownDatabase<T>(way: Way, work: Work<T>): Promise<T | Refusal> {
  return withDatabase(way, false, async (url) => {
    const migrations = await withCopyConnection(url, readAppliedMigrations);
    if (migrations.length > 0) return work(url);
    return refuse("database.not-musters", `The database of ${way.settings.databaseUrl === null ? "this data directory" : "DATABASE_URL"} holds nothing of Muster's. ${howToName}`);
  });
}

/** The same with a database that may be new. */
export function withNewDatabase<T>(way: Way, work: Work<T>): Promise<T | Refusal> {
  return withDatabase(way, true, work);
}

const howToName = "Say where Muster's data is: its directory in MUSTER_DATA, or the address of its PostgreSQL in DATABASE_URL.";

async function withDatabase<T>(way: Way, mayMake: boolean, work: Work<T>): Promise<T | Refusal> {
  if (way.settings.databaseUrl !== null) return work(way.settings.databaseUrl);
  const directory = await directoryOf(way.settings);
  if (isRefusal(directory)) return directory;
  const running = await embeddedUrl(directory);
  if (running !== null) return work(running);
  if (mayMake || (await holdsCluster(directory))) return withOwnServer(way, directory, work);
  return refuse("database.none-there", `There is no database of Muster's in ${directory}. ${howToName}`);
}

async function directoryOf(settings: Settings): Promise<string | Refusal> {
  const choice = await chooseDataDirectory({ named: settings.dataDirectory, workingDirectory: process.cwd() });
  return isRefusal(choice) ? choice : choice.directory;
}

/** Whoever stops the process meanwhile stops the server with it. */
async function withOwnServer<T>({ log, heedStopSignals }: Way, dataDirectory: string, work: Work<T>): Promise<T | Refusal> {
  const stopping = heedStopSignals();
  try {
    const onFatal = (error: Error) => log.error({ err: error }, "PostgreSQL ended.");
    const server = await startEmbeddedPostgres({ dataDirectory, log: (line) => log.debug(line), onFatal });
    stopping.addEventListener("abort", () => void server.stop());
    const outcome = stopping.aborted ? Promise.resolve(interrupted) : work(server.url);
    return await outcome.finally(() => server.stop());
  } catch (error) {
    if (stopping.aborted) return interrupted;
    throw error;
  }
}

const interrupted = refuse("database.interrupted", "Stopped before it was done.");

/** The key that checkpoints are signed with, as it was given or made before. Makes none. */
export async function readSecret(settings: Settings): Promise<string | Refusal> {
  if (settings.secret !== null) return settings.secret;
  const file = await whereSecretLies(settings);
  if (isRefusal(file)) return file;
  const kept = await readFile(file, "utf8").catch(() => null);
  return kept?.trim() ?? refuse("secret.none-there", `The key that checkpoints are signed with is not in ${file}. Put the file \`secret\` of this Muster there, or give what it holds in MUSTER_SECRET.`);
}

/** The file in which the key is kept where MUSTER_SECRET does not give it. */
export async function whereSecretLies(settings: Settings): Promise<string | Refusal> {
  const directory = settings.databaseUrl === null ? await directoryOf(settings) : resolve(settings.dataDirectory ?? "data");
  return isRefusal(directory) ? directory : secretFileIn(directory);
}
