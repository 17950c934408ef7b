export interface Calmed<Line> {
  lines: Line[];
  /** How many lines wait above until nobody presses there. */
  waiting: number;
  /** Lines that left the list and stay in place meanwhile. */
  gone: ReadonlySet<string>;
}

/** Keeps every line where it stands: what is known is renewed in place, what belongs below is added there, what belongs above waits. */
export function calm<Line extends { id: string }>(kept: readonly Line[], now: readonly Line[], isNewestLast = false): Calmed<Line> {
  const current = new Map(now.map((line) => [line.id, line]));
  const known = new Set(kept.map((line) => line.id));
  const lastKnown = now.findLastIndex((line) => known.has(line.id));
  const isBelow = (place: number) => isNewestLast || (lastKnown !== -1 && place > lastKnown);
  const fresh = now.flatMap((line, place) => (known.has(line.id) ? [] : [{ line, isBelow: isBelow(place) }]));
  const below = fresh.filter((one) => one.isBelow).map(({ line }) => line);
  return {
    lines: [...kept.map((line) => current.get(line.id) ?? line), ...below],
    waiting: fresh.length - below.length,
    gone: new Set(kept.filter((line) => !current.has(line.id)).map((line) => line.id)),
  };
}
