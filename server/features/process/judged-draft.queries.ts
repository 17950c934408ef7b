import { pathText, type Path } from "../../platform/config-document/path.ts";
import { namesIn, readCurrent, type Configuration, type Contents } from "../../platform/config-document/configuration.ts";
import { capital, findOrphans } from "../../platform/config-document/configuration-orphans.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readDraft, type DraftReading } from "./draft-reading.document.ts";
import { readDraftText, readOpenDraft } from "./draft.queries.ts";
import type { ProcessFinding, ProcessSurroundings } from "./finding.rules.ts";
import { inOrder, lintProcess } from "./lint.rules.ts";
import { processSection, type ProcessEntry } from "./process.document.ts";

/** What drafts need of the wiring: the sections their names are looked up in, what surrounds the process, and what to begin from. */
export interface DraftTools {
  configuration: Configuration;
  /** Who is on call in these schedules, which use cases have a priority, what people call the things that the process names. */
  readSurroundings(tx: Tx, scheduleIds: readonly string[]): Promise<ProcessSurroundings>;
  templates: readonly { id: string; name: string; about: string }[];
  /** The text of a template; null where there is none of that name. */
  readTemplate(id: string): Promise<string | null>;
}

export interface JudgedFinding extends ProcessFinding {
  /** The same for the same thing as long as it stands. */
  id: string;
  line: number;
}

export interface JudgedDraft {
  reading: DraftReading;
  findings: JudgedFinding[];
  surroundings: ProcessSurroundings;
}

/** Reads a draft's text and finds everything in it: mistakes that would be refused, and what the linter says to the rest. */
export async function judgeText(tx: Tx, tools: DraftTools, text: string): Promise<JudgedDraft> {
  const sections = tools.configuration.sections.map(({ section }) => section);
  const { contents } = await readCurrent(tx, tools.configuration);
  const reading = readDraft(text, sections, { existing: namesIn(sections, contents), managed: {} });
  const schedules = (reading.readable?.roles ?? []).flatMap(({ schedule }) => schedule ?? []);
  const surroundings = await tools.readSurroundings(tx, schedules);
  const mistakes = reading.mistakes.map(({ steps, message, mend, line }): JudgedFinding => ({ kind: "mistake", weight: "mend", path: steps, sentence: message, mend, line, id: `mistake ${pathText(steps)} ${message}` }));
  const linted = reading.readable === null ? [] : lintProcess(reading.readable, surroundings);
  const found = linted.map((finding): JudgedFinding => {
    const path: Path = reading.placeOf(finding.path);
    return { ...finding, path, line: reading.lineOf(path), id: `${finding.kind} ${pathText(path)}` };
  });
  const bereft = mistakes.length > 0 || reading.readable === null ? [] : findBereft(tools.configuration, contents, reading.readable).map((finding): JudgedFinding => ({ ...finding, line: reading.lineOf(finding.path), id: `mistake ${finding.sentence}` }));
  return { reading, findings: inOrder([...mistakes, ...bereft, ...found]) as JudgedFinding[], surroundings };
}

/** The process as the open draft has it, as far as it can be read; null where none is open. */
export async function readDraftProcess(tx: Tx): Promise<ProcessEntry | null> {
  const draft = await readOpenDraft(tx);
  const state = draft ? await readDraftText(tx, draft.id, draft.revision) : null;
  return state ? readDraft(state.text).readable : null;
}

/** What outside of the process refers to a severity, a priority or a role that the draft does not have any more. */
function findBereft({ sections }: Configuration, contents: Contents, process: ProcessEntry): ProcessFinding[] {
  const [before, after] = [contents["process"], process].map((content) => namesIn([processSection], { process: content }));
  const isLosing = Object.entries(before ?? {}).some(([space, ids]) => ids.some((id) => !after?.[space]?.includes(id)));
  if (!isLosing) return [];
  const orphans = findOrphans(sections.map(({ section }) => section), { ...contents, process }).filter(({ section }) => section === processSection.name);
  const once = new Map(orphans.map((orphan) => [`${orphan.thing} ${orphan.referrer}`, orphan]));
  return [...once.values()].map(({ space, thing, referrer }) => ({ kind: "mistake", weight: "mend", path: ["process", space], sentence: `${capital(thing)} would go, and ${referrer} ${referrer.endsWith("s") ? "refer" : "refers"} to it.`, mend: "Keep it, or change what refers to it first." }));
}
