import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A real program that the product is tried against. */
export type Peer = "prometheus" | "alertmanager" | "amtool";

// Debian puts its own prefix before Alertmanager's name.
const fileNames: Readonly<Record<Peer, readonly string[]>> = {
  prometheus: ["prometheus"],
  alertmanager: ["prometheus-alertmanager", "alertmanager"],
  amtool: ["amtool"],
};

const noted = new Set<Peer>();

/**
 * Whether the program is on this machine. Where it is not, says once that its tests are skipped,
 * or throws when MUSTER_REQUIRE_PEERS=1.
 */
export function isInstalled(peer: Peer): boolean {
  if (findProgram(peer) !== null) return true;
  if (process.env.MUSTER_REQUIRE_PEERS === "1") throw new Error(absence(peer));
  if (!noted.has(peer)) process.stdout.write(`Skipped: ${absence(peer)}\n`);
  noted.add(peer);
  return false;
}

/** The path of the program's file; throws where it is not on this machine. */
export function programPath(peer: Peer): string {
  const path = findProgram(peer);
  if (path === null) throw new Error(absence(peer));
  return path;
}

function findProgram(peer: Peer): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = folders.flatMap((folder) => fileNames[peer].map((name) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function absence(peer: Peer): string {
  return `${peer} is not installed (looked for ${fileNames[peer].join(" and ")} in PATH).`;
}
