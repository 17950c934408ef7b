export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON text with sorted keys and no spaces: the same value always gives the same text (RFC 8785 manner). Keys that are whole numbers come first, by their size. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((member) => (member === undefined ? "null" : canonicalJson(member))).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let members = "";
  for (const key of sortedKeys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** JavaScript keeps whole numbers first in every object, and by their size. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  const firstWord = keys.findIndex((key) => !isWhole(key));
  if (firstWord === 0) return keys.sort();
  return firstWord === -1 ? keys : [...keys.slice(0, firstWord), ...keys.slice(firstWord).sort()];
}

const mostIndex = 4_294_967_294;

function isWhole(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) <= mostIndex;
}
