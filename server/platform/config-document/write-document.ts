import { Document, isCollection, isScalar, visit } from "yaml";
import type { z } from "zod";
import { canonicalJson } from "../../values/canonical-json.ts";
import { markOf } from "./marks.ts";
import { documentVersion } from "./read-document.ts";
import { isMembers, layerBelow, optionFor } from "./schema-parts.ts";
import type { AnySection, DocumentOf } from "./section.ts";

type Schema = z.core.$ZodType;

/** What fits on this much of a line is written on one line. */
const widestLine = 110;

/** The document as YAML: sections in their order, ids in the order they have, secrets as references. */
export function writeDocument<const Sections extends readonly AnySection[]>(document: DocumentOf<Sections>, sections: Sections): string {
  const contents = document as Readonly<Record<string, unknown>>;
  const present = sections.filter(({ name }) => contents[name] !== undefined);
  const members = present.map((section): [string, unknown] => [section.name, writeContent(section, contents[section.name])]);
  const yaml = new Document({ muster: documentVersion, ...Object.fromEntries(members) }, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  putOnOneLine(yaml);
  return yaml.toString({ lineWidth: 0 });
}

function writeContent({ shape, schema }: AnySection, content: unknown): unknown {
  if (shape === "map") return mapValues(content as Record<string, unknown>, (entry) => written(schema, entry));
  return shape === "list" ? (content as unknown[]).map((item) => written(schema, item)) : written(schema, content);
}

/** A value as its schema has it written. */
function written(schema: Schema, value: unknown): unknown {
  const write = markOf(schema)?.write;
  if (write) return write(value as never, written);
  const below = layerBelow(schema, "output");
  if (below) return written(below, value);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object" && isMembers(value)) return writeMembers(def.shape, value);
  if (def.type === "record" && isMembers(value)) return mapValues(value, (member) => written(def.valueType, member));
  if (def.type === "array" && Array.isArray(value)) return value.map((item) => written(def.element, item));
  const option = def.type === "union" ? optionFor(def.options, value, "output") : null;
  return option ? written(option, value) : value;
}

function writeMembers(shape: Readonly<Record<string, Schema>>, members: Record<string, unknown>): Record<string, unknown> {
  const told = Object.entries(shape).filter(([name, schema]) => members[name] !== undefined && !goesWithoutSaying(schema, members[name]));
  return Object.fromEntries(told.map(([name, schema]) => [name, written(schema, members[name])]));
}

function goesWithoutSaying(schema: Schema, value: unknown): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "default" && markOf(schema)?.isQuiet === true && canonicalJson(def.defaultValue) === canonicalJson(value);
}

function mapValues(members: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, change(value)]));
}

/** Small maps and lists below the sections go on one line, so that an organization of some size stays readable. */
function putOnOneLine(yaml: Document): void {
  visit(yaml, {
    Collection: (_key, node, path) => {
      if (path.length < 4 || !isCollection(node)) return;
      const text = JSON.stringify(node.toJSON());
      if (!text.includes("\\n") && text.length <= widestLine) node.flow = true;
    },
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === "string" && /[^\P{Cc}\n]/u.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
}
