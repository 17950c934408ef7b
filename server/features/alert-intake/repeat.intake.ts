import type { Instant } from "../../values/instant.ts";
import type { Incoming } from "./fold.rules.ts";
import type { Repeats } from "./repeat.queries.ts";

/** Which conditions this node last saw firing. A hint: another node may know better, so the database is asked whether it is so. */
export class OpenAlerts {
  private readonly fingerprints = new Set<string>();

  has(fingerprint: string): boolean {
    return this.fingerprints.has(fingerprint);
  }

  /** Notes how conditions stand, once that is committed. */
  note(conditions: Iterable<{ fingerprint: string; isOpen: boolean }>): void {
    if (this.fingerprints.size > mostRemembered) this.fingerprints.clear();
    for (const { fingerprint, isOpen } of conditions) {
      if (isOpen) this.fingerprints.add(fingerprint);
      else this.fingerprints.delete(fingerprint);
    }
  }
}

const mostRemembered = 200_000;

/** Of what came that which is told of conditions known to fire, in the order of its times, and says nothing but that they fire; and the rest, in its order. */
export function sortRepeats(incoming: readonly Incoming[], open: OpenAlerts): { repeats: Repeats[]; rest: Incoming[] } {
  const repeats = new Map<string, Repeats>();
  const changing = new Set<string>();
  for (const { signal, fingerprint, deliveryId } of incoming) {
    const before = repeats.get(fingerprint);
    const times = widen(before?.times ?? null, signal.at ?? null);
    if (times === "out of order" || signal.status !== "firing" || !open.has(fingerprint)) changing.add(fingerprint);
    else repeats.set(fingerprint, { fingerprint, deliveryId, count: (before?.count ?? 0) + 1, times });
  }
  return { repeats: [...repeats.values()].filter(({ fingerprint }) => !changing.has(fingerprint)), rest: incoming.filter(({ fingerprint }) => changing.has(fingerprint)) };
}

function widen(times: Repeats["times"], at: Instant | null): Repeats["times"] | "out of order" {
  if (at === null) return times;
  if (times === null) return { from: at, to: at };
  return at < times.to ? "out of order" : { from: times.from, to: at };
}
