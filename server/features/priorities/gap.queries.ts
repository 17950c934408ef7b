import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import type { GapStatus, WalkQuestion, WatchWay } from "./walk.rules.ts";

export interface GapRow {
  id: string;
  walk_id: string | null;
  question: WalkQuestion;
  priority: string | null;
  service_id: string | null;
  text: string;
  watch_by: WatchWay | null;
  added_by: string;
  added_at: Instant;
  status: GapStatus;
  reason: string | null;
  settled_by: string | null;
  settled_at: Instant | null;
  link: string | null;
  version: number;
}

/** Gaps in the order in which they were found. */
export async function readGaps(tx: Tx, { status, walkId }: { status: GapStatus | "all"; walkId: string | null }): Promise<GapRow[]> {
  return tx.rows<GapRow>("select * from watch_gap where ($1 = 'all' or status = $1) and ($2::uuid is null or walk_id = $2) order by added_at, id", [status, walkId]);
}

export async function lockGap(tx: Tx, id: string): Promise<GapRow | null> {
  return tx.first<GapRow>("select * from watch_gap where id = $1 for update", [id]);
}

export async function insertGap(tx: Tx, gap: Pick<GapRow, "id" | "walk_id" | "question" | "priority" | "service_id" | "text" | "watch_by" | "added_by" | "link">): Promise<void> {
  await tx.run(
    `insert into watch_gap (id, walk_id, question, priority, service_id, text, watch_by, added_by, added_at, status, link, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, muster_now(), 'open', $9, 1)`,
    [gap.id, gap.walk_id, gap.question, gap.priority, gap.service_id, gap.text, gap.watch_by, gap.added_by, gap.link],
  );
}

/** Keeps what was changed of a gap; who settled it and when goes with its status. */
export async function updateGap(tx: Tx, gap: GapRow, by: string): Promise<void> {
  await tx.run(
    `update watch_gap set text = $2, service_id = $3, priority = $4, watch_by = $5, link = $6, reason = $7, version = version + 1,
       settled_by = case when $8 = 'open' then null when status = $8 then settled_by else $9 end,
       settled_at = case when $8 = 'open' then null when status = $8 then settled_at else muster_now() end, status = $8 where id = $1`,
    [gap.id, gap.text, gap.service_id, gap.priority, gap.watch_by, gap.link, gap.reason, gap.status, by],
  );
}
