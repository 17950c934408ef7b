import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to } from "pg-copy-streams";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { version } from "../package/package-root.ts";
import { formatVersion, frameOf, type BackedUpTable, type BackupHeader } from "./backup-format.ts";
import { copied, holdTables, readAppliedMigrations, readSequences, readTables, withCopyConnection } from "./backup.queries.ts";

export interface BackupSummary {
  file: string;
  /** The moment whose state the backup holds. */
  takenAt: string;
  tables: number;
  rows: number;
  /** Of the file. */
  bytes: number;
}

/** Hears of each table that is done, before the next is begun. */
export type TableDone = (table: string, rows: number) => void | Promise<void>;

// Hardly larger than with the usual level, and several times as fast.
const compression = 3;

/**
 * Writes everything Muster holds into one file, as it was at one moment, while Muster goes on writing. The file appears under its name
 * when it is whole, and only its owner can read it: it holds hashes of passwords and what alerts said.
 */
export async function backup(url: string, file: string, tableDone: TableDone): Promise<BackupSummary | Refusal> {
  const path = resolve(file);
  if (await stat(path).catch(() => null)) return refuse("backup.file-exists", `${path} is there already. Name another file, so that no backup is lost.`);
  return withCopyConnection(url, async (client) => {
    await client.query("begin transaction isolation level repeatable read, read only");
    const header = await readHeader(client);
    if (header.migrations.length === 0) return refuse("backup.nothing-there", "This database holds nothing of Muster's yet, so there is nothing to back up.");
    const rows = await writeWhole(client, header, path, tableDone);
    const { size: bytes } = await stat(path);
    return { file: path, takenAt: header.takenAt, tables: header.tables.length, rows, bytes };
  });
}

async function readHeader(client: pg.Client): Promise<BackupHeader> {
  const migrations = await readAppliedMigrations(client);
  const tables = await readTables(client);
  await holdTables(client, tables);
  const sequences = await readSequences(client);
  const clock = await client.query<{ at: string }>(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);
  return { format: "muster-backup", formatVersion, madeBy: version, takenAt: clock.rows[0]?.at ?? "", migrations, tables, sequences };
}

/** Writes under another name and renames, so that half a backup never looks like one. */
async function writeWhole(client: pg.Client, header: BackupHeader, path: string, tableDone: TableDone): Promise<number> {
  const unfinished = `${path}.unfinished`;
  let rows = 0;
  const content = contentOf(client, header, (table, count) => {
    rows += count;
    return tableDone(table, count);
  });
  try {
    await rm(unfinished, { force: true });
    await pipeline(sealed(content), createGzip({ level: compression, chunkSize: 262_144 }), createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true }));
    await rename(unfinished, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return rows;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  await directory.sync().finally(() => directory.close());
}

async function* contentOf(client: pg.Client, header: BackupHeader, tableDone: TableDone): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(header)}\n`);
  for (const table of header.tables) {
    yield frameOf("table", table.name);
    let rows = 0;
    for await (const chunk of rowsOf(client, table)) {
      rows += linesIn(chunk);
      yield frameOf("rows", chunk);
    }
    yield frameOf("end", String(rows));
    await tableDone(table.name, rows);
  }
}

function rowsOf(client: pg.Client, table: BackedUpTable): AsyncIterable<Buffer> {
  return client.query(to(`copy ${copied(table)} to stdout`));
}

/** COPY writes each row as one line; a line feed in a value is escaped. */
function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let place = chunk.indexOf(10); place >= 0; place = chunk.indexOf(10, place + 1)) lines += 1;
  return lines;
}

async function* sealed(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const seal = createHash("sha256");
  for await (const piece of content) {
    seal.update(piece);
    yield piece;
  }
  yield frameOf("seal", seal.digest());
}
