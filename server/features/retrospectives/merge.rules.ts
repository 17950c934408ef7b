/** Lines from `start` up to `end` of a text became these lines; an insertion where the two are equal. */
export interface LineChange {
  start: number;
  end: number;
  lines: readonly string[];
}

/** Finds what changed from one list of lines to another; null where that is too much to say. */
export type FindChanges = (from: readonly string[], to: readonly string[]) => readonly LineChange[] | null;

/**
 * Puts together two texts that were both made from a third, where they changed different lines of it; null where they did not: then only a
 * person knows what should stand there. What both changed alike is taken once.
 */
export function mergeTexts(base: string, mine: string, theirs: string, findChanges: FindChanges): string | null {
  if (base === mine) return theirs;
  if (base === theirs || mine === theirs) return mine;
  const lines = base.split("\n");
  const [ours, others] = [findChanges(lines, mine.split("\n")), findChanges(lines, theirs.split("\n"))];
  if (ours === null || others === null) return null;
  const own = ours.filter((change) => !others.some((other) => isAlike(change, other)));
  if (own.some((change) => others.some((other) => isAgainst(change, other)))) return null;
  return applyChanges(lines, [...own, ...others]).join("\n");
}

function isAlike(one: LineChange, other: LineChange): boolean {
  return one.start === other.start && one.end === other.end && one.lines.length === other.lines.length && one.lines.every((line, place) => line === other.lines[place]);
}

/** Two changes are against each other where they share a line, or put something in at the same place. */
function isAgainst(one: LineChange, other: LineChange): boolean {
  const areBothInsertions = one.start === one.end && other.start === other.end;
  return (one.start < other.end && other.start < one.end) || (areBothInsertions && one.start === other.start);
}

/** What is put in before a line comes before what becomes of that line. */
function applyChanges(lines: readonly string[], changes: readonly LineChange[]): string[] {
  const parts: (readonly string[])[] = [];
  let place = 0;
  for (const { start, end, lines: put } of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(lines.slice(place, start), put);
    place = end;
  }
  return [...parts, lines.slice(place)].flat();
}
