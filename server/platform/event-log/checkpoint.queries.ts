import { toIso, type Instant } from "../../values/instant.ts";
import { emptyTree, type TreeEdge } from "../../values/merkle.ts";
import type { Tx } from "../database/database.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";

interface CheckpointRow {
  installation: string;
  last_position: number;
  event_count: number;
  root: Buffer;
  made_at: Instant;
  signature: Buffer;
  public_key: Buffer;
}

const columns = "installation.id as installation, last_position, event_count, root, made_at, signature, public_key";

/** All checkpoints, the oldest first. */
export async function readCheckpoints(tx: Tx): Promise<SignedCheckpoint[]> {
  const rows = await tx.rows<CheckpointRow>(`select ${columns} from checkpoint cross join installation order by last_position`);
  return rows.map(presentCheckpoint);
}

/** The newest checkpoint: the one to keep in another place. Null where there is none yet. */
export async function readLatestCheckpoint(tx: Tx): Promise<SignedCheckpoint | null> {
  const row = await tx.first<CheckpointRow>(`select ${columns} from checkpoint cross join installation order by last_position desc limit 1`);
  return row && presentCheckpoint(row);
}

/** The checkpoint over so many events; null where there is none. */
export async function readCheckpointOver(tx: Tx, eventCount: number): Promise<SignedCheckpoint | null> {
  const row = await tx.first<CheckpointRow>(`select ${columns} from checkpoint cross join installation where event_count = $1`, [eventCount]);
  return row && presentCheckpoint(row);
}

function presentCheckpoint(row: CheckpointRow): SignedCheckpoint {
  return {
    installation: row.installation,
    eventCount: row.event_count,
    lastPosition: row.last_position,
    root: row.root,
    madeAt: row.made_at,
    signature: row.signature,
    publicKey: row.public_key,
  };
}

export async function insertCheckpoint(tx: Tx, checkpoint: SignedCheckpoint): Promise<void> {
  const { lastPosition, eventCount, root, madeAt, signature, publicKey } = checkpoint;
  await tx.run(
    "insert into checkpoint (last_position, event_count, root, made_at, signature, public_key) values ($1, $2, $3, $4, $5, $6)",
    [lastPosition, eventCount, root, toIso(madeAt), signature, publicKey],
  );
}

export async function readInstallationId(tx: Tx): Promise<string> {
  const row = await tx.first<{ id: string }>("select id from installation");
  if (!row) throw new Error("The installation has lost its id.");
  return row.id;
}

/** The tree over the log up to a position. */
export interface LogTree {
  edge: TreeEdge;
  lastPosition: number;
}

export async function readLogTree(tx: Tx): Promise<LogTree> {
  const row = await tx.first<{ event_count: number; last_position: number; roots: Buffer[] }>("select event_count, last_position, roots from checkpoint_edge");
  return row ? { edge: { count: row.event_count, roots: row.roots }, lastPosition: row.last_position } : { edge: emptyTree, lastPosition: 0 };
}

export async function writeLogTree(tx: Tx, { edge, lastPosition }: LogTree): Promise<void> {
  await tx.run(
    `insert into checkpoint_edge (event_count, last_position, roots) values ($1, $2, $3)
     on conflict (only_one) do update set event_count = excluded.event_count, last_position = excluded.last_position, roots = excluded.roots`,
    [edge.count, lastPosition, edge.roots],
  );
}

/** The hashes of the next events after a position. */
export async function readEventHashes(tx: Tx, after: number, limit: number): Promise<{ position: number; hash: Buffer }[]> {
  return tx.rows("select position, hash from event_log where position > $1 order by position limit $2", [after, limit]);
}
