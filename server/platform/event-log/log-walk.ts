import { emptyTree, growTree, rootOf, type TreeEdge } from "../../values/merkle.ts";
import { treeHash, type SignedCheckpoint } from "./checkpoint.ts";
import { chainHash } from "./event-log.ts";
import type { LogRow } from "./log-verification.queries.ts";

export type LogDifferenceCode =
  | "log.unguarded"
  | "log.checkpoint-not-genuine"
  | "log.event-out-of-place"
  | "log.event-changed"
  | "log.checkpoint-differs"
  | "log.ends-too-soon"
  | "log.head-differs"
  | "log.head-missing";

/** Where the log first differs from what was written. */
export interface LogDifference {
  code: LogDifferenceCode;
  /** For a person. */
  sentence: string;
  streamId: string | null;
  position: number | null;
}

interface StreamEnd {
  version: number;
  hash: Buffer;
}

const beforeFirst: StreamEnd = { version: 0, hash: Buffer.alloc(32) };

/** Walks along the log once: follows the chain of each stream, lets the tree grow, and holds both against heads and checkpoints. */
export class LogWalk {
  private readonly ends = new Map<string, StreamEnd>();
  private readonly waiting: SignedCheckpoint[];
  private tree: TreeEdge = emptyTree;
  private streamCount = 0;

  /** The checkpoints in the order of their counts. */
  constructor(checkpoints: readonly SignedCheckpoint[]) {
    this.waiting = [...checkpoints];
  }

  get events(): number {
    return this.tree.count;
  }

  get streams(): number {
    return this.streamCount;
  }

  /** Gives the first difference, if this row is one. */
  take(row: LogRow): LogDifference | null {
    return row.part === "event" ? this.takeEvent(row) : this.takeHead(row);
  }

  private takeEvent({ event, position, hash }: Extract<LogRow, { part: "event" }>): LogDifference | null {
    const { streamId, version } = event;
    const before = this.ends.get(streamId) ?? beforeFirst;
    if (version !== before.version + 1) {
      return differ("log.event-out-of-place", `Event ${version} of ${streamId} follows event ${before.version}: something between was taken out, put in or moved.`, streamId, position);
    }
    if (!chainHash(before.hash, event).equals(hash)) {
      return differ("log.event-changed", `Event ${version} of ${streamId} is not what was written.`, streamId, position);
    }
    this.ends.set(streamId, { version, hash });
    if (version === 1) this.streamCount += 1;
    this.tree = growTree(treeHash, this.tree, [hash]);
    return this.meetCheckpoints(position);
  }

  private meetCheckpoints(position: number): LogDifference | null {
    while (this.waiting[0]?.eventCount === this.tree.count) {
      const checkpoint = this.waiting.shift();
      const isSame = checkpoint?.lastPosition === position && checkpoint.root.equals(rootOf(treeHash, this.tree));
      if (!isSame) return differ("log.checkpoint-differs", `The first ${this.tree.count} events are not those that the checkpoint over ${this.tree.count} events was made of.`, null, position);
    }
    return null;
  }

  private takeHead({ streamId, version, hash }: Extract<LogRow, { part: "head" }>): LogDifference | null {
    const end = this.ends.get(streamId) ?? beforeFirst;
    if (end.version !== version || !end.hash.equals(hash)) {
      return differ("log.head-differs", `The head of ${streamId} stands at event ${version}, the log at event ${end.version}: an end was cut off, or the head was changed.`, streamId, null);
    }
    this.ends.delete(streamId);
    return null;
  }

  /** What is still owed after the last row: a checkpoint that was not reached, a stream without a head. */
  end(): LogDifference | null {
    const [unmet] = this.waiting;
    if (unmet) return differ("log.ends-too-soon", `The log holds ${this.tree.count} events, and a checkpoint covers ${unmet.eventCount}: its end was cut off.`, null, null);
    const [headless] = this.ends.keys();
    return headless === undefined ? null : differ("log.head-missing", `The head of ${headless} is gone.`, headless, null);
  }
}

export function differ(code: LogDifferenceCode, sentence: string, streamId: string | null, position: number | null): LogDifference {
  return { code, sentence, streamId, position };
}
