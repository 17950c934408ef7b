import { compileExpression, evaluate, isConditionFault } from "../../../platform/conditions/conditions.ts";
import { cut } from "../../../values/text.ts";
import { thingsIn } from "../guess-items.rules.ts";
import { mappingMembers, payloadNames, type Mapping, type MappingMember } from "../mapping.rules.ts";
import type { Preset } from "../preset.rules.ts";
import type { Signal } from "../signal.rules.ts";
import { createMappedAdapter, thingsOf } from "./mapped.adapter.ts";
import { textOf } from "./members.adapter.ts";
import { createPicker } from "./picking.adapter.ts";
import { unwrapped } from "./unwrapping.adapter.ts";

const longestFind = 300;

/** Which expression of a mapping. */
interface Place {
  member: MappingMember;
  index: number;
}

export interface Preview {
  signals: readonly Signal[];
  note: string | null;
  /** Where the first thing stands in the body, where no expression picks the things. */
  place: (string | number)[];
  /** Expressions that cannot be read. */
  faults: (Place & { message: string; column: number; mend: string })[];
  /** What each other expression finds in the first thing, or what it misses there. */
  finds: (Place & { value: string | null; missing: string | null })[];
}

interface Reading {
  mapping: Mapping;
  preset: Preset | null;
}

/** What a mapping makes of a body, expression by expression, as the source would read it. */
export function previewBody(payload: unknown, { mapping, preset }: Reading): Preview {
  const body = unwrapped(payload);
  const things = thingsOf(createPicker([mapping], preset && preset.mapping), { body, headers: {} }, preset !== null);
  const looks = expressionsOf(mapping).map((one) => look(one, one.member === "each" ? body : things[0]));
  const adapted = createMappedAdapter([mapping], preset)({ payload, headers: {}, newKey: "preview" });
  return {
    ...("errors" in adapted ? { signals: [], note: null } : { signals: adapted.signals, note: adapted.note }),
    place: preset === null ? placeOfFirst(body) : [],
    faults: looks.flatMap((one) => ("message" in one ? [one] : [])),
    finds: looks.flatMap((one) => ("message" in one ? [] : [one])),
  };
}

function placeOfFirst(body: unknown): (string | number)[] {
  const list = thingsIn(body);
  return list === null ? [] : [...(list.path ?? []), 0];
}

function expressionsOf(mapping: Mapping): (Place & { text: string })[] {
  return mappingMembers.flatMap((member) => [mapping[member] ?? []].flat().map((text, index) => ({ member, index, text })));
}

function look({ member, index, text }: Place & { text: string }, body: unknown): Preview["faults"][number] | Preview["finds"][number] {
  const compiled = compileExpression(text, payloadNames);
  if (isConditionFault(compiled)) return { member, index, message: compiled.message, column: compiled.column, mend: compiled.mend };
  const outcome = evaluate(compiled, { body, headers: {} });
  if ("value" in outcome) return { member, index, value: asText(outcome.value), missing: null };
  return { member, index, value: null, missing: "missing" in outcome ? outcome.missing : outcome.fault };
}

function asText(value: unknown): string {
  const plain = typeof value === "bigint" ? String(value) : textOf(value);
  return cut(plain ?? JSON.stringify(value, (_name, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner)) ?? "", longestFind);
}
