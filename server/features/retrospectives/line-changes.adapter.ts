import { diffArrays } from "diff";
import type { FindChanges, LineChange } from "./merge.rules.ts";

// Beyond these the work would hold up everybody else; a person puts such texts together better.
const mostLines = 20_000;
const mostEdits = 1_000;

/** What changed from one list of lines to another, by the library `diff`. */
export const findChanges: FindChanges = (from, to) => {
  if (from.length > mostLines || to.length > mostLines) return null;
  const parts = diffArrays([...from], [...to], { maxEditLength: mostEdits });
  return parts === undefined ? null : asChanges(parts);
};

interface Part {
  added: boolean;
  removed: boolean;
  value: readonly string[];
}

function asChanges(parts: readonly Part[]): LineChange[] {
  const changes: LineChange[] = [];
  let place = 0;
  for (const { added, removed, value } of parts) {
    const end = place + (added ? 0 : value.length);
    if (added) addTo(changes, { start: place, end, lines: value });
    else if (removed) addTo(changes, { start: place, end, lines: [] });
    place = end;
  }
  return changes;
}

/** What goes out and what comes in at the same place is one change. */
function addTo(changes: LineChange[], change: LineChange): void {
  const last = changes.at(-1);
  if (last?.end === change.start) changes.splice(-1, 1, { start: last.start, end: change.end, lines: [...last.lines, ...change.lines] });
  else changes.push(change);
}
