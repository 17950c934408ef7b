type Row = Record<string, unknown>;

/** Runs one statement and gives its rows. */
export type DurabilityQuery = (sql: string, values?: unknown[]) => Promise<Row[]>;

/** A setting under which the server may lose a write it has confirmed: where it is set, and what mends it. */
export interface DurabilityProblem {
  setting: string;
  value: string;
  source: string;
  mend: string;
}

/** Finds the settings that make this database lose confirmed writes, as this session sees them and as later sessions will. */
export async function checkDurability(query: DurabilityQuery): Promise<DurabilityProblem[]> {
  const session = await query(settingsOfSession);
  const stored = (await query(settingForLaterSessions)).filter(({ value }) => isOff(value));
  // What is stored for a role or database is reported once, by the place where it is stored.
  const seen = session.filter((row) => isOff(row["value"]) && !(stored.length > 0 && storedSources.has(String(row["source"]))));
  return [...seen.map(describeSeen), ...stored.map(describeStored)];
}

// With any other value than off, a commit waits at least for the local disk.
const settingsOfSession = `
  select name, setting as value, source from pg_settings
  where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`;

// Of what is stored for this role and this database, the most particular wins; the other two settings cannot be stored so.
const settingForLaterSessions = `
  select 'synchronous_commit' as name, substr(entry, 20) as value, role.rolname as role, base.datname as base
  from pg_db_role_setting as stored
  cross join unnest(stored.setconfig) as entry
  left join pg_roles as role on role.oid = stored.setrole
  left join pg_database as base on base.oid = stored.setdatabase
  where starts_with(entry, 'synchronous_commit=')
    and (stored.setrole = 0 or role.rolname = session_user)
    and (stored.setdatabase = 0 or base.datname = current_database())
  order by stored.setrole <> 0 desc, stored.setdatabase <> 0 desc
  limit 1`;

const storedSources = new Set(["global", "database", "user", "database user"]);

function isOff(value: unknown): boolean {
  return ["off", "false", "no", "0"].includes(String(value).toLowerCase());
}

function describeSeen(row: Row): DurabilityProblem {
  const setting = String(row["name"]);
  const source = String(row["source"]);
  return { setting, value: String(row["value"]), source, mend: mendSeen(setting, source) };
}

function mendSeen(setting: string, source: string): string {
  if (source === "command line") return `Start the server without ${setting} on its command line.`;
  if (source === "client" || source === "environment variable") return `Leave ${setting} out of the options of the connection.`;
  if (storedSources.has(source)) return "Connect again: the setting has been taken away since.";
  return `alter system set ${setting} = on; select pg_reload_conf();`;
}

function describeStored(row: Row): DurabilityProblem {
  const setting = String(row["name"]);
  const role = row["role"] === null ? "role all" : `role ${quote(row["role"])}`;
  const base = row["base"] === null ? null : `database ${quote(row["base"])}`;
  const place = base && (row["role"] === null ? base : `${role} in ${base}`);
  return { setting, value: String(row["value"]), source: place ?? role, mend: `alter ${place ?? role} reset ${setting};` };
}

function quote(name: unknown): string {
  return `"${String(name).replaceAll('"', '""')}"`;
}
