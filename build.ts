import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programOptions } from "./program.build.ts";

process.chdir(import.meta.dirname);

const stamp = "dist/.stamp";
const sources = ["web", "server", "cli", "package-lock.json", "tsconfig.json", "build.ts", "program.build.ts", "vite.config.ts"];

/** One hash over everything the build reads. Tests are left out: they are not built. */
async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await Promise.all(sources.map(filesOf))).flat()) {
    hash.update(`${file}\0`).update(await readFile(file)).update("\0");
  }
  return hash.digest("hex");
}

async function filesOf(source: string): Promise<string[]> {
  if (!existsSync(source)) return [];
  if (source.includes(".")) return [source];
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

async function buildWeb(): Promise<void> {
  const { build } = await import("vite");
  await build({ configFile: "vite.config.ts", logLevel: "warn" });
}

/** One file of its own beside the page, since a browser asks for it by its name and runs it while no page is open. */
async function buildWorker(): Promise<void> {
  const { build } = await import("esbuild");
  await build({ entryPoints: ["web/push/service-worker.ts"], outfile: "dist/web/service-worker.js", bundle: true, minify: true, format: "iife", target: "es2022", logLevel: "warning" });
}

async function buildProgram(): Promise<void> {
  const { build } = await import("esbuild");
  await build({ ...programOptions, entryPoints: ["cli/muster.ts"], outfile: "dist/muster.mjs" });
}

async function part(name: string, entry: string, build: () => Promise<void>): Promise<void> {
  if (!existsSync(entry)) return console.log(`${name}: nothing to build yet, ${entry} is not there`);
  const began = performance.now();
  await build();
  console.log(`${name}: built in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

async function main(): Promise<void> {
  const hash = await hashOfSources();
  const built = existsSync(stamp) ? await readFile(stamp, "utf8") : "";
  if (process.argv.includes("--if-changed") && built === hash) return console.log("build: nothing changed");
  await rm(stamp, { force: true });
  await part("web", "vite.config.ts", buildWeb);
  await part("worker", "web/push/service-worker.ts", buildWorker);
  await part("program", "cli/muster.ts", buildProgram);
  await mkdir("dist", { recursive: true });
  await writeFile(stamp, hash);
}

await main();
