import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { packageRoot } from "../package/package-root.ts";
import type { TableDone } from "./backup.ts";
import type { BackedUpTable, BackupHeader } from "./backup-format.ts";
import { copied, lockTables, readAppliedMigrations, readTables, readTablesWithRows, setSequence, withCopyConnection } from "./backup.queries.ts";
import { DamagedBackup, LaterBackup, readBackup, type BackupPart } from "./backup-reader.ts";
import { migrate, readMigrations, runMigrations, type Migration } from "./migrations.ts";

export interface RestoreOptions {
  /** Where this version's migrations lie. */
  migrations: string;
  /** Hears, line by line, what a person may want to know besides. */
  progress: (line: string) => void;
  tableDone?: TableDone;
}

export interface RestoreSummary {
  /** The moment whose state the database now has. */
  takenAt: string;
  tables: number;
  rows: number;
}

export const ownMigrations = join(packageRoot, "migrations");

/** Tables in which migrations themselves put rows. */
const bornWithRows = ["installation", "incident_number"];
const migrationLock = 4_600_001;
const mostNamed = 3;

/**
 * Loads a backup into a database that holds nothing yet. The file is read to its end first, so that a damaged one changes nothing; the rows come in one
 * transaction, so that an interrupted restore leaves the database as empty as before. Nothing is sent from it until a person confirms.
 */
export async function restore(url: string, file: string, options: RestoreOptions): Promise<RestoreSummary | Refusal> {
  const header = await inspectBackup(file, options.migrations);
  return "refused" in header ? header : restoreInspected(url, file, header, options);
}

/** Reads the file to its end, and refuses one that is damaged or that this version cannot load. */
export async function inspectBackup(file: string, migrations: string): Promise<BackupHeader | Refusal> {
  const header = await checkFile(file);
  if ("refused" in header) return header;
  return whyNotThisVersion(header, await readMigrations(migrations)) ?? header;
}

/** Loads a file that was inspected. */
export async function restoreInspected(url: string, file: string, header: BackupHeader, options: RestoreOptions): Promise<RestoreSummary | Refusal> {
  const { migrations, progress } = options;
  const refusal = await withCopyConnection(url, (client) => whyNotThisDatabase(client, header));
  if (refusal) return refusal;
  const known = await readMigrations(migrations);
  const past = new Set(header.migrations.map(({ name }) => name));
  await runMigrations(url, known.filter(({ name }) => past.has(name)));
  const outcome = await withCopyConnection(url, (client) => loadAll(client, header, file, options));
  if ("refused" in outcome) return outcome;
  for (const name of await migrate(url, migrations)) progress(`Brought to the newest shape by ${name}.`);
  return outcome;
}

async function checkFile(file: string): Promise<BackupHeader | Refusal> {
  let header: BackupHeader | undefined;
  try {
    for await (const part of readBackup(file)) if (part.kind === "header") header = part.header;
  } catch (error) {
    if (error instanceof DamagedBackup) return refuse("restore.damaged", `${file} is not a whole backup. ${error.message} Nothing was changed. Take another backup.`);
    if (error instanceof LaterBackup) return tooNew(error.message);
    const code = (error as { code?: string }).code;
    if (code === undefined) throw error;
    return refuse("restore.unreadable", `${file} cannot be read (${code}). Nothing was changed.`);
  }
  return header ?? refuse("restore.damaged", `${file} is empty.`);
}

function tooNew(madeBy: string): Refusal {
  return refuse("restore.newer-version", `This backup was made by Muster ${madeBy}, which is newer than this one. Nothing was changed. Install Muster ${madeBy} or later, and restore with that.`);
}

function whyNotThisVersion(header: BackupHeader, known: readonly Migration[]): Refusal | null {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  const unknown = header.migrations.find(({ name }) => !checksums.has(name));
  if (unknown) return tooNew(header.madeBy);
  const other = header.migrations.find(({ name, checksum }) => checksums.get(name) !== checksum);
  return other ? refuse("restore.other-version", `This backup was made with another text of the migration ${other.name}. Nothing was changed. Restore with the version that made it, Muster ${header.madeBy}.`) : null;
}

const howToGetEmpty = "Nothing was changed. Restore into a new one: name an empty directory in MUSTER_DATA, or an empty database in DATABASE_URL.";

async function whyNotThisDatabase(client: pg.Client, header: BackupHeader): Promise<Refusal | null> {
  const past = new Set(header.migrations.map(({ name }) => name));
  const ahead = (await readAppliedMigrations(client)).find(({ name }) => !past.has(name));
  if (ahead) return refuse("restore.database-ahead", `This database is of a newer shape (${ahead.name}) than the backup. ${howToGetEmpty}`);
  return whyNotEmpty(client, await readTables(client));
}

async function whyNotEmpty(client: pg.Client, tables: readonly BackedUpTable[]): Promise<Refusal | null> {
  const used = (await readTablesWithRows(client, tables)).filter((name) => !bornWithRows.includes(name));
  if (used.length === 0) return null;
  const where = used.length > mostNamed ? `${used.length} of its tables` : used.join(", ");
  return refuse("restore.not-empty", `This database is in use already: there are rows in ${where}. ${howToGetEmpty}`);
}

async function loadAll(client: pg.Client, header: BackupHeader, file: string, options: RestoreOptions): Promise<RestoreSummary | Refusal> {
  await client.query("begin");
  // A node that starts meanwhile waits here before it looks at the database.
  await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
  const tables = await readTables(client);
  await lockTables(client, tables);
  const refusal = await whyNotEmpty(client, tables);
  if (refusal) return refusal;
  for (const name of bornWithRows) await client.query(`delete from ${name}`);
  const own = new Set(tables.map(({ name }) => name));
  const parts = readBackup(file);
  const rows = await loadTables(client, header, own, parts, options).finally(() => parts.return(undefined));
  for (const sequence of header.sequences) if (own.has(sequence.table)) await setSequence(client, sequence);
  await client.query("update installation set paging_held_since = muster_now()");
  await client.query("commit");
  await client.query("analyze");
  return { takenAt: header.takenAt, tables: header.tables.filter(({ name }) => own.has(name)).length, rows };
}

async function loadTables(client: pg.Client, header: BackupHeader, own: ReadonlySet<string>, parts: AsyncGenerator<BackupPart>, { progress, tableDone }: RestoreOptions): Promise<number> {
  let rows = 0;
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    if (next.value.kind !== "table") continue;
    const { name } = next.value;
    const table = header.tables.find((candidate) => candidate.name === name);
    if (!table || !own.has(name)) {
      progress(`${name} is no table of Muster's and was left out.`);
      continue;
    }
    const count = await loadTable(client, table, parts);
    await tableDone?.(name, count);
    rows += count;
  }
  return rows;
}

async function loadTable(client: pg.Client, table: BackedUpTable, parts: AsyncGenerator<BackupPart>): Promise<number> {
  let expected = -1;
  const into = client.query(from(`copy ${copied(table)} from stdin`));
  await pipeline(async function* () {
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
      if (next.value.kind === "rows") yield next.value.rows;
      if (next.value.kind === "end") expected = next.value.count;
      if (next.value.kind !== "rows") return;
    }
  }, into);
  if (into.rowCount !== expected) throw new DamagedBackup(`The table ${table.name} came with ${into.rowCount} rows instead of ${expected}.`);
  return expected;
}
