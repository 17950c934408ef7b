import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Findings } from "./part.ts";

const features = "server/features";
const readmeLines = 40;
const roles = [
  ...["events", "rules", "permissions", "commands", "reactions", "queries"],
  ...["presenter", "routes", "work", "document", "section", "mail", "adapter"],
  // The rules as the log runs them; read tables from events; a stage of the way of an alert; what a connector fills.
  ...["decider", "projection", "intake", "connector"],
];
const noun = "[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9-]+)*";
const shapes = [
  /^README\.md$/,
  /^index\.ts$/,
  /^[a-z0-9-]+\.yaml$/,
  new RegExp(`^(${noun}\\.)?contract(\\.test)?\\.ts$`),
  new RegExp(`^${noun}\\.(${roles.join("|")})(\\.[a-z0-9-]+)?\\.test\\.ts$`),
  new RegExp(`^${noun}\\.(${roles.join("|")})\\.ts$`),
  // What several tests share.
  new RegExp(`^${noun}\\.fixture\\.ts$`),
];

/** Each file of a feature says its role by its name; each feature has a door and a page that explains it. */
export async function checkFileRoles(root: string): Promise<Findings> {
  const order = JSON.parse(await readFile(join(import.meta.dirname, "feature-order.json"), "utf8")) as string[];
  const names = existsSync(join(root, features)) ? await readdir(join(root, features)) : [];
  const unplaced = names.filter((name) => !order.includes(name)).map((name) => `${features}/${name} has no place in checks/feature-order.json`);
  const found = await Promise.all(names.map((name) => checkFeature(join(root, features, name), name)));
  return { failures: [...unplaced, ...found.flat()], ...(names.length === 0 && { nothingYet: `${features}/ has no feature` }) };
}

async function checkFeature(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return [...checkNames(name, files), ...(await checkDoors(folder, name, files))];
}

function checkNames(name: string, files: string[]): string[] {
  const roleless = files.filter((file) => !shapes.some((shape) => shape.test(basename(file))));
  if (roleless.length === 0) return [];
  return [`${features}/${name}: name these <noun>.<role>.ts, the role one of ${roles.join(", ")}:${roleless.map((file) => `\n  ${file}`).join("")}`];
}

async function checkDoors(folder: string, name: string, files: string[]): Promise<string[]> {
  if (!files.some((file) => file.endsWith(".ts") && !file.endsWith(".document.ts"))) return [];
  const missing = ["README.md", "index.ts"].filter((file) => !existsSync(join(folder, file)));
  return [...missing.map((file) => `${features}/${name} has no ${file}`), ...(await checkReadme(folder, name))];
}

async function checkReadme(folder: string, name: string): Promise<string[]> {
  const file = join(folder, "README.md");
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n").length;
  return lines > readmeLines ? [`${features}/${name}/README.md has ${lines} lines; at most ${readmeLines}`] : [];
}
