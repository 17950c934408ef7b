import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrations } from "../server/platform/database/migrations.ts";
import type { Findings, GeneratedMap } from "./part.ts";

const nameShape = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])-\d\d(-[a-z0-9]+)+\.sql$/;
const landedFile = "migrations/landed.json";

/** Name of each migration that landed, in order, with the checksum of its text. */
type Landed = Record<string, string>;

/** Migrations are named by date, stand in one order, and never change once landed. */
export async function checkMigrations(root: string): Promise<Findings> {
  const present = await checksumsIn(root);
  const landed = await landedIn(root);
  const failures = [...(await misnamed(root)), ...sameNumber(Object.keys(present)), ...changed(present, landed), ...tooLate(present, landed)];
  const isEmpty = Object.keys({ ...present, ...landed }).length === 0;
  return { failures, ...(isEmpty && { nothingYet: "migrations/ holds no migration" }) };
}

/** The checksums of what landed. Adds what is new and never alters a line that stands. */
export const landedMap: GeneratedMap = {
  file: landedFile,
  source: "migrations/*.sql",
  async text(root) {
    const checksums = { ...(await checksumsIn(root)), ...(await landedIn(root)) };
    const lines = Object.entries(checksums).sort(([a], [b]) => (a < b ? -1 : 1));
    return lines.length === 0 ? null : `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`;
  },
};

async function checksumsIn(root: string): Promise<Landed> {
  const directory = join(root, "migrations");
  const migrations = existsSync(directory) ? await readMigrations(directory) : [];
  return Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum]));
}

async function landedIn(root: string): Promise<Landed> {
  const file = join(root, landedFile);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Landed) : {};
}

async function misnamed(root: string): Promise<string[]> {
  const directory = join(root, "migrations");
  const names = existsSync(directory) ? await readdir(directory) : [];
  return names
    .filter((name) => name.endsWith(".sql") && name !== "schema.sql" && !nameShape.test(name))
    .map((name) => `migrations/${name}: name it YYYY-MM-DD-NN-words.sql`);
}

function sameNumber(names: string[]): string[] {
  const numberOf = (name: string) => name.slice(0, "YYYY-MM-DD-NN".length);
  const twice = names.filter((name, place) => place > 0 && numberOf(name) === numberOf(names[place - 1] ?? ""));
  return twice.map((name) => `migrations/${name}: another migration bears the number ${numberOf(name)}; take the next`);
}

function changed(present: Landed, landed: Landed): string[] {
  const names = Object.keys(landed).filter((name) => present[name] !== landed[name]);
  return names.map(
    (name) =>
      `migrations/${name} ${name in present ? "changed" : "is gone"} after it landed. Databases out there ran it as it was: put it back ` +
      `(git checkout <commit that landed it> -- migrations/${name}) and write the change as a new migration. ` +
      `If nobody ran it but you, remove its line from ${landedFile} and run npm run generate.`,
  );
}

function tooLate(present: Landed, landed: Landed): string[] {
  const last = Object.keys(landed).at(-1) ?? "";
  const names = Object.keys(present).filter((name) => !(name in landed) && name < last);
  return names.map((name) => `migrations/${name} stands before ${last}, which landed: give it a later date or number`);
}
