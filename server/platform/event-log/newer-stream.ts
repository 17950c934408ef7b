import type { Tx } from "../database/database.ts";
import type { Decider, Fact } from "./event.ts";

/** What a kind of stream is called, and which facts of it this node knows. */
export type Knowing = Pick<Decider<never, never, Fact>, "kind" | "knows">;

/**
 * A stream holds events of a type that this node does not know: a newer Muster wrote it, and here it is read-only. Thrown, not returned,
 * so that nothing else of the transaction stays either: what depends on that stream is for a newer node to do.
 */
export class NewerStream extends Error {
  constructor(streamId: string, types: readonly string[]) {
    super(`A newer Muster wrote ${streamId}: it holds ${types.map((type) => `“${type}”`).join(", ")}. Update this node.`);
  }
}

/** What a person is told whose change needs a newer node. */
export const newerStream = { code: "newer-muster", reason: "A newer Muster wrote this, and the node that answers here does not understand it. Nothing was changed. Try again to reach a newer node, or have this one updated." };

/** True where this node understands everything the stream holds. */
export function isKnown({ knows }: Knowing, types: readonly string[]): boolean {
  return types.every((type) => Object.hasOwn(knows, type));
}

/** Throws where the stream holds what this node does not understand. */
export function refuseNewer({ knows }: Knowing, streamId: string, types: readonly string[]): void {
  const strange = types.filter((type) => !Object.hasOwn(knows, type));
  if (strange.length > 0) throw new NewerStream(streamId, strange);
}

/** The same before something is done outside that must be noted in the stream afterwards. */
export async function refuseNewerStream(tx: Tx, knowing: Knowing, streamId: string): Promise<void> {
  const head = await tx.first<{ types: string[] }>("select types from stream_head where stream_id = $1", [streamId]);
  if (head) refuseNewer(knowing, streamId, head.types);
}
