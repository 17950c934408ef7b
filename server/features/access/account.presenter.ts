import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { AccountRow } from "./account.queries.ts";
import type { Account } from "./contract.ts";

export function presentAccount(row: AccountRow): Account {
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    role: row.role,
    isDisabled: row.disabled_at !== null,
    isFirst: row.is_first === true,
    madeAt: toIsoOrNull(row.made_at),
    seenAt: toIsoOrNull(row.seen_at),
    invitation: row.invited_role && row.invited_until ? { role: row.invited_role, expiresAt: toIso(row.invited_until) } : null,
  };
}
