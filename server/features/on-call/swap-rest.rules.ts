import type { Instant } from "../../values/instant.ts";
import { without, type Span } from "./span.rules.ts";

/** Less rest between two turns than there has to be: off call from `from` to `to`. */
export interface ShortRest {
  from: Instant;
  to: Instant;
}

/**
 * The first rest that is shorter than it has to be and lies next to a turn that somebody takes on. A pause in the middle of one's own turn, made by giving a part
 * of it away, is relief and no short rest; and what was short before is not this change's doing.
 */
export function shortRest(before: readonly Span[], after: readonly Span[], rest: number): ShortRest | null {
  const added = without(after, before);
  for (const [place, { from: to }] of after.entries()) {
    const from = after[place - 1]?.to;
    if (from === undefined || to - from >= rest) continue;
    if (added.some((span) => span.to === from || span.from === to)) return { from, to };
  }
  return null;
}
