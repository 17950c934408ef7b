import type { Tx } from "../database/database.ts";
import { isSignedByOneOf, type SignedCheckpoint } from "./checkpoint.ts";
import { readCheckpoints, readInstallationId } from "./checkpoint.queries.ts";
import { readLogThenHeads, readUnguardedTables } from "./log-verification.queries.ts";
import { differ, LogWalk, type LogDifference } from "./log-walk.ts";

export type { LogDifference } from "./log-walk.ts";

/** What the log is held against, none of which comes from the database. */
export interface LogTrust {
  /** Keys whose checkpoints count: that of the secret in use, and of those used before. */
  publicKeys: readonly Buffer[];
  /** Checkpoints that were kept in another place. Only they show that an end was cut off together with its checkpoints. */
  kept: readonly SignedCheckpoint[];
}

export type LogVerdict =
  | { isWhole: true; events: number; streams: number; checkpoints: number; /** The one to keep elsewhere: it covers the most events; later ones have their chain only. */ newest: SignedCheckpoint | null }
  | { isWhole: false; difference: LogDifference };

/** Computes every stream's chain, every head and every checkpoint again; gives the first difference from what was written. */
export async function verifyLog(tx: Tx, trust: LogTrust): Promise<LogVerdict> {
  const [unguarded] = await readUnguardedTables(tx);
  if (unguarded !== undefined) return failed(differ("log.unguarded", `Nothing keeps changes away from the table ${unguarded}: its trigger was taken off or replaced.`, null, null));
  const checkpoints = [...(await readCheckpoints(tx)), ...trust.kept].sort((a, b) => a.eventCount - b.eventCount);
  const installation = await readInstallationId(tx);
  const stranger = checkpoints.find((checkpoint) => checkpoint.installation !== installation || !isSignedByOneOf(trust.publicKeys, checkpoint));
  if (stranger) return failed(differ("log.checkpoint-not-genuine", `The checkpoint over ${stranger.eventCount} events was not signed by this installation.`, null, stranger.lastPosition));
  return walkLog(tx, checkpoints);
}

async function walkLog(tx: Tx, checkpoints: readonly SignedCheckpoint[]): Promise<LogVerdict> {
  const walk = new LogWalk(checkpoints);
  for await (const row of readLogThenHeads(tx)) {
    const difference = walk.take(row);
    if (difference) return failed(difference);
  }
  const difference = walk.end();
  if (difference) return failed(difference);
  return { isWhole: true, events: walk.events, streams: walk.streams, checkpoints: checkpoints.length, newest: checkpoints.at(-1) ?? null };
}

function failed(difference: LogDifference): LogVerdict {
  return { isWhole: false, difference };
}
