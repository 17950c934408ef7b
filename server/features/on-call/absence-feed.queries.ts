import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";

/** A person's calendar; its address is sealed. */
export interface AbsenceFeed {
  person_id: string;
  address: string;
  host: string;
  tried_at: Instant | null;
  read_at: Instant | null;
  problem: string | null;
  problem_since: Instant | null;
}

export async function readFeed(tx: Tx, personId: string): Promise<AbsenceFeed | null> {
  return tx.first<AbsenceFeed>("select person_id, address, host, tried_at, read_at, problem, problem_since from absence_feed where person_id = $1", [personId]);
}

/** Stores whose calendar lies where; one with another address begins anew. */
export async function writeFeed(tx: Tx, personId: string, address: string, host: string): Promise<void> {
  await tx.run(
    `insert into absence_feed (person_id, address, host, made_at) values ($1, $2, $3, $4)
     on conflict (person_id) do update set address = excluded.address, host = excluded.host, made_at = excluded.made_at, tried_at = null, read_at = null, problem = null, problem_since = null`,
    [personId, address, host, toIso(tx.now)],
  );
}

export async function deleteFeed(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.run("delete from absence_feed where person_id = $1", [personId])) > 0;
}

/** Notes how reading went: null where the calendar was read whole. */
export async function noteReading(tx: Tx, personId: string, problem: string | null): Promise<void> {
  await tx.run(
    `update absence_feed set tried_at = $2, read_at = case when $3::text is null then $2 else read_at end, problem = $3,
       problem_since = case when $3 is null then null else coalesce(problem_since, $2) end
     where person_id = $1`,
    [personId, toIso(tx.now), problem],
  );
}
