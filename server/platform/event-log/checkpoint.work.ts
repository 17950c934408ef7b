import type { KeyObject } from "node:crypto";
import { growTree, rootOf } from "../../values/merkle.ts";
import type { Tx } from "../database/database.ts";
import { schedule, type SetHandler } from "../due-work/due-work.ts";
import { signCheckpoint, signingKeyOf, treeHash, type SignedCheckpoint } from "./checkpoint.ts";
import { insertCheckpoint, readEventHashes, readInstallationId, readLatestCheckpoint, readLogTree, writeLogTree, type LogTree } from "./checkpoint.queries.ts";

export const checkpointKind = "checkpoint";

const pauseMilliseconds = 60_000;
/** In one go, so that a long backlog never keeps pages waiting. */
const mostEvents = 5_000;

/** Makes a signed checkpoint each minute in which something was appended; the row of due work goes on by itself. */
export function checkpointHandler(secret: string): SetHandler {
  const key = signingKeyOf(secret);
  return {
    kind: checkpointKind,
    mode: "set",
    async handle(tx) {
      const hasMore = await makeCheckpoint(tx, key);
      await scheduleNext(tx, tx.now + (hasMore ? 0 : pauseMilliseconds));
    },
  };
}

/** Sees to it that checkpoints are made; changes nothing where that is so. */
export async function scheduleCheckpoints(tx: Tx): Promise<void> {
  const isScheduled = await tx.first("select from due_work where key = $1 and parked_at is null", [checkpointKind]);
  if (!isScheduled) await scheduleNext(tx, tx.now);
}

/** Lets the next checkpoint be due now, where one is waited for: what was appended lately is then sealed within moments. */
export async function hastenCheckpoint(tx: Tx): Promise<void> {
  const isWaiting = await tx.first("select from due_work where key = $1 and parked_at is null for update skip locked", [checkpointKind]);
  if (isWaiting) await scheduleNext(tx, tx.now);
}

async function scheduleNext(tx: Tx, dueAt: number): Promise<void> {
  await schedule(tx, [{ kind: checkpointKind, key: checkpointKind, dueAt, payload: {} }]);
}

/** Gives whether there may be more events than were taken. */
async function makeCheckpoint(tx: Tx, key: KeyObject): Promise<boolean> {
  const latest = await readLatestCheckpoint(tx);
  const tree = await readLogTree(tx);
  const isBehind = latest !== null && tree.edge.count < latest.eventCount;
  if (latest && !isBehind) checkAgreement(tree, latest);
  const limit = isBehind ? Math.min(mostEvents, latest.eventCount - tree.edge.count) : mostEvents;
  const events = await readEventHashes(tx, tree.lastPosition, limit);
  if (isBehind && events.length < limit) throw new Error(`The log ends before event ${latest.eventCount}, which its last checkpoint covers. Verify the log.`);
  const last = events.at(-1);
  if (!last) return false;
  const grown = { edge: growTree(treeHash, tree.edge, events.map((event) => event.hash)), lastPosition: last.position };
  await writeLogTree(tx, grown);
  if (!isBehind) await insertCheckpoint(tx, await sign(tx, key, grown));
  return events.length === limit;
}

/** Never signs a log that has become another one. */
function checkAgreement(tree: LogTree, latest: SignedCheckpoint): void {
  const isSame = tree.edge.count === latest.eventCount && tree.lastPosition === latest.lastPosition && latest.root.equals(rootOf(treeHash, tree.edge));
  if (!isSame) throw new Error(`The log is not the one that the checkpoint at position ${latest.lastPosition} was made of. Verify the log.`);
}

async function sign(tx: Tx, key: KeyObject, { edge, lastPosition }: LogTree): Promise<SignedCheckpoint> {
  const installation = await readInstallationId(tx);
  return signCheckpoint(key, { installation, eventCount: edge.count, lastPosition, root: Buffer.from(rootOf(treeHash, edge)), madeAt: tx.now });
}
