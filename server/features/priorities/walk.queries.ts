import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import type { WalkQuestion } from "./walk.rules.ts";

export interface WalkRow {
  id: string;
  team_id: string | null;
  begun_by: string;
  begun_at: Instant;
  question: WalkQuestion;
  priority: string | null;
  moved_by: string;
  moved_at: Instant;
  ended_at: Instant | null;
  version: number;
  gaps: number;
  people: string[];
}

const withGaps = `select walk.*, (select count(*)::int from watch_gap where walk_id = walk.id) as gaps,
  array(select distinct added_by from watch_gap where walk_id = walk.id union select walk.begun_by union select walk.moved_by order by 1) as people from priority_walk as walk`;

/** Walks, those that go on first, each kind newest first. */
export async function readWalks(tx: Tx): Promise<WalkRow[]> {
  return tx.rows<WalkRow>(`${withGaps} order by ended_at is not null, moved_at desc, id limit 200`);
}

export async function readWalk(tx: Tx, id: string): Promise<WalkRow | null> {
  return tx.first<WalkRow>(`${withGaps} where walk.id = $1`, [id]);
}

export async function lockWalk(tx: Tx, id: string): Promise<Omit<WalkRow, "gaps" | "people"> | null> {
  return tx.first("select * from priority_walk where id = $1 for update", [id]);
}

export async function insertWalk(tx: Tx, walk: Pick<WalkRow, "id" | "team_id" | "begun_by" | "question" | "priority">): Promise<void> {
  await tx.run(
    `insert into priority_walk (id, team_id, begun_by, begun_at, question, priority, moved_by, moved_at, version) values ($1, $2, $3, muster_now(), $4, $5, $3, muster_now(), 1)`,
    [walk.id, walk.team_id, walk.begun_by, walk.question, walk.priority],
  );
}

export async function moveWalkTo(tx: Tx, walk: Pick<WalkRow, "id" | "question" | "priority" | "moved_by"> & { isOver: boolean }): Promise<void> {
  await tx.run(
    "update priority_walk set question = $2, priority = $3, moved_by = $4, moved_at = muster_now(), ended_at = case when $5 then muster_now() end, version = version + 1 where id = $1",
    [walk.id, walk.question, walk.priority, walk.moved_by, walk.isOver],
  );
}
