import type { z } from "zod";
import type { Finding } from "./problem.ts";

/** Many entries by their ids, an ordered list, or one thing. */
export type SectionShape = "map" | "list" | "single";

/** One part of the document. `schema` is the form of one entry of a map or a list, or of the single thing. */
export interface Section<Name extends string = string, Shape extends SectionShape = SectionShape, Schema extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly shape: Shape;
  readonly schema: Schema;
  /** The word for one entry in sentences, such as “team”; for a list or a single thing the word for the whole. */
  readonly noun: string;
  /** Names that the section defines below itself, by the space they belong to, with the word for one of them. */
  readonly defines?: Readonly<Record<string, string>>;
  /** What one entry's form cannot tell; paths begin at the section. Sees only entries whose form is right. */
  readonly check?: (content: Content<Shape, z.output<Schema>>) => Finding[];
}

export type Content<Shape extends SectionShape, Entry> = Shape extends "map" ? Record<string, Entry> : Shape extends "list" ? Entry[] : Entry;

/** A section whose types are not looked at: what the machinery works on. */
export type AnySection = Omit<Section, "check"> & { readonly check?: (content: never) => Finding[] };

/** The document that such sections make; a section that is absent is one that nobody spoke of. */
export type DocumentOf<Sections extends readonly AnySection[]> = {
  [S in Sections[number] as S["name"]]?: Content<S["shape"], z.output<S["schema"]>>;
};

/** Declares a section, keeping its types. */
export function section<const Name extends string, const Shape extends SectionShape, Schema extends z.ZodType>(
  declared: Section<Name, Shape, Schema>,
): Section<Name, Shape, Schema> {
  return declared;
}
