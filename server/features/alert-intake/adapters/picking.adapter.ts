import { compileExpression, evaluate, isConditionFault, type Condition } from "../../../platform/conditions/conditions.ts";
import { payloadNames, type MappedMember, type Mapping } from "../mapping.rules.ts";
import { isMembers } from "./members.adapter.ts";

/** What expressions look at: a body, or one thing in it. */
export interface Looked {
  body: unknown;
  headers: Readonly<Record<string, string>>;
}

/** What mappings find in something. */
export interface Picks {
  /** What the first expression finds that can be read so; null where none finds such a thing. */
  first<Value>(member: MappedMember | "each", read: (found: unknown) => Value | null): Value | null;
  /** What each of the expressions finds. */
  all(member: MappedMember): unknown[];
}

export type Picker = (looked: Looked) => Picks;

/** Picks by these mappings, the stronger first, and below them by that of a preset, for which a member without anything in it is absent. */
export function createPicker(mappings: readonly Mapping[], preset: Mapping | null): Picker {
  const layers = mappings.map(compile);
  const known = preset && compile(preset);
  return (looked) => {
    const filled = known && { ...looked, body: withoutNothing(looked.body) };
    function* find(member: string): Generator<unknown, void> {
      for (const layer of layers) yield* evaluateAll(layer.get(member), looked);
      if (filled) yield* evaluateAll(known.get(member), filled);
    }
    return { first: (member, read) => firstRead(find(member), read), all: (member) => [...find(member)] };
  };
}

function compile(mapping: Mapping): ReadonlyMap<string, Condition[]> {
  const expressions = Object.entries(mapping).map(([member, texts]) => [member, [texts ?? []].flat().flatMap(compileOne)] as const);
  return new Map(expressions);
}

function compileOne(text: string): Condition[] {
  const compiled = compileExpression(text, payloadNames);
  return isConditionFault(compiled) ? [] : [compiled];
}

function* evaluateAll(expressions: readonly Condition[] = [], { body, headers }: Looked): Generator<unknown, void> {
  for (const expression of expressions) {
    const outcome = evaluate(expression, { body, headers });
    if ("value" in outcome && !isNothing(outcome.value)) yield typeof outcome.value === "bigint" ? Number(outcome.value) : outcome.value;
  }
}

function firstRead<Value>(found: Iterable<unknown>, read: (found: unknown) => Value | null): Value | null {
  for (const one of found) {
    const value = read(one);
    if (value !== null) return value;
  }
  return null;
}

const placeholders = [/^(null|undefined)$/, /^\*UNKNOWN\*$/, /^\{[A-Z][\w.]*\}$/, /^\{\{[^{}]*\}\}$/, /^\$[\w.]+\$$/, /^\$[A-Z][A-Z0-9_]*$/, /^\*[a-z][A-Za-z]*\*$/];

/** A text without anything in it, or what a tool leaves in place of a value that it does not have, such as `{EVENT.ID}`. */
function isNothing(value: unknown): boolean {
  if (typeof value !== "string") return value === null || value === undefined;
  const text = value.trim();
  return text === "" || placeholders.some((pattern) => pattern.test(text));
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((member) => !isNothing(member)).map(withoutNothing);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => !isNothing(member)).map(([name, member]) => [name, withoutNothing(member)]));
}
