import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

const lockNumber = 4_600_001;

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
  inTransaction: boolean;
}

/** The migrations of a directory in their order. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-\d\d-\d\d-\d\d-.*\.sql$/.test(name)).sort();
  return Promise.all(names.map(async (name) => asMigration(name, await readFile(join(directory, name), "utf8"))));
}

function asMigration(name: string, sql: string): Migration {
  const checksum = createHash("sha256").update(sql).digest("hex");
  return { name, sql, checksum, inTransaction: !sql.startsWith("-- no transaction") };
}

/** Brings the database to the newest shape: one node at a time, each migration once. Gives the names of those it ran. */
export async function migrate(url: string, directory: string): Promise<string[]> {
  return runMigrations(url, await readMigrations(directory));
}

/** The same with the given migrations only. */
export async function runMigrations(url: string, migrations: Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockNumber]);
    return await runMissing(client, migrations);
  } finally {
    await client.end();
  }
}

async function runMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(
    "create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
  );
  const known = await client.query<{ name: string; checksum: string }>("select name, checksum from migration");
  const checksums = new Map(known.rows.map((row) => [row.name, row.checksum]));
  const ran: string[] = [];
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name);
    if (checksum === undefined) {
      await run(client, migration);
      ran.push(migration.name);
    } else if (checksum !== migration.checksum) {
      throw new Error(`Migration ${migration.name} was changed after it ran here. Restore its text and write a new migration instead.`);
    }
  }
  return ran;
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.inTransaction) await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into migration (name, checksum) values ($1, $2)", [migration.name, migration.checksum]);
    if (migration.inTransaction) await client.query("commit");
  } catch (error) {
    if (migration.inTransaction) await client.query("rollback");
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
