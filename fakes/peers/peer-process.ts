import { plainEnvironment, startChild, type Child } from "../processes/child.ts";
import { untilReady } from "../processes/readiness.ts";
import { removeTemporaryFolder } from "../processes/temporary-folder.ts";
import { programPath, type Peer } from "./installed.ts";

/** A real program that runs on the loopback until it is stopped. */
export interface PeerProcess {
  readonly url: string;
  readonly pid: number;
  readonly logs: readonly string[];
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a peer in its own folder and waits for its readiness address. */
export async function startPeer(peer: Peer, args: readonly string[], url: string, folder: string): Promise<PeerProcess> {
  const child = await startChild(programPath(peer), args, { name: peer, env: plainEnvironment(), folder });
  const stop = () => stopPeer(child, folder);
  try {
    await untilReady(`${url}/-/ready`, child, 30_000);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { url, pid: child.pid, logs: child.lines.items, stop };
}

async function stopPeer(child: Child, folder: string): Promise<void> {
  await child.end();
  removeTemporaryFolder(folder);
}
