import { isStorable } from "../../values/text.ts";
import type { FieldError } from "./problem.ts";

const mostDepth = 64;

/** A text without any of these holds no NUL, no half of a surrogate pair and no `__proto__`, however escaped: going through all its members costs more than reading it. */
const hiding = /__proto__|\\u(?:00(?:00|5f|6f|7[024])|d[89a-f])/i;

export type ParsedBody = { value: unknown } | { error: FieldError };

/**
 * Reads a JSON body and refuses what PostgreSQL cannot keep: bad UTF-8, NUL, lone surrogates, and nesting deeper than 64,
 * naming the field. Members named `__proto__` are dropped.
 */
export function parseJsonBody(bytes: Buffer): ParsedBody {
  const text = decode(bytes);
  if (text === null) return { error: { path: "", message: "The body is not UTF-8." } };
  if (isTooDeep(text)) return { error: { path: "", message: `The body is nested deeper than ${mostDepth} levels.` } };
  const mayHide = hiding.test(text);
  try {
    const value: unknown = mayHide ? JSON.parse(text, (key: string, member: unknown) => (key === "__proto__" ? undefined : member)) : JSON.parse(text);
    const path = mayHide ? findUnstorable(value, []) : null;
    return path ? { error: { path, message: "The text holds a NUL character or half a surrogate pair. Remove it." } } : { value };
  } catch (error) {
    return { error: { path: "", message: `The body is not JSON: ${(error as Error).message}` } };
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === 0x5c) index++;
      else if (character === 0x22) isInString = false;
    } else if (character === 0x22) isInString = true;
    else if (character === 0x5b || character === 0x7b) {
      if (++depth > mostDepth) return true;
    } else if (character === 0x5d || character === 0x7d) depth--;
  }
  return false;
}

function findUnstorable(value: unknown, path: string[]): string | null {
  if (typeof value === "string") return isStorable(value) ? null : path.join(".") || "(the body)";
  if (typeof value !== "object" || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    if (!isStorable(key)) return [...path, "(a member's name)"].join(".");
    const found = findUnstorable(member, [...path, key]);
    if (found) return found;
  }
  return null;
}
