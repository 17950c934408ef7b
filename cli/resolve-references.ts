import { isScalar, parseDocument, visit, type Pair, type Scalar, type YAMLMap } from "yaml";

type Environment = Readonly<Record<string, string | undefined>>;

/** A document with the values of its variables put in, which still knows where everything stood before. */
export interface ResolvedDocument {
  text: string;
  /** The place in the document as it was written, of a place in the one with values. */
  placeBefore(place: Place): Place;
}

export interface Place {
  line: number;
  column: number;
}

interface Insertion {
  at: number;
  words: string;
}

/**
 * Puts `value` beside each `{ env: NAME }` whose variable is set here: the server reads no environment. Everything else stays as it
 * is written, comments included; a document that cannot be read is left to the server to refuse.
 */
export function resolveReferences(text: string, environment: Environment): ResolvedDocument {
  const insertions = findInsertions(text, environment);
  const resolved = insertions.reduceRight((within, { at, words }) => `${within.slice(0, at)}${words}${within.slice(at)}`, text);
  return { text: resolved, placeBefore: (place) => placeAt(text, offsetBefore(offsetAt(resolved, place), insertions)) };
}

function findInsertions(text: string, environment: Environment): Insertion[] {
  const document = parseDocument(text, { uniqueKeys: false });
  const insertions: Insertion[] = [];
  if (document.errors.length > 0) return insertions;
  visit(document, {
    Map: (_key, map) => {
      const variable = variableOf(map);
      const value = variable && environment[String(variable.value)];
      const end = variable?.range?.[1];
      if (value && end !== undefined) insertions.push({ at: end, words: memberWords(text, map, value) });
    },
  });
  return insertions.sort((a, b) => a.at - b.at);
}

/** The name of the variable where a map is a reference that nobody resolved yet. */
function variableOf(map: YAMLMap): Scalar | null {
  const pairs = map.items as Pair[];
  const names = pairs.map(({ key }) => (isScalar(key) ? String(key.value) : ""));
  const variable = pairs[names.indexOf("env")]?.value;
  const isReference = names.every((name) => name === "env" || name === "default");
  return isReference && isScalar(variable) && typeof variable.value === "string" ? variable : null;
}

function memberWords(text: string, map: YAMLMap, value: string): string {
  const words = `"value": ${JSON.stringify(value)}`;
  return map.flow ? `, ${words}` : `\n${" ".repeat(columnOfMembers(text, map))}${words}`;
}

function columnOfMembers(text: string, map: YAMLMap): number {
  const start = map.range?.[0] ?? 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

function offsetAt(text: string, { line, column }: Place): number {
  let start = 0;
  for (let before = 1; before < line; before++) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
}

function offsetBefore(offset: number, insertions: readonly Insertion[]): number {
  let added = 0;
  for (const { at, words } of insertions) {
    if (at + added >= offset) break;
    added += Math.min(words.length, offset - at - added);
  }
  return offset - added;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
