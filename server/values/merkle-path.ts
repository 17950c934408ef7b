import { joined, type Hash } from "./merkle.ts";

/** One entry of a tree with what leads from it to the root: the hashes beside its way, the lowest first (RFC 6962, section 2.1.1). */
export interface EntryPath {
  index: number;
  path: Uint8Array[];
}

interface Subtree {
  root: Uint8Array;
  size: number;
  /** Those of the wanted entries that lie in it. */
  wanted: EntryPath[];
}

/**
 * Walks over the entries of a tree once and keeps, of all its hashes, only those that the wanted entries need: a path is complete when the walk is over.
 * However large the tree is, it holds one subtree per binary digit of its count.
 */
export class PathWalk {
  private readonly stack: Subtree[] = [];
  private taken = 0;

  constructor(private readonly hash: Hash) {}

  get count(): number {
    return this.taken;
  }

  /** Takes the next entry; of one that is wanted, gives what becomes its path. */
  take(entry: Uint8Array, isWanted: boolean): EntryPath | null {
    const own = isWanted ? { index: this.taken, path: [] } : null;
    let right: Subtree = { root: this.hash(joined(0, entry)), size: 1, wanted: own ? [own] : [] };
    for (let left = this.stack.at(-1); left && left.size === right.size; left = this.stack.at(-1)) {
      this.stack.pop();
      right = this.join(left, right);
    }
    this.stack.push(right);
    this.taken += 1;
    return own;
  }

  /** Ends the walk: completes the paths and gives the root. */
  end(): Uint8Array {
    let whole = this.stack.pop();
    if (!whole) return this.hash(new Uint8Array(0));
    for (let left = this.stack.pop(); left; left = this.stack.pop()) whole = this.join(left, whole);
    return whole.root;
  }

  private join(left: Subtree, right: Subtree): Subtree {
    for (const { path } of left.wanted) path.push(right.root);
    for (const { path } of right.wanted) path.push(left.root);
    const wanted = right.wanted.length === 0 ? left.wanted : left.wanted.length === 0 ? right.wanted : [...left.wanted, ...right.wanted];
    return { root: this.hash(joined(1, left.root, right.root)), size: left.size + right.size, wanted };
  }
}

/** An entry whose place and whose path are said. */
export interface PathClaim {
  entry: Uint8Array;
  index: number;
  path: readonly Uint8Array[];
}

/** The root to which a path leads in a tree of so many entries; null where no path in that tree is like this. */
export function rootByPath(hash: Hash, { entry, index, path }: PathClaim, count: number): Uint8Array | null {
  const isLeft = sidesOf(index, count, path.length);
  if (!isLeft) return null;
  return path.reduce((root, beside, level) => hash(isLeft[level] ? joined(1, beside, root) : joined(1, root, beside)), hash(joined(0, entry)));
}

/**
 * The root that the tree had when the entry was its last: what stands at the left of its path was there already, what stands at the right came later.
 * So the path of one entry shows that a tree is the earlier one with more entries behind it (RFC 6962, section 2.1.2).
 */
export function rootBeforeGrowth(hash: Hash, { entry, index, path }: PathClaim, count: number): Uint8Array | null {
  const isLeft = sidesOf(index, count, path.length);
  if (!isLeft) return null;
  return path.reduce((root, beside, level) => (isLeft[level] ? hash(joined(1, beside, root)) : root), hash(joined(0, entry)));
}

/** Of each hash of a path whether it stands at the left; null where the path of that entry has another length (RFC 9162, section 2.1.3.2). */
function sidesOf(index: number, count: number, length: number): boolean[] | null {
  const isLeft: boolean[] = [];
  let [place, last] = [index, count - 1];
  while (last > 0 && isLeft.length < length) {
    // What stands alone at the right edge goes up unchanged until it meets something at its left.
    if (place === last) while (place % 2 === 0) [place, last] = [half(place), half(last)];
    isLeft.push(place % 2 === 1);
    [place, last] = [half(place), half(last)];
  }
  return index < count && last === 0 && isLeft.length === length ? isLeft : null;
}

const half = (number: number): number => Math.floor(number / 2);
