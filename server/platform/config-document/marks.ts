import type { z } from "zod";

/** A name that stands for something written elsewhere: an id, in one of the spaces of names. */
export interface Named {
  space: string;
  id: string;
}

/** Writes a value's members by their schemas; handed to marks that write what lies below them. */
export type Write = (schema: z.core.$ZodType, value: unknown) => unknown;

/** What a schema means beyond its form. */
export interface Mark {
  /** What the text refers to; null for a word that refers to nothing. */
  refersTo?: (text: string) => Named | null;
  /** The space that the names of the map's members belong to. */
  defines?: string;
  /** True where the default goes without saying: it is not written. */
  isQuiet?: boolean;
  /** How the read value is written in a document. */
  write?: (value: never, write: Write) => unknown;
}

const marks = new WeakMap<z.core.$ZodType, Mark>();

/** The same schema, marked. A schema that is derived from it afterwards has no mark. */
export function marked<Schema extends z.core.$ZodType>(schema: Schema, mark: Mark): Schema {
  marks.set(schema, mark);
  return schema;
}

export function markOf(schema: z.core.$ZodType): Mark | undefined {
  return marks.get(schema);
}
