import type { z } from "zod";
import { canonicalJson } from "../../values/canonical-json.ts";
import { parseJsonBody } from "../http/json-body.ts";
import { packFormat, packSchema, packVersion, type EvidencePack } from "./evidence-pack.ts";

/** A pack, or why the text is none. */
export type ReadPack = { pack: EvidencePack } | { why: string };

/** Reads a pack strictly: what two readers might understand differently is none. */
export function readPack(bytes: Buffer): ReadPack {
  const parsed = parseJsonBody(bytes);
  if ("error" in parsed) return { why: `This is no evidence pack: ${parsed.error.message.replace(/^The body/, "the file")}` };
  const { value } = parsed;
  if (typeof value !== "object" || value === null || (value as { format?: unknown }).format !== packFormat) return { why: "This is no evidence pack: it does not say that it is one." };
  const { version } = value as { version?: unknown };
  if (version !== packVersion) return { why: `This pack is of version ${JSON.stringify(version) ?? "none"}, and this Muster reads version ${packVersion}. Take a Muster that is as new as the one that made it.` };
  const repeated = repeatedMember(bytes.toString("utf8"));
  if (repeated !== null) return { why: `The member ${JSON.stringify(repeated)} stands twice in one place, so that it could be read in two ways.` };
  const shaped = packSchema.safeParse(value);
  return shaped.success ? { pack: shaped.data } : { why: wordMisshapen(shaped.error.issues[0]) };
}

function wordMisshapen(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join(".") ?? "";
  return `The pack is not of the form of version ${packVersion}: ${path === "" ? "as a whole" : path}: ${issue?.message ?? "unknown"}`;
}

/** The JSON text of an event as a value; null where it is not the one text that the value has. */
export function readCanonical(text: string): unknown {
  const parsed = parseJsonBody(Buffer.from(text));
  return "value" in parsed && canonicalJson(parsed.value) === text ? parsed.value : null;
}

/** The first member that stands twice in one object of a JSON text; null where none does. */
function repeatedMember(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let lastString = '""';
  for (let place = 0; place < text.length; place += 1) {
    const mark = text[place];
    if (mark === '"') {
      const end = endOfString(text, place);
      lastString = text.slice(place, end + 1);
      place = end;
    } else if (mark === "{") open.push(new Set());
    else if (mark === "[") open.push(null);
    else if (mark === "}" || mark === "]") open.pop();
    else if (mark === ":") {
      const name = JSON.parse(lastString) as string;
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return null;
}

function endOfString(text: string, begin: number): number {
  let end = begin + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end;
}
