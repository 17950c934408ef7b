import { z } from "zod";
import { line } from "../../platform/schemas/text.ts";
import { incidentSchema, named, personRef } from "./contract.ts";

const id = z.string().min(1).max(100);

export const splittingSchema = z
  .object({
    title: line(300),
    severity: id.nullable().default(null),
    priority: id.nullable().default(null),
    groupIds: z.array(z.uuid()).max(500).default([]),
    serviceIds: z.array(id).max(100).default([]).meta({ description: "The services that go. Those of alerts that go are hit there in any case." }),
    taskIds: z.array(z.uuid()).max(500).default([]).meta({ description: "Open tasks that go." }),
    personIds: z.array(id).max(200).default([]).meta({ description: "Who goes along; their roles but command go with them." }),
    commanderId: id.optional().meta({ description: "Who commands it; else who splits. Somebody who is chosen is paged." }),
  })
  .meta({ id: "Splitting" });
export type SplittingBody = z.output<typeof splittingSchema>;

export const splitAnswerSchema = z.object({ incident: incidentSchema.meta({ description: "What was split off." }), from: incidentSchema.meta({ description: "What it was split off from, as it stands then." }) }).meta({ id: "Split" });

export const splitForesightSchema = z
  .object({
    commander: personRef,
    goes: z.object({ groups: z.array(z.string()), services: z.array(named), tasks: z.array(z.string().nullable()), people: z.array(personRef) }),
    stays: z.object({ groups: z.array(z.string()), services: z.array(named), commander: personRef }),
    searches: z
      .array(z.object({ because: z.string(), isShared: z.boolean().meta({ description: "It goes on in both." }), has: z.array(personRef), asked: z.array(personRef) }))
      .meta({ description: "Searches for people that go on there where they stand: nobody is paged anew by them." }),
    paged: z.array(personRef.extend({ because: z.string() })).meta({ description: "Who would be paged now." }),
    vacated: z.array(z.object({ role: named, person: personRef })).meta({ description: "Roles that somebody lays down here and holds there." }),
  })
  .meta({ id: "SplitForesight" });
export type SplitForesightView = z.infer<typeof splitForesightSchema>;
