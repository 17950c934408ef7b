import type { Path } from "./path.ts";
import { pathText } from "./path.ts";

/** What stands in the way of a document: where, what is wrong, and how to mend it. */
export interface Problem {
  path: string;
  line: number;
  column: number;
  message: string;
  mend: string;
}

/** A problem before its place in the text is looked up; `isName` where the name of the member is wrong, not its value. */
export interface Finding {
  path: Path;
  message: string;
  mend: string;
  isName?: boolean;
  /** Characters into the text of the value, counted from 1. */
  column?: number;
  /** The place itself, where the path alone does not tell it. */
  at?: Position;
}

/** A place in a text, both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Where a member stands: its name, if it has one, and its value. */
export interface Place {
  name: Position;
  value: Position;
  /** From where in its line the characters of a text count; null where they cannot be counted. */
  characters: Position | null;
}

/** Where every value of a document stands in its text, by its path as text. */
export type Positions = ReadonlyMap<string, Place>;

const start: Position = { line: 1, column: 1 };
const mostProblems = 200;

/** The findings with their places in the text, in the order of the text; one at each place and of each kind, 200 at most. */
export function located(findings: readonly Finding[], positions: Positions): Problem[] {
  const problems = findings.map((finding) => ({ path: pathText(finding.path), ...positionOf(finding, positions), message: finding.message, mend: finding.mend }));
  const once = new Map(problems.map((problem) => [`${problem.path}\n${problem.message}`, problem]));
  return inOrder([...once.values()]);
}

/** Problems in the order of the text, 200 at most. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, mostProblems);
}

function positionOf({ path, isName, column, at }: Finding, positions: Positions): Position {
  if (at) return at;
  const place = positions.get(pathText(path));
  if (!place) return nearestName(path, positions);
  if (column !== undefined && place.characters) return { line: place.characters.line, column: place.characters.column + column - 1 };
  return isName ? place.name : place.value;
}

/** What is missing has no place; it belongs where its surroundings begin. */
function nearestName(path: Path, positions: Positions): Position {
  for (let length = path.length - 1; length > 0; length--) {
    const place = positions.get(pathText(path.slice(0, length)));
    if (place) return place.name;
  }
  return start;
}
