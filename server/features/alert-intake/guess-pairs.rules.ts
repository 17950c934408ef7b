/** A name and its value, and the member that holds the value. */
export interface Pair {
  name: string;
  key: string | number;
  value: string | number | boolean;
}

const pairNames = ["name", "key", "title", "label", "field", "Name", "Key"];
const pairValues = ["value", "val", "Value"];
/** What a condition has besides a name and a value. */
const comparing = ["operator", "op", "comparator", "comparison", "threshold"];

/** A member of lists such as `[{ "name": "Host", "value": "db1" }]` or `[["host", "db1"]]`. */
export function pairOf(member: unknown): Pair | null {
  if (Array.isArray(member)) return member.length === 2 && typeof member[0] === "string" ? pairFrom(member[0], 1, member[1]) : null;
  if (typeof member !== "object" || member === null) return null;
  const members = member as Record<string, unknown>;
  if (comparing.some((name) => Object.hasOwn(members, name))) return null;
  const key = pairValues.find((name) => Object.hasOwn(members, name));
  const name = pairNames.map((candidate) => (Object.hasOwn(members, candidate) ? members[candidate] : undefined)).find((text) => typeof text === "string");
  return key === undefined || typeof name !== "string" ? null : pairFrom(name, key, members[key]);
}

function pairFrom(name: string, key: string | number, value: unknown): Pair | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? { name, key, value } : null;
}

/** One thing whose members were put into a list one by one, as in `[{ "host": "db1" }, { "state": "down" }]`. */
export function isSpread(list: readonly unknown[]): list is object[] {
  const names = list.flatMap((member) => (typeof member === "object" && member !== null && !Array.isArray(member) ? Object.keys(member) : ["", ""]));
  return list.length >= 3 && names.length === list.length && new Set(names).size === names.length;
}
