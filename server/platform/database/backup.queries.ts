import type pg from "pg";
import type { BackedUpSequence, BackedUpTable } from "./backup-format.ts";

/** The tables of the product with their columns, each after those it refers to. The list of migrations stands apart. */
export async function readTables(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable & { refersTo: string[] }>(
    `select relname as name,
       array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(select confrelid::regclass::text from pg_constraint where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' order by relname`,
  );
  return inOrderOfReference(rows).map(({ name, columns }) => ({ name, columns }));
}

function inOrderOfReference<Table extends { name: string; refersTo: string[] }>(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const ready = rest.filter((table) => table.refersTo.every((name) => !rest.some((other) => other.name === name)));
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle and cannot be loaded one after another: ${rest.map(({ name }) => name).join(", ")}.`);
    ordered.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** Where the sequences of identity and serial columns stand. */
export async function readSequences(client: pg.ClientBase): Promise<BackedUpSequence[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select pg_class.relname as table, attname as column, format('%I.%I', owned.relnamespace::regnamespace, owned.relname) as sequence
     from pg_class as owned
     join pg_depend on pg_depend.objid = owned.oid and pg_depend.classid = 'pg_class'::regclass and deptype in ('a', 'i')
     join pg_class on pg_class.oid = refobjid join pg_attribute on attrelid = refobjid and attnum = refobjsubid
     where owned.relkind = 'S' and pg_class.relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  const sequences: BackedUpSequence[] = [];
  for (const { table, column, sequence } of rows) {
    const read = await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${sequence}`);
    sequences.push({ table, column, lastValue: read.rows[0]?.last ?? "1", isCalled: read.rows[0]?.called ?? false });
  }
  return sequences;
}

/** The migrations the database has been through; none where it is not one of Muster's. */
export async function readAppliedMigrations(client: pg.ClientBase): Promise<{ name: string; checksum: string }[]> {
  const known = await client.query<{ name: string | null }>("select to_regclass('public.migration')::text as name");
  if (known.rows[0]?.name === null) return [];
  return (await client.query<{ name: string; checksum: string }>("select name, checksum from public.migration order by name")).rows;
}

/** Of the tables those that hold rows. */
export async function readTablesWithRows(client: pg.ClientBase, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const questions = names.map((name) => `select ${literal(name)} as name where exists (select from public.${quoted(name)})`);
  const { rows } = await client.query<{ name: string }>(questions.join(" union all "));
  return rows.map((row) => row.name);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
