import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Settings } from "../platform/config/settings.ts";
import { chooseDataDirectory, startEmbeddedPostgres } from "../platform/embedded-postgres/index.ts";
import type { Logger } from "../platform/log/log.ts";
import { isRefusal } from "../values/refusal.ts";

/** What everything stands on: a database and the key that signs links. */
export interface Ground {
  databaseUrl: string;
  secret: string;
  stop(): Promise<void>;
}

/** Uses the PostgreSQL of DATABASE_URL, or starts the embedded one in its data directory. */
export async function openGround(settings: Settings, log: Logger, onFatal: (error: Error) => void): Promise<Ground> {
  if (settings.databaseUrl !== null) {
    const secret = settings.secret ?? (await keepSecret(resolve(settings.dataDirectory ?? "data")));
    return { databaseUrl: settings.databaseUrl, secret, stop: async () => undefined };
  }
  const choice = await chooseDataDirectory({ named: settings.dataDirectory, workingDirectory: process.cwd() });
  if (isRefusal(choice)) throw new Error(choice.reason);
  if (choice.notice) log.info(choice.notice);
  const { directory } = choice;
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, log: (line) => log.debug(line), onFatal });
  try {
    const secret = settings.secret ?? (await keepSecret(directory));
    return { databaseUrl: postgres.url, secret, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Where the key lies that was made for a Muster whose data directory this is. */
export function secretFileIn(directory: string): string {
  return join(directory, "secret");
}

/** The key in the directory's `secret` file, made on first use and readable to its owner only. */
async function keepSecret(directory: string): Promise<string> {
  const file = secretFileIn(directory);
  const made = randomBytes(32).toString("hex");
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(file, made, { flag: "wx", mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return (await readFile(file, "utf8")).trim();
    throw error;
  }
}
