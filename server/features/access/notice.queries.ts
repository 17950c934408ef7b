import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";

export interface CountedNotice {
  key: string;
  code: string;
  sentence: string;
  count: number;
}

/** Counts notices up, opening those of which none is open; gives the ids of these. The keys must be distinct. */
export async function countNotices(tx: Tx, notices: readonly CountedNotice[]): Promise<string[]> {
  // Always in the order of the keys, so that two sets at once cannot wait for each other.
  const sorted = [...notices].sort((a, b) => (a.key < b.key ? -1 : 1));
  const ids = sorted.map(() => newId());
  const rows = await tx.rows<{ id: string }>(
    `insert into notice (id, key, code, sentence, count, first_at, last_at)
     select id, key, code, sentence, count, $6, $6 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[]) as new (id, key, code, sentence, count)
     on conflict (key) where settled_at is null
     do update set count = notice.count + excluded.count, last_at = excluded.last_at, sentence = excluded.sentence
     returning id`,
    [
      ids,
      sorted.map((notice) => notice.key),
      sorted.map((notice) => notice.code),
      sorted.map((notice) => notice.sentence),
      sorted.map((notice) => notice.count),
      toIso(tx.now),
    ],
  );
  const proposed = new Set(ids);
  return rows.map((row) => row.id).filter((id) => proposed.has(id));
}

export interface NoticeRow {
  id: string;
  code: string;
  sentence: string;
  count: number;
  first_at: Instant;
  last_at: Instant;
  settled_at: Instant | null;
}

const columns = "id, code, sentence, count, first_at, last_at, settled_at";

/** Not where it names an incident that whoever asks may not know of. */
const isSeen = "not exists (select from hidden_incident where sentence ~ ('\\mINC-' || hidden_incident.number || '\\M'))";

/** Open notices, newest first, one more than the limit. */
export async function readOpenNotices(tx: Tx, limit: number, cursor: string | null): Promise<NoticeRow[]> {
  return tx.rows<NoticeRow>(
    `select ${columns} from notice where settled_at is null and ${isSeen} and ($2::uuid is null or id < $2) order by id desc limit $1`,
    [limit + 1, cursor],
  );
}

export async function readNotices(tx: Tx, ids: readonly string[]): Promise<NoticeRow[]> {
  return tx.rows<NoticeRow>(`select ${columns} from notice where id = any($1::uuid[]) order by id`, [ids]);
}

/** Settles a notice; null where it is not open. */
export async function settleOpenNotice(tx: Tx, id: string, actor: Actor): Promise<NoticeRow | null> {
  return tx.first<NoticeRow>(
    `update notice set settled_at = $2, settled_by = $3 where id = $1 and settled_at is null and ${isSeen} returning ${columns}`,
    [id, toIso(tx.now), JSON.stringify(actor)],
  );
}
