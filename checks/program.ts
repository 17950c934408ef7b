import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Findings, Part } from "./part.ts";

const cache = "node_modules/.cache";

/** The types of the whole tree; what did not change is not looked at again. */
export const checkTypes = program("tsc", ["--noEmit", "--pretty", "false", "--incremental", "--tsBuildInfoFile", `${cache}/types.tsbuildinfo`]);

/** The lint rules over the whole tree; files that did not change come from the cache. */
export const checkLint = program("eslint", [".", "--max-warnings", "0", "--cache", "--cache-strategy", "content", "--cache-location", `${cache}/eslint/`]);

/** A part that is a program of its own: it fails with what the program printed. */
function program(name: string, options: string[]): Part {
  return (root) =>
    new Promise<Findings>((resolve, reject) => {
      const child = spawn(join(root, "node_modules/.bin", name), options, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
      const printed: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => printed.push(chunk));
      child.on("error", reject);
      child.on("close", (code) => resolve({ failures: code === 0 ? [] : [Buffer.concat(printed).toString("utf8").trim()] }));
    });
}
