import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyTree, growTree, rootOf } from "./merkle.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const entry = (text: string) => Buffer.from(text, "hex");

/** The tree as RFC 6962 defines it, from scratch. */
function definedRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (!only) return sha256(new Uint8Array(0));
  if (entries.length === 1) return sha256(Buffer.concat([Buffer.from([0]), only]));
  let half = 1;
  while (half * 2 < entries.length) half *= 2;
  return sha256(Buffer.concat([Buffer.from([1]), definedRoot(entries.slice(0, half)), definedRoot(entries.slice(half))]));
}

describe("a Merkle tree", () => {
  it("gives the roots that are published for the trees of RFC 6962", () => {
    const entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(entry);
    const roots = entries.map((_, last) => hex(rootOf(sha256, growTree(sha256, emptyTree, entries.slice(0, last + 1)))));
    expect(hex(rootOf(sha256, emptyTree))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(roots).toEqual([
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]);
  });

  it("is the same tree however its entries came, and keeps few hashes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 90 }), fc.array(fc.nat(90), { maxLength: 5 }), (entries, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < entries.length).sort((a, b) => a - b), entries.length];
        const grown = places.slice(1).reduce((edge, end, index) => growTree(sha256, edge, entries.slice(places[index], end)), emptyTree);
        expect(hex(rootOf(sha256, grown))).toBe(hex(definedRoot(entries)));
        expect(grown.roots.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
