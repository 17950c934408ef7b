import pg from "pg";
import type { BackedUpSequence, BackedUpTable } from "./backup-format.ts";

// What COPY writes and reads must not depend on how a database or role is set up, nor end halfway.
const plainSettings = `
  set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex';
  set client_encoding = 'UTF8'; set search_path = public; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;

/** Works on a connection of its own, which is closed at the end whatever happens. */
export async function withCopyConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true, application_name: "muster backup" });
  // A lost connection fails the statement that runs; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(plainSettings);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The tables with their columns, each after those it refers to. The list of migrations stands apart. */
export async function readTables(client: pg.Client): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable & { refersTo: string[] }>(
    `select relname as name,
       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(select other.relname::text from pg_constraint join pg_class as other on other.oid = confrelid
             where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' order by relname`,
  );
  return inOrderOfReference(rows).map(({ name, columns }) => ({ name, columns }));
}

function inOrderOfReference<Table extends { name: string; refersTo: string[] }>(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ name }) => name));
    const ready = rest.filter((table) => !table.refersTo.some((name) => waiting.has(name)));
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle and cannot be loaded one after another: ${[...waiting].join(", ")}.`);
    ordered.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** Keeps migrations away from the tables for as long as the transaction lasts; rows may be read and written. */
export async function holdTables(client: pg.Client, tables: readonly BackedUpTable[]): Promise<void> {
  if (tables.length > 0) await client.query(`lock table ${namesOf(tables)} in access share mode`);
}

/** Keeps everybody else away from the tables for as long as the transaction lasts. */
export async function lockTables(client: pg.Client, tables: readonly BackedUpTable[]): Promise<void> {
  if (tables.length > 0) await client.query(`lock table ${namesOf(tables)} in access exclusive mode`);
}

function namesOf(tables: readonly BackedUpTable[]): string {
  return tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
}

/** The part of a COPY statement that names what is copied. */
export function copied({ name, columns }: BackedUpTable): string {
  return `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")})`;
}

/** Where the sequences of identity and serial columns stand: at or beyond all rows that this transaction sees. */
export async function readSequences(client: pg.Client): Promise<BackedUpSequence[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select owner.relname as table, attname as column, owned.relname as sequence
     from pg_class as owned
     join pg_depend on pg_depend.objid = owned.oid and pg_depend.classid = 'pg_class'::regclass and deptype in ('a', 'i')
     join pg_class as owner on owner.oid = refobjid join pg_attribute on attrelid = refobjid and attnum = refobjsubid
     where owned.relkind = 'S' and owner.relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  const sequences: BackedUpSequence[] = [];
  for (const { table, column, sequence } of rows) {
    const read = await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${pg.escapeIdentifier(sequence)}`);
    sequences.push({ table, column, lastValue: read.rows[0]?.last ?? "1", isCalled: read.rows[0]?.called ?? false });
  }
  return sequences;
}

export async function setSequence(client: pg.Client, { table, column, lastValue, isCalled }: BackedUpSequence): Promise<void> {
  await client.query("select setval(pg_get_serial_sequence(quote_ident($1), $2), $3::bigint, $4)", [table, column, lastValue, isCalled]);
}

/** The migrations the database has been through; none where it is not one of Muster's. */
export async function readAppliedMigrations(client: pg.Client): Promise<{ name: string; checksum: string }[]> {
  const known = await client.query("select where to_regclass('public.migration') is not null");
  if (known.rowCount === 0) return [];
  return (await client.query<{ name: string; checksum: string }>("select name, checksum from migration order by name")).rows;
}

/** Of the tables those that hold rows. */
export async function readTablesWithRows(client: pg.Client, tables: readonly BackedUpTable[]): Promise<string[]> {
  const questions = tables.map(({ name }) => `select ${pg.escapeLiteral(name)} as name where exists (select from ${pg.escapeIdentifier(name)})`);
  if (questions.length === 0) return [];
  const { rows } = await client.query<{ name: string }>(questions.join(" union all "));
  return rows.map((row) => row.name).sort();
}
