import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../server/platform/database/migrations.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres/index.ts";
import type { GeneratedMap } from "../part.ts";

/** The structure that all migrations together make, read back from the catalog of a throw-away database. */
export const schemaMap: GeneratedMap = {
  file: "migrations/schema.sql",
  source: "migrations/*.sql",
  async text(root) {
    const migrations = join(root, "migrations");
    const names = existsSync(migrations) ? await readdir(migrations) : [];
    if (!names.some((name) => name.endsWith(".sql") && name !== "schema.sql")) return null;
    return withThrowAwayDatabase(async (url) => {
      await migrate(url, migrations);
      return structureOf(url);
    });
  },
};

async function withThrowAwayDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "muster-schema-"));
  try {
    const server = await startEmbeddedPostgres({
      dataDirectory,
      log: () => undefined,
      onFatal: (error) => {
        throw error;
      },
    });
    return await work(server.url).finally(() => server.stop());
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function structureOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set search_path = public");
    const statements = await readFile(join(import.meta.dirname, "structure.sql"), "utf8");
    const { rows } = await client.query<{ statement: string }>(statements);
    return `-- Generated from the migrations by npm run generate; not edited by hand.\n\n${rows.map((row) => row.statement).join("\n\n")}\n`;
  } finally {
    await client.end();
  }
}
