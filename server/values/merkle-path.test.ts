import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyTree, growTree, rootOf } from "./merkle.ts";
import { PathWalk, rootBeforeGrowth, rootByPath, type EntryPath } from "./merkle-path.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString("hex");
const rootOfAll = (entries: readonly Uint8Array[]) => rootOf(sha256, growTree(sha256, emptyTree, entries));

/** The path as RFC 6962 defines it, from scratch. */
function definedPath(index: number, entries: readonly Uint8Array[]): Uint8Array[] {
  if (entries.length <= 1) return [];
  let half = 1;
  while (half * 2 < entries.length) half *= 2;
  const [left, right] = [entries.slice(0, half), entries.slice(half)];
  return index < half ? [...definedPath(index, left), rootOfAll(right)] : [...definedPath(index - half, right), rootOfAll(left)];
}

function walk(entries: readonly Uint8Array[], isWanted: (index: number) => boolean): { found: EntryPath[]; root: Uint8Array } {
  const paths = new PathWalk(sha256);
  const found = entries.flatMap((entry, index) => paths.take(entry, isWanted(index)) ?? []);
  return { found, root: paths.end() };
}

const trees = fc.array(fc.uint8Array({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 70 });
const placed = trees.chain((entries) => fc.record({ entries: fc.constant(entries), index: fc.nat(entries.length - 1) }));
const claimOf = (entries: readonly Uint8Array[], index: number) => ({ entry: entries[index] ?? new Uint8Array(0), index, path: definedPath(index, entries) });

describe("the path from an entry to the root", () => {
  it("is the one that RFC 6962 defines, for all entries at once and for some", () => {
    fc.assert(
      fc.property(trees, fc.func(fc.boolean()), (entries, isWanted) => {
        const { found, root } = walk(entries, isWanted);
        expect(hex(root)).toBe(hex(rootOfAll(entries)));
        const wanted = entries.map((_, index) => index).filter((index) => isWanted(index));
        expect(found.map(({ index, path }) => [index, path.map(hex)])).toEqual(wanted.map((index) => [index, definedPath(index, entries).map(hex)]));
      }),
    );
  });

  it("leads to the root, and no longer once anything of it is another", () => {
    fc.assert(
      fc.property(placed, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ entries, index }, place, flip) => {
        const claim = claimOf(entries, index);
        const root = hex(rootOfAll(entries));
        expect(hex(rootByPath(sha256, claim, entries.length))).toBe(root);
        const flipped = Uint8Array.from(claim.entry, (byte, at) => (at === place % claim.entry.length ? byte ^ flip : byte));
        expect(hex(rootByPath(sha256, { ...claim, entry: flipped }, entries.length))).not.toBe(root);
        expect(hex(rootByPath(sha256, { ...claim, path: [...claim.path, new Uint8Array(32)] }, entries.length))).not.toBe(root);
        if (claim.path.length > 0) expect(hex(rootByPath(sha256, { ...claim, path: claim.path.slice(1) }, entries.length))).not.toBe(root);
        expect(rootByPath(sha256, { ...claim, index: entries.length }, entries.length)).toBeNull();
      }),
    );
  });

  it("leads to no root from another place", () => {
    fc.assert(
      fc.property(placed, fc.nat(80), ({ entries, index }, other) => {
        fc.pre(other !== index);
        const distinct = entries.map((entry, place) => Uint8Array.from([place, ...entry]));
        expect(hex(rootByPath(sha256, { ...claimOf(distinct, index), index: other }, distinct.length))).not.toBe(hex(rootOfAll(distinct)));
      }),
    );
  });

  it("gives of the last entry of an earlier tree the root that this tree had", () => {
    fc.assert(
      fc.property(placed, ({ entries, index }) => {
        expect(hex(rootBeforeGrowth(sha256, claimOf(entries, index), entries.length))).toBe(hex(rootOfAll(entries.slice(0, index + 1))));
      }),
    );
  });

  it("goes beyond what 32 bits count", () => {
    const path = Array.from({ length: 40 }, (_, level) => sha256(Uint8Array.of(level)));
    const count = 2 ** 40;
    expect(rootByPath(sha256, { entry: Uint8Array.of(1), index: count - 1, path }, count)).not.toBeNull();
    expect(rootByPath(sha256, { entry: Uint8Array.of(1), index: 2 ** 33, path: path.slice(1) }, count)).toBeNull();
  });
});
