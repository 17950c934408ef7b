import type { z } from "zod";

type Schema = z.core.$ZodType;

/** Whether a schema is followed as values are written in a document, or as they were read. */
export type Side = "input" | "output";

/** The schema that a wrapper such as optional, default or a pipe holds; null where there is nothing below but parts. */
export function layerBelow(schema: Schema, side: Side): Schema | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return def.innerType;
    case "pipe":
      return side === "input" ? def.in : def.out;
    default:
      return null;
  }
}

/** The one of several forms that a value most likely has; null where it has none of them. */
export function optionFor(options: readonly Schema[], value: unknown, side: Side): Schema | null {
  const ranked = options.map((option) => ({ option, fit: fitOf(innermost(option, side), value) }));
  const best = ranked.reduce((a, b) => (b.fit > a.fit ? b : a), { option: null as Schema | null, fit: -1 });
  return best.option;
}

/** The names of the members that a form knows; none for what is no map. */
export function memberNames(schema: Schema, side: Side): string[] {
  const { def } = (innermost(schema, side) as z.core.$ZodTypes)._zod;
  return def.type === "object" ? Object.keys(def.shape) : [];
}

function innermost(schema: Schema, side: Side): Schema {
  const below = layerBelow(schema, side);
  return below ? innermost(below, side) : schema;
}

/** True for a map of members. */
export function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many members fit; -1 where the kind of value is another one, or a fixed member says otherwise. */
function fitOf(schema: Schema, value: unknown): number {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return isMembers(value) ? membersThatFit(def.shape, value) : -1;
  if (def.type === "array") return Array.isArray(value) ? 0 : -1;
  if (def.type === "record") return isMembers(value) ? 0 : -1;
  return isMembers(value) || Array.isArray(value) ? -1 : typeFit(def.type, value);
}

function typeFit(type: string, value: unknown): number {
  const isKnown = type === "string" || type === "number" || type === "boolean";
  return isKnown && typeof value !== type ? -1 : 0;
}

function membersThatFit(shape: Readonly<Record<string, Schema>>, value: Record<string, unknown>): number {
  const names = Object.keys(value).filter((name) => Object.hasOwn(shape, name));
  const isOther = Object.entries(shape).some(([name, member]) => saysOtherwise(member, value[name]));
  return isOther ? -1 : names.length;
}

function saysOtherwise(schema: Schema, value: unknown): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "literal" && !(def.values as unknown[]).includes(value);
}
