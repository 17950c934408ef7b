import { randomBytes } from "node:crypto";
import { chown, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { run, type InstalledPrograms, type Programs } from "./programs.ts";
import type { RunUser } from "./run-user.ts";
import { StartFailure } from "./start-failure.ts";

export const clusterDirectoryName = "postgres";
const passwordFileName = "postgres-password";

export interface Cluster {
  directory: string;
  password: string;
}

/** Where and as whom to connect to the cluster's server. */
export function addressOf(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** True where the data directory holds a cluster, whether its server runs or not. */
export async function holdsCluster(dataDirectory: string): Promise<boolean> {
  return (await readVersion(join(dataDirectory, clusterDirectoryName))) !== null;
}

function readVersion(directory: string): Promise<string | null> {
  return readFile(join(directory, "PG_VERSION"), "utf8").catch(() => null);
}

/** Opens the cluster below the data directory; makes it, with a password of its own, where there is none. */
export async function openCluster(dataDirectory: string, programs: InstalledPrograms, user: RunUser): Promise<Cluster> {
  const directory = join(dataDirectory, clusterDirectoryName);
  const version = await readVersion(directory);
  if (version === null) await createCluster(dataDirectory, programs, user);
  else checkVersion(directory, version.trim(), programs);
  return { directory, password: await readPassword(dataDirectory) };
}

/** The password that was made with the cluster. */
export async function readPassword(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, passwordFileName);
  const password = (await readFile(file, "utf8").catch(() => "")).trim();
  if (password) return password;
  throw new StartFailure("password-missing", `The database's password cannot be read from ${file}. Put the file back from your backup.`);
}

function checkVersion(directory: string, version: string, { majorVersion }: InstalledPrograms): void {
  if (version === majorVersion) return;
  throw new StartFailure(
    "other-version",
    `${directory} was made by PostgreSQL ${version}, and this is PostgreSQL ${majorVersion}. Back up with the version that made it, then restore into a new data directory.`,
  );
}

// Made under another name and renamed, so that an interrupted making never looks like a cluster.
async function createCluster(dataDirectory: string, programs: Programs, user: RunUser): Promise<void> {
  const unfinished = join(dataDirectory, `${clusterDirectoryName}.unfinished`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (!user.isSelf) await chown(unfinished, user.uid, user.gid);
  const passwordFile = await writePassword(dataDirectory, user);
  const outcome = await run(programs, user, "initdb", [...clusterSettings, `--pwfile=${passwordFile}`, `--pgdata=${unfinished}`]);
  if (!outcome.succeeded) throw new StartFailure("not-created", `PostgreSQL could not make its files in ${dataDirectory}: ${outcome.output}`);
  await takePlace(unfinished, join(dataDirectory, clusterDirectoryName));
  await syncDirectory(dataDirectory);
}

const clusterSettings = [
  "--username=postgres",
  "--encoding=UTF8",
  "--locale=C",
  // Sorting must not depend on the machine's C library, whose updates would break indexes.
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth-host=scram-sha-256",
  "--auth-local=scram-sha-256",
  "--no-instructions",
];

async function takePlace(made: string, directory: string): Promise<void> {
  try {
    await rename(made, directory);
  } catch (error) {
    const found = await stat(directory).catch(() => null);
    const reason = found ? "something else lies there" : (error as Error).message;
    throw new StartFailure("not-created", `PostgreSQL's files cannot be put into ${directory}: ${reason}.`, { cause: error });
  }
}

async function writePassword(dataDirectory: string, user: RunUser): Promise<string> {
  const path = join(dataDirectory, passwordFileName);
  await rm(path, { force: true });
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(24).toString("base64url")}\n`);
    if (!user.isSelf) await file.chown(user.uid, user.gid);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  await directory.sync().finally(() => directory.close());
}
