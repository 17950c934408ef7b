import type { Leaf } from "./guess-leaves.rules.ts";
import type { WordKind } from "./guess-words.rules.ts";

/** What it is worth, for one question, where a leaf stands. */
export interface PlaceWorth {
  strange: number;
  past: number;
  /** In the envelope around the thing. */
  outer: number;
  depth: number;
  list: number;
  /** Behind the first member of a list. */
  later: number;
  pair: number;
  kinds: Readonly<Partial<Record<WordKind, number>>>;
}

/** How much where a leaf stands speaks for it. */
export function worthOfPlace({ holder, isPast, isPair }: Leaf, worth: PlaceWorth): number {
  const marks = Number(holder.isStrange) * worth.strange + Number(isPast) * worth.past + Number(holder.isOuter) * worth.outer + Number(holder.isLater) * worth.later + Number(isPair) * worth.pair;
  return marks + holder.depth * worth.depth + holder.lists * worth.list + (worth.kinds[holder.kind ?? "envelope"] ?? 0);
}

/** The best of the leaves by what each is worth; null where none is worth anything. */
export function bestOf<Found extends { score: number }>(leaves: readonly Leaf[], read: (leaf: Leaf) => Found | null): Found | null {
  let best: Found | null = null;
  for (const leaf of leaves) {
    const found = read(leaf);
    if (found !== null && found.score > (best?.score ?? 0)) best = found;
  }
  return best;
}
