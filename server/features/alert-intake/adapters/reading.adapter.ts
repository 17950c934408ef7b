import type { z } from "zod";
import type { FieldError } from "../../../platform/http/problem.ts";
import type { Instant } from "../../../values/instant.ts";
import { cut } from "../../../values/text.ts";

export const longestTitle = 1_024;
export const longestDescription = 15_000;

/** Names the fields that a schema found wrong. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}

const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** A tool's time as an Instant: RFC 3339 with any offset and fraction, an offset without colon, or epoch seconds or milliseconds; null where it is none of these or means "not set". */
export function readTime(value: unknown): Instant | null {
  const at = typeof value === "number" ? fromEpoch(value) : typeof value === "string" ? fromText(value) : Number.NaN;
  return at >= earliest && at <= latest ? Math.floor(at) : null;
}

function fromEpoch(value: number): number {
  return value < 100_000_000_000 ? value * 1_000 : value;
}

function fromText(text: string): number {
  if (/^\d{9,13}(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const plain = text.trim().replace(/([+-]\d\d)(\d\d)$/, "$1:$2").replace(/(\.\d{3})\d+/, "$1");
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(plain) ? Date.parse(plain) : Number.NaN;
}

/** The first of the candidates that is a text with something in it, cut to a title. */
export function firstText(...candidates: unknown[]): string | null {
  const found = candidates.find((candidate) => typeof candidate === "string" && candidate.trim() !== "");
  return typeof found === "string" ? cut(found.trim(), longestTitle) : null;
}

const mostLabels = 100;

/** Plain members of an object as labels; numbers and booleans become text, anything deeper its JSON. */
export function asLabels(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const labels: Record<string, string> = {};
  let left = mostLabels;
  for (const [name, member] of Object.entries(value)) {
    if (member === null || member === undefined || member === "") continue;
    if (left === 0) break;
    left -= 1;
    labels[cut(name, 200)] = cut(typeof member === "string" ? member : JSON.stringify(member), 1_000);
  }
  return labels;
}
