import { chmod, mkdir, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunUser } from "./run-user.ts";
import { StartFailure } from "./start-failure.ts";

/** True where the directory's mode lets the user reach what lies in it. */
export function maySearch(directory: { mode: number; uid: number; gid: number }, user: Pick<RunUser, "uid" | "groups">): boolean {
  if (directory.uid === user.uid) return (directory.mode & 0o100) !== 0;
  if (user.groups.includes(directory.gid)) return (directory.mode & 0o010) !== 0;
  return (directory.mode & 0o001) !== 0;
}

/** The uppermost directory above this path that is closed to the user, or null. The path itself need not exist. */
export async function closedDirectoryAbove(path: string, user: RunUser): Promise<string | null> {
  const nearest = await nearestExisting(path);
  const lowest = nearest.isThePathItself ? dirname(nearest.real) : nearest.real;
  for (const directory of fromTopTo(lowest)) {
    if (!maySearch(await stat(directory), user)) return directory;
  }
  return null;
}

async function nearestExisting(path: string): Promise<{ real: string; isThePathItself: boolean }> {
  for (let candidate = path; ; candidate = dirname(candidate)) {
    const real = await realpath(candidate).catch(() => null);
    if (real !== null) return { real, isThePathItself: candidate === path };
  }
}

function fromTopTo(directory: string): string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [...fromTopTo(above), directory];
}

/** Makes the directory where it is missing, opens it (and what was made above it) to the user, and gives its real path. */
export async function openDirectory(path: string, user: RunUser): Promise<string> {
  try {
    const highestMade = await mkdir(dirname(path), { recursive: true });
    await mkdir(path, { mode: 0o700 }).catch(ignoreExisting);
    const real = await realpath(path);
    const highest = highestMade === undefined ? real : await realpath(highestMade);
    for (const directory of fromTopTo(real)) {
      if (directory.startsWith(highest)) await openTo(user, directory);
    }
    return real;
  } catch (error) {
    throw new StartFailure("unusable-directory", `The data directory ${path} cannot be made or opened: ${(error as Error).message}`, { cause: error });
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

async function openTo(user: RunUser, directory: string): Promise<void> {
  const found = await stat(directory);
  if (maySearch(found, user) || user.isSelf) return;
  await chmod(directory, (found.mode & 0o7777) | 0o011);
}
