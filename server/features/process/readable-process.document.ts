import type { z } from "zod";
import type { Path } from "../../platform/config-document/path.ts";
import { isMembers } from "../../platform/config-document/schema-parts.ts";
import { processSchema, type ProcessEntry } from "./process.document.ts";

/** What of a process can be read, and how its places in lists are found in what was written. */
export interface ReadableProcess {
  readable: ProcessEntry | null;
  placeOf: (path: Path) => Path;
}

const gone = Symbol("gone");
const mostRounds = 100;

/** Leaves out, entry by entry, what has the wrong form, so that the rest can be judged all the same. */
export function readableProcess(form: Record<string, unknown>): ReadableProcess {
  const kept = structuredClone(form);
  for (let round = 0; round < mostRounds; round += 1) {
    const { data, error } = processSchema.safeParse(withoutGone(kept));
    if (data) return { readable: data, placeOf: (path) => placeIn(kept, path) };
    const isLess = error.issues.map((issue) => leaveOut(kept, placeIn(kept, ["process", ...issue.path.map(step)]).slice(1), issue)).some(Boolean);
    if (!isLess) break;
  }
  return { readable: null, placeOf: (path) => path };
}

function step(part: PropertyKey): string | number {
  return typeof part === "number" ? part : String(part);
}

/** Takes out what an issue is about: the unknown member, the entry of a list, the wrong value, or the entry that lacks something. */
function leaveOut(root: Record<string, unknown>, path: Path, issue: z.core.$ZodIssue): boolean {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => drop(root, [...path, key])).some(Boolean);
  const place = path.findIndex((part) => typeof part === "number");
  if (place > 0) return drop(root, path.slice(0, place + 1));
  return drop(root, path) || (path.length > 1 && drop(root, path.slice(0, -1)));
}

/** Takes a value out; false where it is not there. In a list its place stays, so that the places of the others hold. */
function drop(root: Record<string, unknown>, path: Path): boolean {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((within, part) => (isMembers(within) || Array.isArray(within) ? (within as Record<string | number, unknown>)[part] : undefined), root);
  if (last === undefined) return false;
  if (Array.isArray(parent) && typeof last === "number" && last < parent.length && parent[last] !== gone) {
    parent[last] = gone;
    return true;
  }
  return isMembers(parent) && Object.hasOwn(parent, last) && delete parent[last];
}

function withoutGone(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== gone).map(withoutGone);
  return isMembers(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutGone(member)])) : value;
}

/** A path into what was read as a path into what was written. */
function placeIn(root: Record<string, unknown>, path: Path): Path {
  let within: unknown = root;
  return path.map((part, index) => {
    if (index === 0) return part;
    const own = typeof part === "number" && Array.isArray(within) ? (within.flatMap((item, place) => (item === gone ? [] : [place]))[part] ?? part) : part;
    within = isMembers(within) || Array.isArray(within) ? (within as Record<string | number, unknown>)[own] : undefined;
    return own;
  });
}
