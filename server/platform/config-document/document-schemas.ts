import { z } from "zod";
import type { ConditionNames } from "../../values/condition-names.ts";
import { compileCondition, compileExpression, isConditionFault, type Condition } from "../conditions/conditions.ts";
import type { ConditionFault } from "../conditions/condition-fault.ts";
import { id, isId, orderedId } from "../schemas/forms.ts";
import { percentSchema, writePercent } from "../schemas/percent.ts";
import { form } from "../schemas/text.ts";
import { wrongForm } from "../schemas/wrong-form.ts";
import { marked, type Named } from "./marks.ts";

const mostEntries = 1_000;

/** The id of something in that space; words of `except` stand for themselves. */
export function reference(space: string, except: readonly string[] = []) {
  const refersTo = (text: string) => (except.includes(text) ? null : { space, id: text });
  return marked(id.clone(), { refersTo });
}

interface TargetForms {
  /** Words that stand for themselves. */
  words?: readonly string[];
  /** The space that an id without a kind belongs to. */
  bare?: string;
}

/** `kind/id`, the kind being one of the keys of `spaces`. */
export function target(spaces: Readonly<Record<string, string>>, { words = [], bare }: TargetForms = {}) {
  const forms = [...words, ...(bare === undefined ? [] : ["<id>"]), ...Object.keys(spaces).map((kind) => `${kind}/<id>`)];
  const refersTo = (text: string) => (words.includes(text) ? null : namedBy(text, spaces, bare));
  const isRight = (text: string) => words.includes(text) || refersTo(text) !== null;
  return marked(form("known here", `Write ${forms.join(", ")}.`, isRight), { refersTo });
}

function namedBy(text: string, spaces: Readonly<Record<string, string>>, bare: string | undefined): Named | null {
  const [first = "", second, ...more] = text.split("/");
  const [space, id] = second === undefined ? [bare, first] : [Object.hasOwn(spaces, first) ? spaces[first] : undefined, second];
  return space !== undefined && isId(id) && more.length === 0 ? { space, id } : null;
}

/** A list of at most a thousand. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(mostEntries);
}

/** A list in which nothing stands twice. */
export function distinct<Item extends z.ZodType<string>>(item: Item) {
  return listOf(item).superRefine((items, context) => {
    items.forEach((value, index) => {
      if (items.indexOf(value) === index) return;
      context.addIssue({ code: "custom", path: [index], message: wrongForm(`\`${value}\` stands here twice.`, "Keep it once.") });
    });
  });
}

/** One, or a list of one and more; read as a list. */
export function oneOrMany<Item extends z.ZodType<string>>(item: Item) {
  const schema = z.union([item, distinct(item).min(1)]).transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]));
  return marked(schema, { write: (items: unknown[]) => (items.length === 1 ? items[0] : items) });
}

/** A member that most entries do without: absent it has this value, and having it, it is not written. */
export function quiet<Value extends z.ZodType>(value: Value, absent: z.core.util.NoUndefined<z.output<Value>>) {
  return marked(value.default(absent), { isQuiet: true });
}

/** A map whose order matters, read as a list of its entries, each with its `id`; its names may define a space. */
export function orderedMap<Entry extends z.ZodObject>(entry: Entry, defines?: string) {
  type Read = { id: string } & z.output<Entry>;
  const schema = z.record(orderedId, entry).transform((map) => Object.entries(map).map(([id, members]): Read => ({ id, ...members })));
  return marked(schema, {
    ...(defines === undefined ? {} : { defines }),
    write: (list: Read[], write) => Object.fromEntries(list.map(({ id, ...members }) => [id, write(entry, members)])),
  });
}

/** Values by the names of one space; the words of `except` may be names too. */
export function mapBy<Value extends z.ZodType>(space: string, value: Value, except: readonly string[] = []) {
  return z.record(reference(space, except), value);
}

/** A percentage, read as a number from 0 to 100; `isRight` may narrow it. */
export function percent(noun = "a percentage", isRight?: (percent: number) => boolean) {
  return marked(percentSchema(noun, isRight), { write: writePercent });
}

/** A condition over these names, kept as it was written. */
export function condition(names: ConditionNames) {
  return expressionText((text) => compileCondition(text, names));
}

/** An expression over these names that may come to anything, kept as it was written. */
export function expression(names: ConditionNames) {
  return expressionText((text) => compileExpression(text, names));
}

function expressionText(compile: (text: string) => Condition | ConditionFault) {
  return z.string().superRefine((text, context) => {
    const outcome = compile(text);
    if (!isConditionFault(outcome)) return;
    context.addIssue({ code: "custom", message: wrongForm(outcome.message, outcome.mend), params: { column: outcome.column } });
  });
}
