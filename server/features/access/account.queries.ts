import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Role } from "../../values/permission.ts";
import type { Standing } from "./account.rules.ts";

const isOpen = "first_account_at is null and not exists (select from account)";

/** True while there was never an account. Locks, so that of many who ask at once one goes on and the others see what it made. */
export async function lockFirstRun(tx: Tx): Promise<boolean> {
  return (await tx.first(`select only_one from installation where ${isOpen} for update`)) !== null;
}

/** The same without a lock: for those who only look. */
export async function isFirstRunOpen(tx: Tx): Promise<boolean> {
  return (await tx.first(`select only_one from installation where ${isOpen}`)) !== null;
}

export interface NewAccount {
  personId: string;
  role: Role;
  passwordHash: string;
  isFirst: boolean;
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx.run("update installation set first_account_at = $1 where first_account_at is null", [toIso(tx.now)]);
  await tx.run("insert into account (person_id, role, password_hash, is_first, made_at) values ($1, $2, $3, $4, $5)", [
    account.personId,
    account.role,
    account.passwordHash,
    account.isFirst || null,
    toIso(tx.now),
  ]);
}

export async function updatePassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.run("update account set password_hash = $2 where person_id = $1", [personId, passwordHash]);
}

export async function updateStanding(tx: Tx, { personId, role, isDisabled }: Standing): Promise<void> {
  const disabledAt = isDisabled ? toIso(tx.now) : null;
  await tx.run(
    "update account set role = $2, disabled_at = case when $3::timestamptz is null then null else coalesce(disabled_at, $3) end where person_id = $1",
    [personId, role, disabledAt],
  );
}

const standingColumns = `person_id as "personId", role, disabled_at is not null as "isDisabled"`;

/** The account of a person as it stands, if there is one. */
export async function readStanding(tx: Tx, personId: string): Promise<Standing | null> {
  return tx.first<Standing>(`select ${standingColumns} from account where person_id = $1`, [personId]);
}

/** The account and the active administrators, locked together so that two changes at once cannot remove the last one. */
export async function lockStandings(tx: Tx, personId: string): Promise<{ standing: Standing | null; administrators: string[] }> {
  const rows = await tx.rows<Standing>(
    `select ${standingColumns} from account where person_id = $1 or (role = 'administrator' and disabled_at is null) order by person_id for update`,
    [personId],
  );
  const administrators = rows.filter((row) => row.role === "administrator" && !row.isDisabled).map((row) => row.personId);
  return { standing: rows.find((row) => row.personId === personId) ?? null, administrators };
}

/** The active administrators, the first one first. */
export async function administrators(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ person_id: string }>(
    "select person_id from account where role = 'administrator' and disabled_at is null order by is_first nulls last, made_at, person_id",
  );
  return rows.map((row) => row.person_id);
}

export interface AccountRow {
  person_id: string;
  name: string;
  email: string;
  role: Role | null;
  disabled_at: Instant | null;
  is_first: true | null;
  made_at: Instant | null;
  seen_at: Instant | null;
  invited_role: Role | null;
  invited_until: Instant | null;
}

/** Everybody with an account or an open invitation, by person id, one more than the limit. */
export async function readAccounts(tx: Tx, limit: number, cursor: string | null): Promise<AccountRow[]> {
  return tx.rows<AccountRow>(
    `select person.id as person_id, person.name, person.email, account.role, account.disabled_at, account.is_first, account.made_at,
            (select max(seen_at) from session where session.person_id = person.id) as seen_at,
            open.role as invited_role, open.expires_at as invited_until
     from person
     left join account on account.person_id = person.id
     left join invitation as open on open.person_id = person.id and open.used_at is null and open.expires_at > $3
     where (account.person_id is not null or open.person_id is not null) and ($2::text is null or person.id > $2)
     order by person.id limit $1`,
    [limit + 1, cursor, toIso(tx.now)],
  );
}
