import type { Instant } from "../../values/instant.ts";
import type { Span } from "./span.rules.ts";

/** Less rest between two turns than there has to be: off call from `from` to `to`. */
export interface ShortRest {
  from: Instant;
  to: Instant;
}

/** Spans without overlaps, in their order; those that meet become one. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) result.push({ from, to });
  }
  return result;
}

/** What is in the first spans and not in the second; both without overlaps and in their order. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let { from } = span;
    for (const other of others) {
      if (other.to <= from || other.from >= span.to) continue;
      if (other.from > from) left.push({ from, to: other.from });
      from = Math.max(from, other.to);
    }
    return from < span.to ? [...left, { from, to: span.to }] : left;
  });
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
