import { join, resolve } from "node:path";
import { installBinaries, locateBinaries } from "./binaries.ts";
import { addressOf, clusterDirectoryName, openCluster } from "./cluster.ts";
import { closedDirectoryAbove, openDirectory } from "./directory-access.ts";
import { clearOrphans } from "./orphans.ts";
import { findFreePort, startPostmaster, type Postmaster, type PostmasterOptions } from "./postmaster.ts";
import { runUserOf, type RunUser } from "./run-user.ts";
import { StartFailure } from "./start-failure.ts";
import { Supervision, usualPauses } from "./supervision.ts";
import { acquireSupervisorLock, type SupervisorLock } from "./supervisor-lock.ts";

export { holdsCluster } from "./cluster.ts";
export { chooseDataDirectory, type DataDirectoryChoice } from "./data-directory.ts";
export { embeddedUrl } from "./running-server.ts";
export { StartFailure, type StartFailureCode } from "./start-failure.ts";

export interface EmbeddedPostgresOptions {
  dataDirectory: string;
  /** A free port is found where none is given. */
  port?: number;
  /** Hears what PostgreSQL and its supervisor say, line by line. */
  log: (line: string) => void;
  /** Called once, when PostgreSQL has ended and could not be started again. */
  onFatal: (error: Error) => void;
}

export interface EmbeddedPostgres {
  /** Where and as whom to connect; stays the same when PostgreSQL is started again. */
  url: string;
  /** Ends PostgreSQL quickly, keeping what was committed, and gives the data directory free. */
  stop(): Promise<void>;
  /** The id of PostgreSQL's main process at this moment. */
  pid(): number;
}

/** Starts PostgreSQL on a directory of its own and keeps it running. Fails with a `StartFailure` where it cannot. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.dataDirectory);
  const user = await runUserOf(join(wanted, clusterDirectoryName));
  await refuseClosed(wanted, user);
  const dataDirectory = await openDirectory(wanted, user);
  const lock = await acquireSupervisorLock(dataDirectory);
  try {
    return await startLocked({ ...options, dataDirectory }, user, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function refuseClosed(dataDirectory: string, user: RunUser): Promise<void> {
  const closed = await closedDirectoryAbove(dataDirectory, user);
  if (closed === null) return;
  throw new StartFailure("closed-directory", `The data directory ${dataDirectory} lies below ${closed}, which is closed to the user "${user.name}" that PostgreSQL runs as. Use another data directory.`);
}

async function startLocked(options: EmbeddedPostgresOptions, user: RunUser, lock: SupervisorLock): Promise<EmbeddedPostgres> {
  const { dataDirectory, log, onFatal } = options;
  await clearOrphans(join(dataDirectory, clusterDirectoryName), log);
  const programs = await installBinaries(await locateBinaries(), dataDirectory, user);
  const cluster = await openCluster(dataDirectory, programs, user);
  const { postmaster, started } = await startFirst({ programs, user, cluster: cluster.directory, log }, options.port);
  const restart = async () => {
    await clearOrphans(cluster.directory, log);
    return startPostmaster(started);
  };
  const supervision = new Supervision(postmaster, { restart, pauses: usualPauses, log, onFatal });
  return {
    url: addressOf(cluster.password, started.port),
    pid: () => supervision.pid,
    stop: () => supervision.stop().finally(() => lock.release()),
  };
}

const mostPorts = 3;

async function startFirst(ground: Omit<PostmasterOptions, "port">, port?: number): Promise<{ postmaster: Postmaster; started: PostmasterOptions }> {
  for (let attempt = 1; ; attempt += 1) {
    const started = { ...ground, port: port ?? (await findFreePort()) };
    const postmaster = startPostmaster(started);
    if (await postmaster.ready) return { postmaster, started };
    const words = postmaster.lastWords().join("\n");
    const mayTryAnother = port === undefined && attempt < mostPorts && words.includes("could not bind");
    if (!mayTryAnother) throw new StartFailure("not-started", `PostgreSQL did not start (${await postmaster.exited}). It said:\n${words}`);
  }
}
