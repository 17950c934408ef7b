import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";

export interface CalendarFeedRow {
  id: string;
  person_id: string;
  schedule_id: string | null;
  schedule_name: string | null;
  made_at: Instant;
  read_at: Instant | null;
}

const feed = `select calendar_feed.id, calendar_feed.person_id, schedule_id, schedule.name as schedule_name, calendar_feed.made_at, read_at
  from calendar_feed left join schedule on schedule.id = schedule_id`;

export async function listFeeds(tx: Tx, personId: string): Promise<CalendarFeedRow[]> {
  return tx.rows<CalendarFeedRow>(`${feed} where calendar_feed.person_id = $1 order by calendar_feed.made_at, calendar_feed.id`, [personId]);
}

/** The feed of a token, as long as its owner may sign in; null where there is none. */
export async function findFeed(tx: Tx, tokenHash: Buffer): Promise<CalendarFeedRow | null> {
  return tx.first<CalendarFeedRow>(`${feed} join account on account.person_id = calendar_feed.person_id and account.disabled_at is null where token_hash = $1`, [tokenHash]);
}

export async function insertFeed(tx: Tx, { id, tokenHash, personId, scheduleId }: { id: string; tokenHash: Buffer; personId: string; scheduleId: string | null }): Promise<void> {
  await tx.run("insert into calendar_feed (id, token_hash, person_id, schedule_id, made_at) values ($1, $2, $3, $4, $5)", [id, tokenHash, personId, scheduleId, toIso(tx.now)]);
}

/** Takes a feed of somebody away; false where there is none. */
export async function deleteFeed(tx: Tx, personId: string, id: string): Promise<boolean> {
  return (await tx.run("delete from calendar_feed where id = $1 and person_id = $2", [id, personId])) === 1;
}

/** Notes, once an hour at most, that a feed was read. */
export async function noteFeedRead(tx: Tx, id: string): Promise<void> {
  await tx.run("update calendar_feed set read_at = $2 where id = $1 and (read_at is null or read_at < $2::timestamptz - interval '1 hour')", [id, toIso(tx.now)]);
}
