/** A hash of bytes, such as SHA-256. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/**
 * The right edge of a Merkle tree (RFC 6962, section 2.1): the roots of its whole subtrees, the largest first.
 * It is all that is needed to let the tree grow and to give its root, and it holds at most one hash per doubling of the tree.
 */
export interface TreeEdge {
  readonly count: number;
  readonly roots: readonly Uint8Array[];
}

export const emptyTree: TreeEdge = { count: 0, roots: [] };

/** The tree with more entries at its end. */
export function growTree(hash: Hash, edge: TreeEdge, entries: readonly Uint8Array[]): TreeEdge {
  const roots = [...edge.roots];
  let count = edge.count;
  for (const entry of entries) {
    let right = hash(joined(0, entry));
    for (let pairs = count; pairs % 2 === 1; pairs = Math.floor(pairs / 2)) right = hash(joined(1, lastOf(roots), right));
    roots.push(right);
    count += 1;
  }
  return { count, roots };
}

/** The one hash that stands for all entries and their order. */
export function rootOf(hash: Hash, edge: TreeEdge): Uint8Array {
  const last = edge.roots.at(-1);
  if (!last) return hash(new Uint8Array(0));
  return edge.roots.slice(0, -1).reduceRight((right, left) => hash(joined(1, left, right)), last);
}

function lastOf(roots: Uint8Array[]): Uint8Array {
  const last = roots.pop();
  if (!last) throw new Error("The edge of a tree holds fewer hashes than its count needs.");
  return last;
}

/** Entries begin with 0 and nodes with 1, so that neither can be passed off as the other. */
export function joined(prefix: 0 | 1, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  bytes[0] = prefix;
  let place = 1;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}
