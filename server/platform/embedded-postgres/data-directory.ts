import { join, resolve } from "node:path";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { closedDirectoryAbove } from "./directory-access.ts";
import { clusterDirectoryName } from "./cluster.ts";
import { runUserOf, type RunUser } from "./run-user.ts";

export interface DataDirectoryChoice {
  directory: string;
  /** What start says to the person, where the directory is not the one they would expect. */
  notice: string | null;
}

export interface DataDirectoryFacts {
  /** What MUSTER_DATA says, made absolute; null where it is not set. */
  named: string | null;
  /** `data` in the working directory. */
  usual: string;
  isRoot: boolean;
  runUserName: string;
  /** Per candidate: the directory above it that is closed to the user PostgreSQL runs as, or null. */
  closedAbove: { named: string | null; usual: string | null; rootsOwn: string | null };
}

/** Where root's data lies when the working directory is closed to the user that PostgreSQL runs as. */
export const rootsOwnDirectory = "/var/lib/muster";

/** Decides where the data lies, from what is known of the file system. */
export function decideDataDirectory(facts: DataDirectoryFacts): DataDirectoryChoice | Refusal {
  const { named, usual, closedAbove } = facts;
  if (named !== null) return closedAbove.named ? refuseClosed(named, closedAbove.named, facts) : { directory: named, notice: null };
  if (closedAbove.usual === null) return { directory: usual, notice: null };
  if (!facts.isRoot) return refuseClosed(usual, closedAbove.usual, facts);
  if (closedAbove.rootsOwn !== null) return refuseClosed(rootsOwnDirectory, closedAbove.rootsOwn, facts);
  return {
    directory: rootsOwnDirectory,
    notice: `The data lies in ${rootsOwnDirectory}: ${usual} is below ${closedAbove.usual}, which is closed to the user "${facts.runUserName}" that PostgreSQL runs as. Set MUSTER_DATA to choose another place.`,
  };
}

function refuseClosed(directory: string, closed: string, { runUserName }: DataDirectoryFacts): Refusal {
  return refuse(
    "data-directory-closed",
    `The data directory ${directory} lies below ${closed}, which is closed to the user "${runUserName}" that PostgreSQL runs as. Set MUSTER_DATA to a directory outside ${closed}, or open it: chmod o+x ${closed}`,
    { directory, closed, user: runUserName },
  );
}

/** Finds the data directory: the one named by hand, else `./data`, else root's own place. Makes nothing. */
export async function chooseDataDirectory(options: { named: string | null; workingDirectory: string }): Promise<DataDirectoryChoice | Refusal> {
  const named = options.named === null ? null : resolve(options.workingDirectory, options.named);
  const usual = resolve(options.workingDirectory, "data");
  const user = await runUserOf(join(named ?? usual, clusterDirectoryName));
  return decideDataDirectory({
    named,
    usual,
    isRoot: process.getuid?.() === 0,
    runUserName: user.name,
    closedAbove: await probe({ named, usual }, user),
  });
}

async function probe(candidates: { named: string | null; usual: string }, user: RunUser): Promise<DataDirectoryFacts["closedAbove"]> {
  return {
    named: candidates.named === null ? null : await closedDirectoryAbove(candidates.named, user),
    usual: await closedDirectoryAbove(candidates.usual, user),
    rootsOwn: await closedDirectoryAbove(rootsOwnDirectory, user),
  };
}
