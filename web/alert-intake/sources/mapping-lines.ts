import type { CodeLine } from "../../design/Code.tsx";
import { readLines, type Path } from "../payload-lines.ts";
import { memberFields, type MappingDraft } from "./mapping-draft.ts";

const texts = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'`;
const steps = String.raw`(?:\.\w+|\[\d+\]|\["(?:[^"\\]|\\.)*"\])`;
const uses = new RegExp(`${texts}|(?<![\\w.])body(${steps}*)(\\()?`, "g");
const oneStep = new RegExp(String.raw`\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]`, "g");

/** The places of a body that an expression looks at. */
export function pathsIn(expression: string): Path[] {
  return [...expression.matchAll(uses)].flatMap(({ 0: whole, 1: path, 2: call, index: at }) => {
    const isHalfWritten = expression[at + whole.length] === ".";
    if (path === undefined || isHalfWritten) return [];
    const found = [...path.matchAll(oneStep)].map(([, name, index, text]) => name ?? (index === undefined ? textIn(text ?? '""') : Number(index)));
    // What stands before a parenthesis is a function, not a member.
    return [call === undefined ? found : found.slice(0, -1)];
  });
}

function textIn(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.slice(1, -1);
  }
}

/** The body as lines, those shaded and named that a mapping looks at. `place` is where the first thing stands where no expression picks the things. */
export function mappedLines(body: string, draft: MappingDraft, place: Path): CodeLine[] {
  const [each] = pathsIn(draft.each.split("\n")[0] ?? "");
  const base = each === undefined ? place : [...each, 0];
  const used = memberFields.filter(({ member }) => member !== "each").map(({ member, words }) => ({ words: words.toLowerCase(), paths: pathsIn(draft[member]).map((path) => [...base, ...path]) }));
  return readLines(body, (path) => used.filter(({ paths }) => paths.some((one) => one.length > base.length && isWithin(path, one))).map(({ words }) => words).join(", ") || undefined);
}

/** Whether a place is this one or lies in it. */
function isWithin(path: Path, whole: Path): boolean {
  return whole.length <= path.length && whole.every((step, index) => step === path[index]);
}
