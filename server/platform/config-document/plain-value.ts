import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { pathText, type Path } from "./path.ts";
import { mostDepth } from "./yaml-tokens.ts";
import type { Finding, Place, Position, Positions } from "./problem.ts";

/** More values than any organization writes down; an alias counts as often as it is written out. */
const mostValues = 200_000;
const ordinaryTags = new Set(["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`));

const forbiddenNames: ReadonlyMap<string, Pick<Finding, "message" | "mend">> = new Map([
  ["__proto__", { message: "`__proto__` cannot be a name.", mend: "Choose another name." }],
  ["<<", { message: "Merging with << is not read here.", mend: "Write the members out, or use an alias for a whole value." }],
]);

type Member = Pair<Node | null, Node | null>;

interface Reading {
  text: string;
  at: (offset: number) => Position;
  places: Map<string, Place>;
  findings: Finding[];
  anchors: Map<string, Node>;
  /** Values being read, so that an alias to one of them is seen as a circle. */
  open: Set<Node>;
  values: number;
}

export interface PlainValue {
  value: unknown;
  positions: Positions;
  findings: Finding[];
}

/** Turns the syntax tree into plain maps, lists, texts, numbers and truths; names that appear twice and the like are findings. */
export function plainValue(node: unknown, text: string, at: (offset: number) => Position): PlainValue {
  const reading: Reading = { text, at, places: new Map(), findings: [], anchors: new Map(), open: new Set(), values: 0 };
  const value = read(reading, node as Node | null, [], at(0));
  return { value, positions: reading.places, findings: reading.findings };
}

function read(reading: Reading, node: Node | null, path: Path, name: Position): unknown {
  const position = node?.range ? reading.at(node.range[0]) : name;
  reading.places.set(pathText(path), { name, value: position, characters: charactersOf(reading, node) });
  reading.values += 1;
  if (reading.values > mostValues) return tooMany(reading, path);
  if (!node) return null;
  if (isAlias(node)) return readAlias(reading, node.source, path, name);
  const { anchor, tag } = node as Scalar | YAMLMap | YAMLSeq;
  if (anchor) reading.anchors.set(anchor, node);
  if (tag && !ordinaryTags.has(tag)) say(reading, path, `The tag ${tag.replace("tag:yaml.org,2002:", "!!")} means nothing here.`, "Remove it.");
  reading.open.add(node);
  const value = isMap(node) ? readMap(reading, node, path) : isSeq(node) ? readList(reading, node, path) : (node as Scalar).value;
  reading.open.delete(node);
  return value;
}

function readAlias(reading: Reading, anchor: string, path: Path, name: Position): unknown {
  const target = reading.anchors.get(anchor);
  if (!target) return say(reading, path, `No anchor &${anchor} stands before this alias.`, "Write the value out, or put text that begins with * in quotes.");
  if (path.length > mostDepth) return say(reading, path, `With its aliases written out, this nests more than ${mostDepth} levels deep.`, "Use fewer aliases.");
  if (reading.open.has(target)) return say(reading, path, `The alias *${anchor} stands inside what it means.`, "Write the value out.");
  return read(reading, target, path, name);
}

function readMap(reading: Reading, map: YAMLMap, path: Path): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  let before: Member | null = null;
  for (const pair of map.items as Member[]) {
    const longer = before && continuedText(reading.text, before, pair);
    const name = nameOf(before?.key ?? null);
    if (longer !== null && name !== null && Object.hasOwn(members, name)) members[name] = longer;
    else {
      readMember(reading, members, pair, path, reading.at((pair.key ?? map).range?.[0] ?? 0));
      before = pair;
    }
  }
  return members;
}

function readMember(reading: Reading, members: Record<string, unknown>, pair: Member, path: Path, at: Position): void {
  const name = nameOf(pair.key);
  if (name === null) reading.findings.push({ path, at, message: "The name of a member is missing, or is not plain text.", mend: "Write a name before the colon." });
  else if (isAcceptable(reading, members, name, path, at)) members[name] = read(reading, pair.value, [...path, name], at);
}

/** In { }, words without a colon go on with the unquoted text before the comma: `{ when: Half of the users, or more }`. */
function continuedText(text: string, before: Member, pair: Member): string | null {
  const from = plainRange(before.value);
  const to = pair.value === null ? plainRange(pair.key) : null;
  return from && to ? text.slice(from[0], to[1]) : null;
}

function plainRange(node: Node | null): readonly number[] | null {
  return isScalar(node) && node.type === "PLAIN" && node.source !== "" && node.range ? node.range : null;
}

function readList(reading: Reading, list: YAMLSeq, path: Path): unknown[] {
  return (list.items as (Node | null)[]).map((item, index) => read(reading, item, [...path, index], reading.at((item ?? list).range?.[0] ?? 0)));
}

/** The name as it is written: `1:` and `yes:` name the members “1” and “yes”. */
function nameOf(key: Node | null): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === "string") return key.value;
  return key.source ? key.source : null;
}

function isAcceptable(reading: Reading, members: object, name: string, path: Path, at: Position): boolean {
  const own = [...path, name];
  const fault = Object.hasOwn(members, name) ? twice(reading, own) : forbiddenNames.get(name);
  if (fault) reading.findings.push({ path: own, at, ...fault });
  return !fault;
}

function twice(reading: Reading, path: Path): Pick<Finding, "message" | "mend"> {
  const first = reading.places.get(pathText(path))?.name.line;
  return { message: `\`${String(path.at(-1))}\` stands here twice.`, mend: `Keep one; the first is on line ${first ?? "?"}.` };
}

/** Where the characters of a text written on one line begin, if they stand there as they are. */
function charactersOf({ text, at }: Reading, node: Node | null): Position | null {
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return null;
  const written = text.slice(node.range[0], node.range[1]);
  const offset = written.indexOf(node.value);
  return offset < 0 || node.value.includes("\n") ? null : at(node.range[0] + offset);
}

function tooMany(reading: Reading, path: Path): null {
  if (reading.values === mostValues + 1) say(reading, path, `The file holds more than ${mostValues} values when its aliases are written out.`, "Use fewer aliases.");
  return null;
}

function say(reading: Reading, path: Path, message: string, mend: string): null {
  reading.findings.push({ path, message, mend });
  return null;
}
