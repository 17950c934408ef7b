import { personOf } from "../../values/actor.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { ApiToken } from "./contract.ts";
import type { TokenRow } from "./token.queries.ts";

export function presentToken(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    ownerId: personOf(row.made_by),
    ownerName: row.owner_name,
    madeAt: toIso(row.made_at),
    usedAt: toIsoOrNull(row.used_at),
  };
}
