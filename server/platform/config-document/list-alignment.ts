/** How one list becomes another: places in the list before are `before`, places in the list after are `after`. */
export interface Alignment {
  /** The same entry, or one that was changed in place; in the order of both lists. */
  pairs: Pairing[];
  /** The same entry at another place. */
  moved: Pairing[];
  removed: number[];
  added: number[];
}

export interface Pairing {
  before: number;
  after: number;
}

/** Beyond this many combinations, changed entries are paired in their order and not by likeness. */
const mostCombinations = 40_000;

/** Entries told apart by names of their own: what keeps its name is the same entry, wherever it stands. */
export function alignByName(before: readonly string[], after: readonly string[]): Alignment {
  const places = new Map(before.map((name, place) => [name, place]));
  const kept = after.flatMap((name, place) => (places.has(name) ? [{ before: places.get(name) ?? 0, after: place }] : []));
  const resting = longestRising(kept);
  const names = new Set(after);
  return {
    pairs: kept.filter((pairing) => resting.has(pairing)),
    moved: kept.filter((pairing) => !resting.has(pairing)),
    removed: before.flatMap((name, place) => (names.has(name) ? [] : [place])),
    added: after.flatMap((name, place) => (places.has(name) ? [] : [place])),
  };
}

/** Entries told apart by what they are: equal ones stay or move, and of the others the most alike are one that was changed. */
export function alignByMoves(before: readonly string[], after: readonly string[], cost: Cost): Alignment {
  const kept = longestCommon(before, after);
  const rest = { before: without(before, kept, "before"), after: without(after, kept, "after") };
  const moved = matchEqual(before, after, rest);
  const left = { before: rest.before.filter((place) => !moved.some((pairing) => pairing.before === place)), after: rest.after.filter((place) => !moved.some((pairing) => pairing.after === place)) };
  const changed = gapsOf(kept, left).map((gap) => alignInOrder(gap.before, gap.after, cost));
  const pairs = [...kept, ...changed.flatMap((part) => part.pairs)].sort((a, b) => a.after - b.after);
  return { pairs, moved, removed: changed.flatMap((part) => part.removed), added: changed.flatMap((part) => part.added) };
}

/** What it takes to turn an entry into another, to drop one, or to add one. */
export interface Cost {
  change: (before: number, after: number) => number;
  remove: (before: number) => number;
  add: (after: number) => number;
}

/** Entries that keep their order: each changed in place, dropped or added, whatever takes least. */
export function alignInOrder(before: readonly number[], after: readonly number[], cost: Cost): Alignment {
  if (before.length * after.length > mostCombinations) return pairInOrder(before, after);
  const least = leastCosts(before, after, cost);
  const alignment: Alignment = { pairs: [], moved: [], removed: [], added: [] };
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const [from, to] = [before[row], after[column]];
    const remaining = at(least, row, column);
    if (from !== undefined && to !== undefined && remaining === at(least, row + 1, column + 1) + cost.change(from, to)) {
      alignment.pairs.push({ before: from, after: to });
      row += 1;
      column += 1;
    } else if (from !== undefined && remaining === at(least, row + 1, column) + cost.remove(from)) {
      alignment.removed.push(from);
      row += 1;
    } else {
      alignment.added.push(to ?? 0);
      column += 1;
    }
  }
  return alignment;
}

/** What it takes at least from each place of both lists to their ends. */
function leastCosts(before: readonly number[], after: readonly number[], cost: Cost): number[][] {
  const least = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let row = before.length; row >= 0; row--) {
    for (let column = after.length; column >= 0; column--) {
      const [from, to] = [before[row], after[column]];
      const ways: number[] = [];
      if (from !== undefined && to !== undefined) ways.push(at(least, row + 1, column + 1) + cost.change(from, to));
      if (from !== undefined) ways.push(at(least, row + 1, column) + cost.remove(from));
      if (to !== undefined) ways.push(at(least, row, column + 1) + cost.add(to));
      const line = least[row];
      if (line) line[column] = ways.length > 0 ? Math.min(...ways) : 0;
    }
  }
  return least;
}

function pairInOrder(before: readonly number[], after: readonly number[]): Alignment {
  const count = Math.min(before.length, after.length);
  const pairs = before.slice(0, count).map((place, index) => ({ before: place, after: after[index] ?? 0 }));
  return { pairs, moved: [], removed: before.slice(count), added: after.slice(count) };
}

/** The longest common part of both lists, in order; what begins or ends both alike is found at once. */
function longestCommon(before: readonly string[], after: readonly string[]): Pairing[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = commonMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, place) => ({ before: place, after: place })),
    ...middle.map((pairing) => ({ before: pairing.before + head, after: pairing.after + head })),
    ...Array.from({ length: tail }, (_, place) => ({ before: before.length - tail + place, after: after.length - tail + place })),
  ];
}

function commonMiddle(before: readonly string[], after: readonly string[]): Pairing[] {
  const length = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let row = before.length - 1; row >= 0; row--) {
    const line = length[row];
    for (let column = after.length - 1; column >= 0; column--) {
      if (line) line[column] = before[row] === after[column] ? at(length, row + 1, column + 1) + 1 : Math.max(at(length, row + 1, column), at(length, row, column + 1));
    }
  }
  const pairs: Pairing[] = [];
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) pairs.push({ before: row++, after: column++ });
    else if (at(length, row + 1, column) >= at(length, row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

function without(list: readonly string[], pairs: readonly Pairing[], side: "before" | "after"): number[] {
  const taken = new Set(pairs.map((pairing) => pairing[side]));
  return list.flatMap((_, place) => (taken.has(place) ? [] : [place]));
}

function matchEqual(before: readonly string[], after: readonly string[], rest: { before: number[]; after: number[] }): Pairing[] {
  const waiting = new Map<string, number[]>();
  for (const place of rest.before) waiting.set(before[place] ?? "", [...(waiting.get(before[place] ?? "") ?? []), place]);
  return rest.after.flatMap((place) => {
    const from = waiting.get(after[place] ?? "")?.shift();
    return from === undefined ? [] : [{ before: from, after: place }];
  });
}

/** What is left between those that stay, gap by gap. */
function gapsOf(kept: readonly Pairing[], left: { before: number[]; after: number[] }): { before: number[]; after: number[] }[] {
  const edges = [{ before: -1, after: -1 }, ...kept, { before: Infinity, after: Infinity }];
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? end;
    return {
      before: left.before.filter((place) => place > start.before && place < end.before),
      after: left.after.filter((place) => place > start.after && place < end.after),
    };
  });
}

/** Of entries in the order of the list after, the most that keep their order. */
function longestRising(pairings: readonly Pairing[]): Set<Pairing> {
  const chains: Pairing[][] = [];
  for (const pairing of pairings) {
    const shorter = chains.filter((chain) => (chain.at(-1)?.before ?? -1) < pairing.before);
    const longest = shorter.reduce<Pairing[]>((best, chain) => (chain.length > best.length ? chain : best), []);
    chains.push([...longest, pairing]);
  }
  return new Set(chains.reduce<Pairing[]>((best, chain) => (chain.length > best.length ? chain : best), []));
}

function at(table: readonly (readonly number[])[], row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}
