import { stringify } from "yaml";
import { asWritten } from "../../platform/config-document/configuration.ts";
import { located, type Finding, type Problem } from "../../platform/config-document/problem.ts";
import { pathText } from "../../platform/config-document/path.ts";
import { readSection } from "../../platform/config-document/read-section.ts";
import { documentVersion } from "../../platform/config-document/read-document.ts";
import { readSource } from "../../platform/config-document/read-source.ts";
import { danglingReferences, spacesAfter, type Standing } from "../../platform/config-document/references.ts";
import { isMembers } from "../../platform/config-document/schema-parts.ts";
import type { AnySection } from "../../platform/config-document/section.ts";
import { checkProcess } from "./process-checks.document.ts";
import { processSection, type ProcessEntry } from "./process.document.ts";
import { readableProcess } from "./readable-process.document.ts";

/** A process as somebody is writing it, with all that is wrong about its form. */
export interface DraftReading {
  /** As it was written; null where the text is not even YAML. */
  form: unknown;
  /** What of it can be read, whatever else is wrong; null where nothing can. */
  readable: ProcessEntry | null;
  /** Where entries that cannot be read were left out of lists, the places of those that stayed. */
  placeOf: (path: Finding["path"]) => Finding["path"];
  /** What `PUT /api/v1/config` would refuse it for, each with its place in the text. */
  mistakes: (Problem & { steps: Finding["path"] })[];
  /** Where in the text a value stands. */
  lineOf: (path: Finding["path"]) => number;
}

const name = processSection.name;

/** Reads a draft to its end: a mistake in one part hides none of another, and what can be read is judged besides. */
export function readDraft(text: string, sections: readonly AnySection[] = [processSection], standing?: Standing): DraftReading {
  const source = readSource(text, "yaml");
  const lost = { form: null, readable: null, placeOf: (path: Finding["path"]) => path, lineOf: () => 1 };
  if ("problems" in source) return { ...lost, mistakes: source.problems.map((problem) => ({ ...problem, steps: [name] })) };
  const { value, positions } = source;
  const form = isMembers(value) ? value[name] : undefined;
  if (!isMembers(form)) return { ...lost, mistakes: withSteps([{ path: [name], message: "There is no process in this text.", mend: `Write it below \`${name}:\`.` }], positions) };
  const { readable, placeOf } = readableProcess(form);
  const reading = readSection(processSection, form);
  const checked = readable === null || reading.content !== undefined ? [] : checkProcess(readable).map((finding) => ({ ...finding, path: placeOf(finding.path) }));
  const dangling = danglingReferences(reading.references, spacesAfter(sections, { [name]: form }, reading.defined, standing));
  return { form, readable, placeOf, mistakes: withSteps([...reading.findings, ...checked, ...dangling], positions), lineOf: (path) => located([{ path, message: "", mend: "" }], positions)[0]?.line ?? 1 };
}

function withSteps(findings: readonly Finding[], positions: Parameters<typeof located>[1]): DraftReading["mistakes"] {
  const steps = new Map(findings.map(({ path }) => [pathText(path), path]));
  return located(findings, positions).map((problem) => ({ ...problem, steps: steps.get(problem.path) ?? [name] }));
}

/** The text of a draft, as one would write it for `muster apply`. */
export function draftText(form: unknown): string {
  return stringify({ muster: documentVersion, [name]: form }, { lineWidth: 0 });
}

/** A process that was read, as plain values in the form of the document. */
export function formOf(document: unknown): unknown {
  return asWritten([processSection], { [name]: document })[name];
}
