import type { Json } from "../../values/canonical-json.ts";
import { isSpread, pairOf } from "./guess-pairs.rules.ts";
import { redact, redacted } from "./redaction.rules.ts";
import { kindOf, remembered, wordsOf, type WordKind } from "./guess-words.rules.ts";

/** An object or list in a payload, and what its name says of all that stands in it. */
export interface Holder {
  parent: Holder | null;
  key: string | number;
  /** The word in its name, or in that of what holds it, that says what it is; empty at the top. */
  subject: string;
  kind: WordKind | undefined;
  words: readonly string[];
  isStrange: boolean;
  isPast: boolean;
  /** Whether it comes from the envelope that a thing was taken out of. */
  isOuter: boolean;
  /** How many lists it stands in. */
  lists: number;
  /** Whether it is the second or a later member of one. */
  isLater: boolean;
  depth: number;
  /** False within JSON that stands in a text, which no expression can look into. */
  isReachable: boolean;
}

/** A text, number, boolean or nothing in a payload, under the name it has there. */
export interface Leaf {
  holder: Holder;
  key: string | number;
  name: string;
  words: readonly string[];
  value: string | number | boolean | null;
  /** Whether it tells what was, not what is. */
  isPast: boolean;
  /** Whether its name was a value itself, as in `{ "name": "Host", "value": "db1" }` and in `Host: db1`. */
  isPair: boolean;
  isReachable: boolean;
}

/** What the members of its envelope are held under in a thing that was taken out of a list. */
export const envelopeName = "envelope";

const deepest = 10;
const mostHolders = 400;
const mostLeaves = 1_500;
const mostOfList = 30;
const mostOfObject = 20_000;
const mostLines = 40;
const longestJson = 50_000;
const mostJson = 200_000;
const longestLines = 4_000;
const unset = /^(?:null|none|nil|undefined|unset|n\/a|-+|\*unknown\*|\{[A-Z][A-Z0-9_.]*\}|\{\{[^{}]*\}\}|\$\{?[A-Z][A-Z0-9_]*\}?\$?)$/i;
const linePair = /^[\s*>_•-]{0,8}(\p{L}[\p{L}\p{N} _/-]{1,30}?)[*_]{0,2}\s?[:=][*_]{0,2}[ \t]+(\S.{0,199})$/u;

/** `webhook_data` is the data itself. */
const senders = new Set(["webhook", "hook", "integration", "source"]);

interface Walk {
  leaves: Leaf[];
  open: [Holder, object][];
  holders: number;
  jsonLeft: number;
}

const top: Holder = { parent: null, key: "", subject: "", kind: undefined, words: [], isStrange: false, isPast: false, isOuter: false, lists: 0, isLater: false, depth: 0, isReachable: true };

/** All that a payload says, what stands further up first; of a huge one the first part. */
export function leavesOf(payload: unknown): readonly Leaf[] {
  const walk: Walk = { leaves: [], open: [], holders: 0, jsonLeft: mostJson };
  if (typeof payload === "string") addText(walk, { ...top, isReachable: false }, "text", payload);
  else if (typeof payload === "object" && payload !== null) walk.open.push([top, payload]);
  for (let index = 0; index < walk.open.length && walk.leaves.length < mostLeaves; index++) readHolder(walk, ...walk.open[index]!);
  return walk.leaves;
}

function readHolder(walk: Walk, holder: Holder, value: object): void {
  if (Array.isArray(value)) return readList(walk, holder, value);
  let count = 0;
  for (const name of Object.keys(value)) {
    if (++count > mostOfObject || walk.leaves.length >= mostLeaves) return;
    addMember(walk, holder, name, (value as Record<string, unknown>)[name]);
  }
}

function readList(walk: Walk, holder: Holder, list: readonly unknown[]): void {
  const first = list.slice(0, mostOfList);
  if (isSpread(first)) for (const [index, member] of first.entries()) readHolder(walk, { ...holderIn(holder, index), lists: holder.lists, isLater: holder.isLater }, member);
  else readMembers(walk, holder, first);
}

function readMembers(walk: Walk, holder: Holder, list: readonly unknown[]): void {
  for (const [index, member] of list.entries()) {
    const pair = pairOf(member);
    if (pair) addNamed(walk, { ...holderIn(holder, index), lists: holder.lists, isLater: holder.isLater }, pair.key, pair, holder.isReachable);
    else if (typeof member === "string" && /^(?!arn:|urn:)[\w./ -]{1,60}:[^/\s]/.test(member)) addTag(walk, holder, index, member);
    else addMember(walk, holder, index, member);
  }
}

function addMember(walk: Walk, holder: Holder, key: string | number, value: unknown): void {
  if (typeof value === "string") return addText(walk, holder, key, value);
  if (typeof value !== "object" || value === null) return addLeaf(walk, holder, key, typeof value === "number" || typeof value === "boolean" ? value : null);
  if (holder.depth < deepest && walk.holders++ < mostHolders) walk.open.push([holderIn(holder, key), value]);
}

function addLeaf(walk: Walk, holder: Holder, key: string | number, value: Leaf["value"]): void {
  const isMember = typeof key === "number";
  const words = isMember ? holder.words : wordsOf(key);
  walk.leaves.push({ holder, key, name: isMember ? String(holder.key) : key, words, value, isPast: holder.isPast || isPastName(words), isPair: false, isReachable: holder.isReachable });
}

/** A member that another member, or a text, names. */
function addNamed(walk: Walk, holder: Holder, key: string | number, { name, value }: { name: string; value: Leaf["value"] }, isReachable: boolean): void {
  const words = wordsOf(name);
  const plain = typeof value === "string" && isUnset(value) ? null : value;
  if (walk.leaves.length < mostLeaves) walk.leaves.push({ holder, key, name, words, value: plain, isPast: holder.isPast || isPastName(words), isPair: true, isReachable });
}

function addText(walk: Walk, holder: Holder, key: string | number, text: string): void {
  const inner = jsonIn(walk, text);
  if (inner !== null && holder.depth < deepest) {
    walk.open.push([{ ...holderIn(holder, key), isReachable: false }, inner]);
    return;
  }
  addLeaf(walk, holder, key, isUnset(text) ? null : text);
  if (text.includes("\n")) addLines(walk, holder, text);
  else if (text.includes(":") && walk.leaves.at(-1)?.words.at(-1) === "tag") for (const part of text.split(/[,;]/).slice(0, mostOfList)) addTag(walk, holder, key, part);
}

function isUnset(text: string): boolean {
  if (text.length > 100) return text.trim() === "";
  const trimmed = text.trim();
  return trimmed === "" || trimmed === redacted || unset.test(trimmed);
}

/** How JSON begins in Base64 (RFC 4648, 4): `{"`, `[{`, `{` with a line or a space behind it. */
const encoded = /^(?:eyJ|W3s|ewo|eyA|ew0)[A-Za-z0-9+/\r\n]+={0,2}$/;

function jsonIn(walk: Walk, text: string): object | null {
  if (encoded.test(text)) return jsonEncoded(walk, text);
  if (text.length > Math.min(longestJson, walk.jsonLeft) || !/^\s*[{[]/.test(text) || !/[\]}]$/.test(text.trimEnd())) return null;
  walk.jsonLeft -= text.length;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

function jsonEncoded(walk: Walk, text: string): object | null {
  if (text.length > Math.min(longestJson, walk.jsonLeft)) return null;
  walk.jsonLeft -= text.length;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const found = redact(JSON.parse(new TextDecoder().decode(bytes)) as Json, []);
    return typeof found === "object" ? found : null;
  } catch {
    return null;
  }
}

/** Texts such as a mail or a chat message tell with `Host: db1` what others put into members. */
function addLines(walk: Walk, holder: Holder, text: string): void {
  for (const line of text.slice(0, longestLines).split("\n").slice(0, mostLines)) {
    const [, name, value] = linePair.exec(line) ?? [];
    if (name !== undefined && value !== undefined) addNamed(walk, holder, name, { name, value: value.replace(/[*_]+$/, "") }, false);
  }
}

function addTag(walk: Walk, holder: Holder, key: string | number, tag: string): void {
  const colon = tag.indexOf(":");
  if (colon > 0) addNamed(walk, holderIn(holder, key), key, { name: tag.slice(0, colon).trim(), value: tag.slice(colon + 1).trim() }, false);
}

function holderIn(parent: Holder, key: string | number): Holder {
  const { subject, kind, words, isStrange, isPast, isOuter, lists, isLater } = parent;
  const depth = parent.depth + 1;
  const isReachable = parent.isReachable;
  if (typeof key === "number") return { parent, key, subject, kind, words, isStrange, isPast, isOuter, lists: lists + 1, isLater: isLater || key > 0, depth, isReachable };
  const own = wordsOf(key);
  const about = aboutOf(own);
  return {
    parent,
    key,
    subject: about.isEnvelope ? subject : about.subject,
    kind: about.isEnvelope ? kind : about.kind,
    words: own,
    isStrange: isStrange || about.kind === "stranger",
    isPast: isPast || isPastName(own),
    isOuter: isOuter || (parent.parent === null && key === envelopeName),
    lists,
    isLater,
    depth,
    isReachable,
  };
}

const isPastName = remembered((words) => words.some((word) => kindOf(word) === "past"));

const aboutOf = remembered((words) => {
  const isOfState = /^(?:state|status)$/.test(words.at(-1) ?? "");
  const word = isOfState ? undefined : words.findLast((candidate, index) => isTelling(candidate) && !(index < words.length - 1 && senders.has(candidate)));
  const isEnvelope = word === undefined && words.some((candidate) => kindOf(candidate) === "envelope");
  return { subject: word ?? words.at(-1) ?? "", kind: kindOf(word), isEnvelope };
});

function isTelling(word: string): boolean {
  const kind = kindOf(word);
  return kind !== undefined && kind !== "envelope";
}

/** Where a leaf stands, from the top. */
export function pathOf({ holder, key }: Leaf): (string | number)[] {
  const path = [key];
  for (let at: Holder | null = holder; at?.parent; at = at.parent) path.unshift(at.key);
  return path;
}
