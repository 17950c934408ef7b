import { canonicalJson, type Json } from "../../values/canonical-json.ts";
import { alignByMoves, alignByName, alignInOrder, type Alignment, type Cost } from "./list-alignment.ts";
import { isMembers } from "./schema-parts.ts";
import { isSameSecret, isSecret, shownSecret } from "./secrets.ts";

/**
 * One edit of a value. Places in lists count from 0: those of what is removed, and of where something moves from, in the list
 * before; all others in the list after. What an edit does not name keeps its order. `at` is where an entry of a list comes to stand.
 */
export type Edit =
  | { kind: "set"; path: string; from: Json; to: Json }
  | { kind: "added"; path: string; from: null; to: Json; at?: number }
  | { kind: "removed"; path: string; from: Json; to: null }
  | { kind: "moved"; path: string; from: number; to: number; value: Json };

/** The fewest edits found that turn one value into the other. Secrets are compared and never shown. */
export function editsBetween(before: unknown, after: unknown, path = ""): Edit[] {
  if (isSecret(before) && isSecret(after)) return isSameSecret(before, after) ? [] : [setting(before, after, path)];
  if (isPlainMembers(before) && isPlainMembers(after)) return memberEdits(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return listEdits(before, after, path);
  return before === after ? [] : [setting(before, after, path)];
}

/** What may be shown of a value: itself, with what it holds of secrets described. */
export function shownValue(value: unknown): Json {
  if (isSecret(value)) return shownSecret(value);
  if (Array.isArray(value)) return value.map(shownValue);
  if (!isMembers(value)) return (value ?? null) as Json;
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(present.map(([name, member]) => [name, shownValue(member)]));
}

function setting(before: unknown, after: unknown, path: string): Edit {
  return { kind: "set", path, from: shownValue(before), to: shownValue(after) };
}

function isPlainMembers(value: unknown): value is Record<string, unknown> {
  return isMembers(value) && !isSecret(value);
}

function memberEdits(before: Record<string, unknown>, after: Record<string, unknown>, path: string): Edit[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const own = path === "" ? name : `${path}.${name}`;
    const [from, to] = [memberOf(before, name), memberOf(after, name)];
    if (from === undefined) return to === undefined ? [] : [adding(to, own)];
    return to === undefined ? [removing(from, own)] : editsBetween(from, to, own);
  });
}

function memberOf(members: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function adding(value: unknown, path: string): Extract<Edit, { kind: "added" }> {
  return { kind: "added", path, from: null, to: shownValue(value) };
}

function removing(value: unknown, path: string): Edit {
  return { kind: "removed", path, from: shownValue(value), to: null };
}

function listEdits(before: readonly unknown[], after: readonly unknown[], path: string): Edit[] {
  const names = [namesOf(before), namesOf(after)] as const;
  if (names[0] && names[1]) return told(before, after, path, alignByName(names[0], names[1]));
  const keys = [before.map(keyOf), after.map(keyOf)] as const;
  const cost = costOf(before, after, keys);
  const byMoves = told(before, after, path, alignByMoves(...keys, cost));
  if (byMoves.length < 2) return byMoves;
  const inOrder = told(before, after, path, alignInOrder([...before.keys()], [...after.keys()], cost));
  return inOrder.length < byMoves.length ? inOrder : byMoves;
}

/** The ids of a list whose entries all have one of their own; null for any other list. */
function namesOf(list: readonly unknown[]): string[] | null {
  const ids = list.map((item) => (isMembers(item) ? item["id"] : undefined));
  const isNamed = ids.every((id) => typeof id === "string") && new Set(ids).size === ids.length;
  return isNamed ? (ids as string[]) : null;
}

/** Equal for equal entries, secrets included. */
function keyOf(value: unknown): string {
  return canonicalJson(value);
}

function costOf(before: readonly unknown[], after: readonly unknown[], keys: readonly [readonly string[], readonly string[]]): Cost {
  const known = new Map<number, number>();
  const change = (from: number, to: number): number => {
    if (keys[0][from] === keys[1][to]) return 0;
    const place = from * after.length + to;
    const cost = known.get(place) ?? editsBetween(before[from], after[to]).length;
    known.set(place, cost);
    return cost;
  };
  return { change, remove: (place) => sizeOf(before[place]), add: (place) => sizeOf(after[place]) };
}

/** How much a value says: dropping or adding it says as much. */
function sizeOf(value: unknown): number {
  if (isSecret(value) || typeof value !== "object" || value === null) return 1;
  return Math.max(1, Object.values(value).reduce((sum: number, member) => sum + sizeOf(member), 0));
}

function told(before: readonly unknown[], after: readonly unknown[], path: string, { pairs, moved, removed, added }: Alignment): Edit[] {
  const [from, to] = [pathsOf(path, before), pathsOf(path, after)];
  return [
    ...removed.map((place) => removing(before[place], from(place))),
    ...moved.map((pairing): Edit => ({ kind: "moved", path: to(pairing.after), from: pairing.before, to: pairing.after, value: shownValue(after[pairing.after]) })),
    ...added.map((place): Edit => ({ ...adding(after[place], to(place)), at: place })),
    ...[...pairs, ...moved].flatMap((pairing) => editsBetween(before[pairing.before], after[pairing.after], to(pairing.after))),
  ];
}

/** An entry is named by its id where all have one, else by its place. */
function pathsOf(path: string, list: readonly unknown[]): (place: number) => string {
  const names = namesOf(list);
  return (place) => (names ? `${path}.${names[place] ?? ""}` : `${path}[${place}]`);
}
