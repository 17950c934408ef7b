import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";

const named = z.object({ id: z.string(), name: z.string() });

export const declareQuestionSchema = z
  .object({
    groupId: z.uuid(),
    title: z.string(),
    service: named.nullable(),
    askedAt: z.iso.datetime(),
    because: z.array(z.string()).meta({ description: "The sentences of the process by which it looks like an incident." }),
    people: z.array(named).meta({ description: "Who was asked." }),
    earlier: z
      .array(z.object({ title: z.string(), at: z.iso.datetime(), by: z.string(), reason: z.string().nullable().meta({ description: "Null where it was taken out." }) }))
      .meta({ description: "What was answered about alerts of the same service in the last 90 days: it was no incident, and why. Newest first, two at most." }),
  })
  .meta({ id: "DeclareQuestion" });
export type DeclareQuestionView = z.infer<typeof declareQuestionSchema>;

export const declineSchema = z.object({ reason: text(2_000) }).meta({ id: "NoIncident" });
