import type { Role } from "../../values/permission.ts";
import type { Database, Tx } from "../database/database.ts";
import { hashSecret, newSecret } from "../ids/ids.ts";

export interface SignedInPerson {
  id: string;
  /** Headers of the person's browser. */
  browser: { cookie: string };
}

/** A person with an account and a session, for tests of routes that are entered by the session's cookie. */
export async function addSignedInPerson(database: Database, id: string, role: Role): Promise<SignedInPerson> {
  const secret = newSecret();
  await database.transaction(async (tx) => {
    await insertPerson(tx, id);
    await tx.run("insert into account (person_id, role, made_at) values ($1, $2, muster_now())", [id, role]);
    await tx.run("insert into session (token_hash, person_id, made_at, seen_at, expires_at) values ($1, $2, muster_now(), muster_now(), muster_now() + interval '30 days')", [
      hashSecret(secret),
      id,
    ]);
  });
  return { id, browser: { cookie: `muster_session=${secret}` } };
}

/** A person who may be paged but has no account. */
export async function addPerson(database: Database, id: string): Promise<void> {
  await database.transaction((tx) => insertPerson(tx, id));
}

async function insertPerson(tx: Tx, id: string): Promise<void> {
  await tx.run("insert into person (id, name, email, timezone, place) values ($1, initcap($1), $1 || '@acme.example', 'Europe/Oslo', 0)", [id]);
}

/** The tables that hold a text somewhere, also as bytes. */
export async function tablesHolding(database: Database, text: string): Promise<string[]> {
  const asBytes = Buffer.from(text).toString("hex");
  return database.transaction(async (tx) => {
    const tables = await tx.rows<{ name: string }>("select format('%I', table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
    const holding: string[] = [];
    for (const { name } of tables) {
      const found = await tx.first(`select from ${name} as row where position($1 in row::text) > 0 or position($2 in row::text) > 0 limit 1`, [text, asBytes]);
      if (found) holding.push(name);
    }
    return holding;
  });
}
