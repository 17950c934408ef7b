import type { ConditionNames } from "../../values/condition-names.ts";

/** What an expression of a mapping may pick from; within `each`, `body` is one member of what it picked. */
export const payloadNames = { body: "anything", headers: "texts" } as const satisfies ConditionNames;

export const mappedMembers = ["title", "state", "severity", "key", "service", "time", "links", "description"] as const;
export type MappedMember = (typeof mappedMembers)[number];

/** What a mapping may hold: `each` picks the things, the others are picked of each of them. */
export const mappingMembers = ["each", ...mappedMembers] as const;
export type MappingMember = (typeof mappingMembers)[number];

/** By which expressions a payload is read: of several for one member the first that finds something counts, of those for `links` each one. What is left out, or finds nothing, is guessed. */
export type Mapping = { readonly [Member in MappingMember]?: string | readonly string[] | undefined };
