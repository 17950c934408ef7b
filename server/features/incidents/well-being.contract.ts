import { z } from "zod";
import { text } from "../../platform/schemas/text.ts";
import { personRef, time } from "./basics.contract.ts";
import { wellBeingAspects } from "./well-being.rules.ts";

export const promptSchema = z
  .object({
    key: z.string().meta({ description: "The same while the fact is the same." }),
    aspect: z.enum(wellBeingAspects),
    person: personRef.nullable().meta({ description: "Whom it is about; null: the room." }),
    fact: z.string().meta({ description: "What was seen." }),
    helps: z.string(),
  })
  .meta({ id: "WellBeingPrompt" });
export type PromptView = z.infer<typeof promptSchema>;

export const conductReportingSchema = z.object({ text: text(10_000) }).meta({ id: "ConductReporting" });
export const conductReportSchema = z.object({ id: z.uuid(), by: personRef, text: z.string(), at: time }).meta({ id: "ConductReport" });
export type ConductReportView = z.infer<typeof conductReportSchema>;
