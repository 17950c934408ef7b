import type { Finding, Positions, Problem } from "./problem.ts";
import { located } from "./problem.ts";
import { mendUnknown, readSection, type SectionReading } from "./read-section.ts";
import { readSource, type SourceFormat } from "./read-source.ts";
import { danglingReferences, spacesAfter, type Standing } from "./references.ts";
import { isMembers } from "./schema-parts.ts";
import type { AnySection, DocumentOf } from "./section.ts";

/** The version of the document's form that this program reads, written as `muster: 1`. */
export const documentVersion = 1;
const versionName = "muster";

export interface ReadOptions<Sections extends readonly AnySection[]> {
  format: SourceFormat;
  sections: Sections;
  /** What is there already; without it, references into sections that the document does not hold are not judged. */
  standing?: Standing;
}

export type ReadOutcome<Document> = { document: Document; positions: Positions } | { problems: Problem[] };

/** Reads a whole document and checks it, telling every problem at once with its place, or none and what it means. */
export function readDocument<const Sections extends readonly AnySection[]>(text: string, options: ReadOptions<Sections>): ReadOutcome<DocumentOf<Sections>> {
  const source = readSource(text, options.format);
  if ("problems" in source) return source;
  if (!isMembers(source.value)) return { problems: located([notMembers], source.positions) };
  const { value, positions } = source;
  const present = options.sections.filter(({ name }) => Object.hasOwn(value, name));
  const readings = present.map((section) => readSection(section, value[section.name]));
  const findings = [...checkTop(value, options.sections), ...readings.flatMap((reading) => reading.findings), ...checkReferences(value, readings, options)];
  if (findings.length > 0) return { problems: located(findings, positions) };
  const document = Object.fromEntries(present.map(({ name }, index) => [name, readings[index]?.content]));
  return { document: document as DocumentOf<Sections>, positions };
}

const notMembers: Finding = { path: [], message: "The file does not hold a document.", mend: `Begin it with \`${versionName}: ${documentVersion}\` and write sections below.` };

function checkTop(value: Record<string, unknown>, sections: readonly AnySection[]): Finding[] {
  const known = [versionName, ...sections.map(({ name }) => name)];
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  const findings = unknown.map((name): Finding => ({ path: [name], isName: true, message: `\`${name}\` is not a section.`, mend: mendUnknown(name, known) }));
  return [...checkVersion(value[versionName]), ...findings];
}

function checkVersion(version: unknown): Finding[] {
  const mend = `Write \`${versionName}: ${documentVersion}\`.`;
  if (version === documentVersion) return [];
  if (version === undefined) return [{ path: [versionName], message: `\`${versionName}\` is missing: the version of the document's form.`, mend }];
  return [{ path: [versionName], message: "This version of the document's form is not one that is read here.", mend }];
}

function checkReferences(value: Record<string, unknown>, readings: readonly SectionReading[], options: ReadOptions<readonly AnySection[]>): Finding[] {
  const defined = readings.flatMap((reading) => reading.defined);
  const spaces = spacesAfter(options.sections, value, defined, options.standing);
  return danglingReferences(readings.flatMap((reading) => reading.references), spaces);
}
