import { Composer, LineCounter, type Document } from "yaml";
import { plainValue } from "./plain-value.ts";
import { inOrder, located, type Position, type Positions, type Problem } from "./problem.ts";
import { mostDepth, tokensOf } from "./yaml-tokens.ts";
import { isOpenQuote, wordSyntaxError } from "./yaml-wording.ts";

export type SourceFormat = "yaml" | "json";

export type Source = { value: unknown; positions: Positions } | { problems: Problem[] };

/** Reads YAML or JSON into plain values and says where each stands. Anything that could surprise its author is refused. */
export function readSource(text: string, format: SourceFormat): Source {
  const unstorable = findUnstorable(text);
  if (unstorable) return { problems: [unstorable] };
  const lines = new LineCounter();
  const outcome = tokensOf(text, lines);
  const at = (offset: number): Position => positionAt(lines, offset);
  if ("tooDeepAt" in outcome) return { problems: [tooDeep(at(outcome.tooDeepAt))] };
  const documents = [...new Composer({ uniqueKeys: false, prettyErrors: false }).compose(outcome.tokens, true, text.length)];
  const problems = syntaxProblems(documents, at, outcome.quotesAt);
  if (problems.length > 0) return { problems: inOrder(problems) };
  const notJson = format === "json" ? findNotJson(text) : null;
  if (notJson) return { problems: [notJson] };
  const { value, positions, findings } = plainValue(documents[0]?.contents ?? null, text, at);
  return findings.length > 0 ? { problems: located(findings, positions) } : { value, positions };
}

function syntaxProblems(documents: Document.Parsed[], at: (offset: number) => Position, quotesAt: readonly number[]): Problem[] {
  const [first, second] = documents;
  const errors = first ? [...first.errors, ...first.warnings] : [];
  const problems = errors.map((error) => ({ path: "", ...at(isOpenQuote(error.message) ? lastUpTo(quotesAt, error.pos[0]) : error.pos[0]), ...wordSyntaxError(error.code, error.message) }));
  if (second) problems.push({ path: "", ...at(second.range[0]), ...wordSyntaxError("MULTIPLE_DOCS", "") });
  const { explicit, version } = first?.directives.yaml ?? {};
  if (explicit && version !== "1.2") problems.push({ path: "", line: 1, column: 1, message: `The file asks to be read as YAML ${version}.`, mend: "Remove the %YAML line." });
  return problems;
}

function lastUpTo(offsets: readonly number[], end: number): number {
  return offsets.findLast((offset) => offset <= end) ?? end;
}

function tooDeep(position: Position): Problem {
  return { path: "", ...position, message: `This nests more than ${mostDepth} levels deep.`, mend: "Close the brackets that were opened, or indent less." };
}

/** Control characters are written as escapes; NUL and halves of surrogate pairs cannot even be stored. */
function findUnstorable(text: string): Problem | null {
  const offset = text.search(/[^\P{Cc}\t\n\r\x7f-\x9f]|\p{Cs}/u);
  if (offset < 0) return null;
  const code = (text.charCodeAt(offset).toString(16)).padStart(4, "0").toUpperCase();
  return { path: "", ...positionIn(text, offset), message: `A character that cannot be kept stands here (U+${code}).`, mend: "Remove it." };
}

/** What YAML would let pass and JSON does not. */
function findNotJson(text: string): Problem | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const offset = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    return { path: "", ...positionIn(text, offset), message: "This is not JSON.", mend: "Correct it here, or send it as application/yaml." };
  }
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
