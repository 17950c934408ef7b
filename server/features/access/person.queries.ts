import type { Tx } from "../../platform/database/database.ts";
import type { FirstAdministrator } from "./contract.ts";

/** The person with the e-mail address, in whichever letters it is written. */
export async function findPersonId(tx: Tx, email: string): Promise<string | null> {
  const row = await tx.first<{ id: string }>("select id from person where lower(email) = lower($1)", [email]);
  return row?.id ?? null;
}

/** The ids that begin with the slug. */
export async function readTakenIds(tx: Tx, slug: string): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>("select id from person where starts_with(id, $1)", [slug]);
  return new Set(rows.map((row) => row.id));
}

/** Adds a person after all others. */
export async function insertPerson(tx: Tx, id: string, { name, email, timezone }: Omit<FirstAdministrator, "password">): Promise<void> {
  await tx.run("insert into person (id, name, email, timezone, place) select $1, $2, $3, $4, coalesce(max(place) + 1, 0) from person", [
    id,
    name,
    email,
    timezone,
  ]);
}
