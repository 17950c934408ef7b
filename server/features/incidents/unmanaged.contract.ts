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
  })
  .meta({ id: "DeclareQuestion" });
export type DeclareQuestionView = z.infer<typeof declareQuestionSchema>;

export const declineSchema = z.object({ reason: text(2_000) }).meta({ id: "NoIncident" });
