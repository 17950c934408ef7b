import type { AnySection, DocumentOf } from "./section.ts";
import { wordChange, type ChangeAction } from "./change-sentence.ts";
import { isMembers } from "./schema-parts.ts";
import { editsBetween, type Edit } from "./value-edits.ts";

/** One thing that applying a document would do. A list or a single thing has its section's name as `id`. */
export interface Change {
  section: string;
  id: string;
  action: ChangeAction;
  /** Each edit of what is there; for something new its members, one by one; none for what goes. */
  fields: Edit[];
  sentence: string;
}

export interface PlanOptions<Sections extends readonly AnySection[]> {
  sections: Sections;
  /** Ids, by section, that a file brought. What is there besides was made by hand and stays. */
  managed: Readonly<Record<string, readonly string[]>>;
}

/**
 * What would change from one document to another. Sections that the desired one does not hold stay as they are; ids that a file
 * brought and that are gone from it go; what is in both is compared field by field.
 */
export function planChanges<const Sections extends readonly AnySection[]>(
  current: DocumentOf<Sections>,
  desired: DocumentOf<Sections>,
  { sections, managed }: PlanOptions<Sections>,
): Change[] {
  const [before, after] = [current as Contents, desired as Contents];
  return sections.filter(({ name }) => after[name] !== undefined).flatMap((section) => planSection(section, before[section.name], after[section.name], managed[section.name] ?? []));
}

type Contents = Readonly<Record<string, unknown>>;

function planSection(section: AnySection, before: unknown, after: unknown, managed: readonly string[]): Change[] {
  if (section.shape !== "map") return planEntry(section, section.name, before, after);
  const [there, wanted] = [(before ?? {}) as Contents, after as Contents];
  const changes = Object.keys(wanted).flatMap((id) => planEntry(section, id, Object.hasOwn(there, id) ? there[id] : undefined, wanted[id]));
  const going = Object.keys(there).filter((id) => managed.includes(id) && !Object.hasOwn(wanted, id));
  return [...changes, ...going.map((id) => changeOf(section, id, "delete", [], there[id]))];
}

function planEntry(section: AnySection, id: string, before: unknown, after: unknown): Change[] {
  if (before === undefined) return [changeOf(section, id, "create", editsBetween(Array.isArray(after) ? [] : {}, after), after)];
  const edits = editsBetween(before, after);
  if (edits.length === 0) return [];
  const isOnlyOrder = edits.every(({ kind }) => kind === "moved");
  return [changeOf(section, id, isOnlyOrder ? "reorder" : "update", edits, after)];
}

function changeOf(section: AnySection, id: string, action: ChangeAction, fields: Edit[], entry: unknown): Change {
  return { section: section.name, id, action, fields, sentence: wordChange(action, subjectOf(section, id, entry), fields) };
}

/** “team web (Web)”: the word, the id, and the name people know it by. */
function subjectOf({ shape, noun }: AnySection, id: string, entry: unknown): string {
  if (shape !== "map") return noun;
  const name = isMembers(entry) ? (entry["name"] ?? entry["title"]) : undefined;
  return typeof name === "string" ? `${noun} ${id} (${name})` : `${noun} ${id}`;
}
