import type { z } from "zod";
import { markOf, type Named } from "./marks.ts";
import type { Path } from "./path.ts";
import { isMembers, layerBelow, memberNames, optionFor } from "./schema-parts.ts";

type Schema = z.core.$ZodType;

/** What is told of a document as it was written, whether its forms are right or not. */
export interface InputVisitor {
  /** A text, or the name of a member, refers to something. */
  refers: (named: Named, path: Path, isName: boolean) => void;
  /** The name of a member defines something. */
  defines: (named: Named) => void;
  /** A member that its surroundings do not know. */
  unknown: (name: string, known: readonly string[], path: Path) => void;
  /** A member that is known in another form of the same thing than the others that stand here. */
  misplaced: (name: string, path: Path) => void;
}

/** Goes through a written value along its schema, as far as the two agree. */
export function visitInput(visitor: InputVisitor, schema: Schema, value: unknown, path: Path): void {
  visitMark(visitor, schema, value, path, false);
  const below = layerBelow(schema, "input");
  if (below) visitInput(visitor, below, value, path);
  else if (Array.isArray(value)) visitList(visitor, schema, value, path);
  else if (isMembers(value)) visitMembers(visitor, schema, value, path);
  else visitOption(visitor, schema, value, path);
}

function visitMark(visitor: InputVisitor, schema: Schema, value: unknown, path: Path, isName: boolean): void {
  const mark = markOf(schema);
  const named = typeof value === "string" ? mark?.refersTo?.(value) : null;
  if (named) visitor.refers(named, path, isName);
  const space = mark?.defines;
  if (space !== undefined && isMembers(value)) for (const id of Object.keys(value)) visitor.defines({ space, id });
}

function visitList(visitor: InputVisitor, schema: Schema, list: readonly unknown[], path: Path): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== "array") return visitOption(visitor, schema, list, path);
  list.forEach((item, index) => visitInput(visitor, def.element, item, [...path, index]));
}

function visitMembers(visitor: InputVisitor, schema: Schema, members: Record<string, unknown>, path: Path): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "record") return visitRecord(visitor, def, members, path);
  if (def.type !== "object") return visitOption(visitor, schema, members, path);
  for (const [name, value] of Object.entries(members)) {
    const member = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    if (member) visitInput(visitor, member, value, [...path, name]);
    else visitor.unknown(name, Object.keys(def.shape), [...path, name]);
  }
}

function visitRecord(visitor: InputVisitor, def: z.core.$ZodRecordDef, members: Record<string, unknown>, path: Path): void {
  for (const [name, value] of Object.entries(members)) {
    visitMark(visitor, def.keyType, name, [...path, name], true);
    visitInput(visitor, def.valueType, value, [...path, name]);
  }
}

function visitOption(visitor: InputVisitor, schema: Schema, value: unknown, path: Path): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const option = def.type === "union" ? optionFor(def.options, value, "input") : null;
  if (def.type === "union" && option) visitInput(amongOptions(visitor, def.options, path), option, value, path);
}

/** Tells members that no form knows from those that only another form knows. */
function amongOptions(visitor: InputVisitor, options: readonly Schema[], path: Path): InputVisitor {
  const names = [...new Set(options.flatMap((option) => memberNames(option, "input")))];
  const unknown: InputVisitor["unknown"] = (name, known, at) => {
    if (at.length !== path.length + 1) visitor.unknown(name, known, at);
    else if (names.includes(name)) visitor.misplaced(name, at);
    else visitor.unknown(name, names, at);
  };
  return { ...visitor, unknown };
}
