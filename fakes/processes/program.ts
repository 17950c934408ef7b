import { fileURLToPath } from "node:url";
import { startChild, type Child } from "./child.ts";

const fakesFolder = fileURLToPath(new URL("..", import.meta.url));
export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

const START_TIMEOUT_MS = 20_000;

/** Starts one of the programs of this folder and reads the one JSON line by which it announces itself. */
export async function startProgram<Announcement>(
  path: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ child: Child; announcement: Announcement }> {
  const command = ["--import", "tsx", `${fakesFolder}${path}`, ...args];
  const child = await startChild(process.execPath, command, { name: path, env, folder: projectFolder });
  const line = await child.lines.waitFor((text) => text.startsWith("{"), START_TIMEOUT_MS, (lines) => lines.join("\n"));
  return { child, announcement: JSON.parse(line) as Announcement };
}
