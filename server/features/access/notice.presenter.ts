import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { Notice } from "./notice.contract.ts";
import type { NoticeRow } from "./notice.queries.ts";

export function presentNotice(row: NoticeRow): Notice {
  return {
    id: row.id,
    code: row.code,
    sentence: row.sentence,
    count: row.count,
    firstAt: toIso(row.first_at),
    lastAt: toIso(row.last_at),
    settledAt: toIsoOrNull(row.settled_at),
  };
}
