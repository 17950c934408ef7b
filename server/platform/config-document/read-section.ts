import { id as idSchema } from "../schemas/forms.ts";
import { nearest } from "../schemas/nearest.ts";
import { formFindings, kindOf } from "./form-findings.ts";
import type { Named } from "./marks.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import type { Reference } from "./references.ts";
import { isMembers } from "./schema-parts.ts";
import type { AnySection } from "./section.ts";
import { visitInput, type InputVisitor } from "./visit-input.ts";

/** A section as far as it could be read, and everything that was found on the way. */
export interface SectionReading {
  content: unknown;
  findings: Finding[];
  references: Reference[];
  defined: Named[];
}

/** Reads one section entry by entry, so that a fault in one hides nothing of the others. */
export function readSection(section: AnySection, written: unknown): SectionReading {
  const reading: SectionReading = { content: undefined, findings: [], references: [], defined: [] };
  const path = [section.name];
  const fault = wrongShape(section, written);
  if (fault) reading.findings.push({ path, ...fault });
  else if (section.shape === "map") reading.content = readEntries(section, written as Record<string, unknown>, reading);
  else if (section.shape === "list") reading.content = (written as unknown[]).flatMap((item, index) => readOne(section, item, [...path, index], reading));
  else [reading.content] = readOne(section, written, path, reading);
  const isComplete = reading.findings.length === 0 || section.shape === "map";
  if (isComplete && reading.content !== undefined) reading.findings.push(...checkContent(section, reading.content));
  return reading;
}

function wrongShape({ name, shape }: AnySection, written: unknown): Pick<Finding, "message" | "mend"> | null {
  const form = shape === "list" ? "a list" : "a map";
  if (written === null) return { message: `\`${name}\` is empty.`, mend: `Remove the line to leave everything as it is, or write ${shape === "list" ? "[]" : "{}"} to remove everything.` };
  const isRight = shape === "list" ? Array.isArray(written) : isMembers(written);
  return isRight ? null : { message: `\`${name}\` is ${form}, and this is ${kindOf(written)}.`, mend: shape === "list" ? "Begin each entry with “- ”." : "Write its members below it." };
}

function readEntries(section: AnySection, written: Record<string, unknown>, reading: SectionReading): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const [id, entry] of Object.entries(written)) {
    const path = [section.name, id];
    const { error } = idSchema.safeParse(id);
    if (error) reading.findings.push(...formFindings(error.issues, id, path).map((finding) => ({ ...finding, isName: true })));
    reading.defined.push({ space: section.name, id });
    entries.push(...readOne(section, entry, path, reading).map((read): [string, unknown] => [id, read]));
  }
  return Object.fromEntries(entries);
}

/** The entry in a list of one, or of none where its form is wrong. */
function readOne(section: AnySection, written: unknown, path: Path, reading: SectionReading): unknown[] {
  const before = reading.findings.length;
  visitInput(visitorOf(reading), section.schema, written, path);
  const { success, data, error } = section.schema.safeParse(written);
  if (success) return [data];
  reading.findings.push(...formFindings(error.issues, written, path));
  if (reading.findings.length === before) reading.findings.push({ path, message: "This does not have the form it needs.", mend: "Compare it with the reference." });
  return [];
}

function visitorOf(reading: SectionReading): InputVisitor {
  return {
    refers: (named, path, isName) => reading.references.push({ ...named, path, isName }),
    defines: (named) => reading.defined.push(named),
    unknown: (name, known, path) => reading.findings.push({ path, isName: true, message: `\`${name}\` is not known here.`, mend: mendUnknown(name, known) }),
    misplaced: (name, path) => reading.findings.push({ path, isName: true, message: `\`${name}\` does not go with the other members here.`, mend: "Remove it, or what it does not go with." }),
  };
}

/** Suggests the nearest known name, else the known ones. */
export function mendUnknown(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return guess ? `Did you mean \`${guess}\`?` : `Known here: ${known.join(", ")}.`;
}

function checkContent({ check }: AnySection, content: unknown): Finding[] {
  return check ? check(content as never) : [];
}
