import { asLabels } from "./reading.adapter.ts";

/** An object whose members nobody promised. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether it is an object with members, not a list. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that it is; an empty one where it is none. */
export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** The list that it is; an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text with something in it, a number or a boolean, as text without the space around it; null for all else. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** The first of the values that is a text. */
export function textAmong(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const text = textOf(value);
    if (text !== null) return text;
  }
  return null;
}

/** Those of the members that are texts, as labels. */
export function textLabels(members: Members): Record<string, string> {
  return asLabels(Object.fromEntries(Object.entries(members).map(([name, value]) => [name, textOf(value)])));
}
