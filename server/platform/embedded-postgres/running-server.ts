import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { addressOf, clusterDirectoryName, readPassword } from "./cluster.ts";
import { readPostmasterFile } from "./orphans.ts";
import { isPostmasterOf } from "./process-table.ts";

/** Where and as whom to connect to the server that runs on the data directory, whoever started it; null where none takes connections. */
export async function embeddedUrl(dataDirectory: string): Promise<string | null> {
  const cluster = await realpath(join(resolve(dataDirectory), clusterDirectoryName)).catch(() => null);
  const written = cluster === null ? null : await readPostmasterFile(cluster);
  if (cluster === null || !written?.isReady || written.port === null) return null;
  if (!(await isPostmasterOf(written.pid, cluster))) return null;
  return addressOf(await readPassword(resolve(dataDirectory)), written.port);
}
