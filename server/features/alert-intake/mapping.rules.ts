import { compileExpression, evaluate, isConditionFault, type Condition } from "../../platform/conditions/conditions.ts";
import type { ConditionNames } from "../../values/condition-names.ts";

/** What an expression of a mapping may pick from; within `each`, `body` is one member of what it picked. */
export const payloadNames = { body: "anything", headers: "texts" } as const satisfies ConditionNames;

export const mappedMembers = ["title", "state", "severity", "key", "service", "time", "links", "description"] as const;
export type MappedMember = (typeof mappedMembers)[number];

/** By which expressions a payload is read; what is left out, or finds nothing, is guessed. */
export type Mapping = Partial<Readonly<Record<MappedMember | "each", string>>>;

/** Mappings read once, the stronger first. */
export type Picker = (member: MappedMember | "each", body: unknown, headers: Readonly<Record<string, string>>) => unknown;

/** Picks what the first of these mappings finds; undefined where none finds anything. */
export function createPicker(mappings: readonly Mapping[]): Picker {
  const compiled = mappings.map((mapping) => new Map(Object.entries(mapping).flatMap(([member, text]) => readExpression(member, text))));
  return (member, body, headers) => {
    for (const expressions of compiled) {
      const expression = expressions.get(member);
      const outcome = expression && evaluate(expression, { body, headers });
      if (outcome && "value" in outcome && outcome.value !== null && outcome.value !== "") return outcome.value;
    }
    return undefined;
  };
}

function readExpression(member: string, text: string | undefined): [string, Condition][] {
  const compiled = text === undefined ? null : compileExpression(text, payloadNames);
  return compiled === null || isConditionFault(compiled) ? [] : [[member, compiled]];
}
