import type { Actor } from "../../values/actor.ts";
import type { Tx } from "../database/database.ts";
import type { Finding } from "./problem.ts";
import type { AnySection } from "./section.ts";

/** One entry as the tables hold it. Of a list or a single thing the only entry is the whole, and its id the section's name. */
export interface StoredEntry<Entry = unknown> {
  id: string;
  entry: Entry;
  place: number;
  /** A file brought it, and a file may take it away. */
  isFromFile: boolean;
  /** False where a file that says the same would still change something, such as confirming a telephone number. */
  isSettled?: boolean;
}

/** An entry as it shall be. */
export type Upsert<Entry = unknown> = Pick<StoredEntry<Entry>, "id" | "entry" | "place" | "isFromFile">;

/** What shall be different in one section. */
export interface SectionWrite<Entry = unknown> {
  upserts: readonly Upsert<Entry>[];
  deletes: readonly string[];
  actor: Actor;
  /** A file is applied, which administrators alone may do; else a person edits one entry. */
  isFile: boolean;
}

/** A section of the document and the tables that hold it; the only place that knows both. */
export interface StoredSection<Entry = unknown> {
  readonly section: AnySection;
  /** Its entries are changed by administrators only; otherwise managers may too. */
  readonly isForAdministrators?: boolean;
  /** All entries in their order. */
  read(tx: Tx): Promise<StoredEntry<Entry>[]>;
  /** Deletes first, so that what goes makes room; rows that stay are changed in place, since others hang on them. */
  write(tx: Tx, write: SectionWrite<Entry>): Promise<void>;
  /** What the entries must not be beside each other, told by their marks alone; sees all that would be there. */
  check?(entries: Readonly<Record<string, Entry>>): Finding[];
}

/** Rows as a parameter of `jsonb_to_recordset`: one statement for many rows. */
export function asRows(rows: readonly object[]): string {
  return JSON.stringify(rows);
}

/** The members of lists below entries, one row each: with the id of the entry and its place in the list. */
export function rowsBelow<Entry, Row extends object>(upserts: readonly Upsert<Entry>[], listOf: (entry: Entry) => readonly Row[]): (Row & { parent: string; place: number })[] {
  return upserts.flatMap(({ id, entry }) => listOf(entry).map((row, place) => ({ ...row, parent: id, place })));
}

/** The ids of what is written. */
export function idsOf(upserts: readonly Upsert[]): string[] {
  return upserts.map(({ id }) => id);
}
