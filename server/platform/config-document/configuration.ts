import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import type { Tx } from "../database/database.ts";
import type { ForeseenView } from "./configuration.contract.ts";
import type { Change } from "./plan-changes.ts";
import type { Finding } from "./problem.ts";
import { readSource } from "./read-source.ts";
import type { Standing } from "./references.ts";
import { isMembers } from "./schema-parts.ts";
import type { AnySection } from "./section.ts";
import type { StoredEntry, StoredSection } from "./stored-section.ts";
import { writeDocument } from "./write-document.ts";

/** The configuration of this program: which sections there are, and who hears of changes. */
export interface Configuration {
  /** In the order of the document. */
  readonly sections: readonly StoredSection[];
  /** What else stands in the way of changes. */
  readonly guards: readonly Guard[];
  /** Keeps who changed what. */
  record(tx: Tx, records: readonly ConfigurationRecord[]): Promise<void>;
  /** What would go wrong by changes that does not now. They are made by `carryOut`, in a transaction that forgets them again. */
  readonly foresee?: Foresight;
}

export type Foresight = (tx: Tx, changes: readonly Change[], carryOut: () => Promise<unknown>) => Promise<ForeseenView[]>;

export type Guard = (tx: Tx, changes: readonly Change[], caller: Caller) => Promise<Finding[]>;

/** One changed entry, as the audit trail keeps it. */
export interface ConfigurationRecord {
  actor: Actor;
  section: string;
  id: string;
  action: string;
  paths: readonly string[];
  details: unknown;
}

/** What sections hold, by their names, as a document that was read holds it. */
export type Contents = Readonly<Record<string, unknown>>;

/** The configuration as it stands. */
export interface Current {
  contents: Contents;
  entries: Readonly<Record<string, readonly StoredEntry[]>>;
  /** Ids, by section, that a file brought. */
  managed: Readonly<Record<string, readonly string[]>>;
}

export async function readCurrent(tx: Tx, { sections }: Configuration): Promise<Current> {
  const read: [string, StoredEntry[]][] = [];
  for (const stored of sections) read.push([stored.section.name, await stored.read(tx)]);
  const entries = Object.fromEntries(read);
  const managed = read.map(([name, list]) => [name, list.filter(({ isFromFile }) => isFromFile).map(({ id }) => id)]);
  const contents = sections.map(({ section }) => [section.name, contentOf(section, entries[section.name] ?? [])]);
  return { contents: Object.fromEntries(contents) as Contents, entries, managed: Object.fromEntries(managed) as Current["managed"] };
}

function contentOf({ shape }: AnySection, entries: readonly StoredEntry[]): unknown {
  if (shape === "map") return Object.fromEntries(entries.map(({ id, entry }) => [id, entry]));
  return entries[0]?.entry ?? (shape === "list" ? [] : undefined);
}

/** The names that are there, by their space. A section that defines names holds the list of them under the space's name. */
export function namesIn(sections: readonly AnySection[], contents: Contents): Standing["existing"] {
  const spaces = sections.flatMap((section): [string, string[]][] => {
    const content = contents[section.name];
    const defined = Object.keys(section.defines ?? {}).map((space): [string, string[]] => [space, listedIds(isMembers(content) ? content[space] : undefined)]);
    return section.shape === "map" ? [[section.name, Object.keys(content ?? {})], ...defined] : defined;
  });
  return Object.fromEntries(spaces);
}

function listedIds(list: unknown): string[] {
  return Array.isArray(list) ? list.flatMap((item) => (isMembers(item) && typeof item["id"] === "string" ? [item["id"]] : [])) : [];
}

/** The whole configuration as YAML; sections in which there is nothing are left out. */
export function exportText({ sections }: Configuration, { contents }: Current): string {
  return writeDocument(withoutEmpty(contents), sections.map(({ section }) => section));
}

/** The same as plain values. */
export function exportForms({ sections }: Configuration, { contents }: Current): Record<string, unknown> {
  return asWritten(sections.map(({ section }) => section), withoutEmpty(contents));
}

function withoutEmpty(contents: Contents): Contents {
  return Object.fromEntries(Object.entries(contents).filter(([, content]) => typeof content === "object" && content !== null && Object.keys(content).length > 0));
}

/** The contents as somebody would write them: plain values in the form of the document. */
export function asWritten(sections: readonly AnySection[], contents: Contents): Record<string, unknown> {
  const source = readSource(writeDocument(contents, sections), "yaml");
  if ("problems" in source) throw new Error(`The configuration was written and cannot be read again: ${JSON.stringify(source.problems[0])}`);
  return source.value as Record<string, unknown>;
}
